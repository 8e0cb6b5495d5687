/**
 * Steps chained on the GPU: each feeds the id that the one before chose, and the host waits for none of them. Ids come
 * back a batch at a time. Between two steps a few bytes are copied: the lengths, the noise, and the id to be read.
 */
import type { SamplingSettings } from '../decoder.ts';
import { gumbelNoise, samplingNumbers } from './noise.ts';
import { SLICE } from './shape.ts';
import type { StepBuffers } from './step-buffers.ts';
import type { VoiceGraph } from './voice-graph.ts';

const NOISE_BYTES = SLICE * 4;

export class TokenChain {
  readonly #graph: VoiceGraph;
  readonly #buffers: StepBuffers;
  /** 0, 1, 2, …: what the lengths are copied from. */
  readonly #counts: GPUBuffer;
  readonly #noise: GPUBuffer;
  #position: number;
  #done = 0;

  /** @param first The id that the first step feeds, at `position` of the cache. @param steps At most this many. */
  constructor(
    graph: VoiceGraph,
    buffers: StepBuffers,
    start: { first: number; position: number; steps: number; history: readonly number[] },
    settings: SamplingSettings,
  ) {
    this.#graph = graph;
    this.#buffers = buffers;
    this.#position = start.position;
    const counts = Int32Array.from({ length: start.steps + 1 }, (_, i) => start.position + i);
    this.#counts = filled(graph.device, counts);
    this.#noise = filled(graph.device, gumbelNoise(settings, start.position, start.steps));
    buffers.write('ids', Int32Array.of(start.first));
    buffers.write('sampling', samplingNumbers(settings));
    if (settings.repetitionPenalty !== 1) {
      const seen = new Float32Array(graph.shape.vocab);
      for (const id of [...start.history, start.first]) seen[id] = 1;
      buffers.write('seen', seen);
    }
  }

  /** Tokens fed so far. */
  get fed(): number {
    return this.#done;
  }

  /** Queues `count` steps. What they chose arrives with `ids`, in order. */
  async queue(count: number): Promise<{ ids: Promise<Int32Array> }> {
    const { device } = this.#graph;
    const chosen = device.createBuffer({
      size: count * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    for (let i = 0; i < count; i++) {
      const before = device.createCommandEncoder();
      before.copyBufferToBuffer(this.#counts, this.#done * 4, this.#buffers.buffer('last'), 0, 4);
      before.copyBufferToBuffer(this.#counts, this.#done * 4 + 4, this.#buffers.buffer('total'), 0, 4);
      before.copyBufferToBuffer(
        this.#noise,
        this.#done * NOISE_BYTES,
        this.#buffers.buffer('noise'),
        0,
        NOISE_BYTES,
      );
      device.queue.submit([before.finish()]);
      await this.#graph.step(this.#buffers, this.#position);
      const after = device.createCommandEncoder();
      after.copyBufferToBuffer(this.#buffers.buffer('ids'), 0, chosen, i * 4, 4);
      device.queue.submit([after.finish()]);
      this.#position += 1;
      this.#done += 1;
    }
    return { ids: readInts(chosen) };
  }

  destroy(): void {
    this.#counts.destroy();
    this.#noise.destroy();
  }
}

function filled(device: GPUDevice, values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): GPUBuffer {
  const buffer = device.createBuffer({
    size: values.byteLength,
    usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

async function readInts(buffer: GPUBuffer): Promise<Int32Array> {
  await buffer.mapAsync(GPUMapMode.READ);
  const values = new Int32Array(buffer.getMappedRange().slice(0));
  buffer.destroy();
  return values;
}
