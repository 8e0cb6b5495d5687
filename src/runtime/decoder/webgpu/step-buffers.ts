/**
 * The GPU buffers that one decoder's steps read and write. They stay where they are for good: a captured graph knows
 * its buffers by address. Past and present of the cache are the same buffers, and the chosen id is the next input.
 */
import type { TensorFactory, Tensors } from '../../tensor.ts';
import { SLICE, type VoiceSizes } from './shape.ts';

const FLOAT_BYTES = 4;

export class StepBuffers {
  /** Tokens the cache has room for. */
  readonly context: number;
  readonly kvBytes: number;
  /** What a step reads, but for the lengths, and what it writes. */
  readonly inputs: Tensors = {};
  readonly outputs: Tensors = {};
  readonly lengths: Tensors = {};
  readonly #device: GPUDevice;
  readonly #tensors: TensorFactory;
  readonly #named = new Map<string, GPUBuffer>();
  readonly #cache: GPUBuffer[] = [];
  readonly #heads: number;
  readonly #rowBytes: number;

  constructor(device: GPUDevice, tensors: TensorFactory, shape: VoiceSizes, context: number) {
    const { hidden, layers, kvHeads, headDim, vocab } = shape;
    this.context = context;
    this.#device = device;
    this.#tensors = tensors;
    this.#heads = kvHeads;
    this.#rowBytes = headDim * FLOAT_BYTES;
    const cacheDims = [1, kvHeads, context, headDim];
    for (let layer = 0; layer < layers; layer++) {
      for (const part of ['key', 'value']) {
        const buffer = this.#buffer(kvHeads * context * headDim);
        this.#cache.push(buffer);
        this.inputs[`past.${layer}.${part}`] = tensors.onGpu(buffer, 'float32', cacheDims);
        this.outputs[`present.${layer}.${part}`] = tensors.onGpu(buffer, 'float32', cacheDims);
      }
    }
    this.kvBytes = this.#cache.length * kvHeads * context * this.#rowBytes;
    const named = (name: string, type: 'int32' | 'float32', dims: number[]) => {
      const buffer = this.#buffer(dims.reduce((size, dim) => size * dim, 1));
      this.#named.set(name, buffer);
      return tensors.onGpu(buffer, type, dims);
    };
    const ids = named('ids', 'int32', [1, 1]);
    const seen = named('seen', 'float32', [vocab]);
    Object.assign(this.inputs, {
      input_ids: ids,
      keep: named('keep', 'float32', [1, 1, 1]),
      embeds: named('embeds', 'float32', [1, 1, hidden]), // Stays zero.
      seen,
      noise: named('noise', 'float32', [SLICE]),
      sampling: named('sampling', 'float32', [5]),
    });
    this.lengths.last_position = named('last', 'int32', [1]);
    this.lengths.total_length = named('total', 'int32', [1]);
    Object.assign(this.outputs, {
      logits: named('logits', 'float32', [1, vocab]),
      next_id: ids,
      seen_next: seen,
    });
    this.write('keep', Float32Array.of(1));
    this.write('sampling', Float32Array.of(1, 1, 1, 1, 0)); // Greedy.
  }

  buffer(name: string): GPUBuffer {
    const buffer = this.#named.get(name);
    if (!buffer) throw new Error(`There is no step buffer "${name}".`);
    return buffer;
  }

  write(name: string, values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): void {
    this.#device.queue.writeBuffer(this.buffer(name), 0, values);
  }

  /** The logits of the last step, on the host. */
  logits(): Promise<Float32Array> {
    return this.#tensors.readGpu(this.buffer('logits'), this.outputs.logits?.size ?? 0);
  }

  /** Takes the first `length` tokens of another decoder's cache. */
  copyCache(from: StepBuffers, length: number): void {
    const encoder = this.#device.createCommandEncoder();
    const bytes = length * this.#rowBytes;
    from.#cache.forEach((source, i) => {
      const target = this.#cache[i] as GPUBuffer;
      for (let head = 0; head < this.#heads; head++) {
        const [at, to] = [from.context, this.context].map((context) => head * context * this.#rowBytes);
        encoder.copyBufferToBuffer(source, at as number, target, to as number, bytes);
      }
    });
    encoder.copyBufferToBuffer(
      from.buffer('logits'),
      0,
      this.buffer('logits'),
      0,
      this.buffer('logits').size,
    );
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    for (const buffer of [...this.#cache, ...this.#named.values()]) buffer.destroy();
  }

  #buffer(values: number): GPUBuffer {
    return this.#device.createBuffer({
      size: Math.ceil((values * FLOAT_BYTES) / 16) * 16, // WebGPU EP binds buffers in steps of 16 bytes.
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }
}
