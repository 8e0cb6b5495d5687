/**
 * Tensors on either device, and the one operation the pipeline needs outside the models: taking rows of
 * the batch. Whoever makes a tensor disposes it.
 */
import type { Tensor as OrtTensor } from 'onnxruntime-web';
import type { Ort } from './build.ts';

/** A tensor in CPU memory or in a GPU buffer. */
export type Tensor = OrtTensor;

/** Tensors by the names of a model's inputs or outputs. */
export type Tensors = Record<string, Tensor>;

export class TensorFactory {
  readonly #ort: Ort;

  constructor(ort: Ort) {
    this.#ort = ort;
  }

  /** A float32 tensor over `data`, not copied. */
  float(data: Float32Array, dims: readonly number[]): Tensor {
    return new this.#ort.Tensor('float32', data, dims);
  }

  /** An int64 tensor of token ids or masks. */
  int64(values: readonly number[], dims: readonly number[]): Tensor {
    return new this.#ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  }

  /** An int32 tensor of token ids or lengths. */
  int32(values: readonly number[], dims: readonly number[]): Tensor {
    return new this.#ort.Tensor('int32', Int32Array.from(values), dims);
  }

  /** A tensor over a GPU buffer, which stays its owner's. */
  onGpu(buffer: GPUBuffer, dataType: 'float32' | 'int32', dims: readonly number[]): Tensor {
    return this.#ort.Tensor.fromGpuBuffer(buffer, { dataType, dims });
  }

  /** The first `length` float32 values of a GPU buffer. */
  async readGpu(buffer: GPUBuffer, length: number): Promise<Float32Array> {
    return download(await this.#ort.env.webgpu.device, buffer, length);
  }

  /**
   * A new float32 tensor made of the given rows of the first axis, on the same device.
   * @param tensor `[batch, …]`; left as it is.
   * @returns `[rows.length, …]`
   */
  async rows(tensor: Tensor, rows: readonly number[]): Promise<Tensor> {
    const dims = [rows.length, ...tensor.dims.slice(1)];
    const stride = tensor.size / (tensor.dims[0] ?? 1);
    return this.#pieces(
      tensor,
      rows.map((row) => row * stride),
      stride,
      dims,
    );
  }

  /**
   * A new float32 tensor made of the first `length` of the third axis, on the same device.
   * @param tensor `[batch, heads, …, width]`; left as it is.
   * @returns `[batch, heads, length, width]`
   */
  async first(tensor: Tensor, length: number): Promise<Tensor> {
    const [batch = 1, heads = 1, count = 0, width = 1] = tensor.dims;
    const places = Array.from({ length: batch * heads }, (_, i) => i * count * width);
    return this.#pieces(tensor, places, length * width, [batch, heads, length, width]);
  }

  /** A new tensor of pieces of `size` values, which begin at `places`. */
  async #pieces(
    tensor: Tensor,
    places: readonly number[],
    size: number,
    dims: readonly number[],
  ): Promise<Tensor> {
    if (tensor.location === 'gpu-buffer') return this.#gpuPieces(tensor, places, size, dims);
    const source = tensor.data as Float32Array;
    const data = new Float32Array(places.length * size);
    places.forEach((place, i) => data.set(source.subarray(place, place + size), i * size));
    return this.float(data, dims);
  }

  /** Pieces are contiguous, so taking them is one buffer copy each. */
  async #gpuPieces(
    tensor: Tensor,
    places: readonly number[],
    size: number,
    dims: readonly number[],
  ): Promise<Tensor> {
    const device = await this.#ort.env.webgpu.device;
    const width = Float32Array.BYTES_PER_ELEMENT;
    const buffer = device.createBuffer({
      // WebGPU EP binds buffers in steps of 16 bytes.
      size: Math.max(16, Math.ceil((places.length * size * width) / 16) * 16),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    const source = tensor.gpuBuffer as GPUBuffer;
    places.forEach((place, i) =>
      encoder.copyBufferToBuffer(source, place * width, buffer, i * size * width, size * width),
    );
    device.queue.submit([encoder.finish()]);
    return this.#ort.Tensor.fromGpuBuffer(buffer, {
      dataType: 'float32',
      dims,
      dispose: () => buffer.destroy(),
      download: () => download(device, buffer, places.length * size),
    });
  }
}

async function download(device: GPUDevice, buffer: GPUBuffer, length: number): Promise<Float32Array> {
  const bytes = length * Float32Array.BYTES_PER_ELEMENT;
  const staging = device.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const data = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return data;
}

/** A float tensor's values on the CPU, wherever it lies. The tensor stays usable. */
export async function read(tensor: Tensor): Promise<Float32Array> {
  return (await tensor.getData()) as Float32Array;
}

/** Disposes every tensor given. */
export function disposeAll(tensors: Tensors): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
