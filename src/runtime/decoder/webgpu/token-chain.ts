/**
 * Steps chained on the GPU: each feeds the id that the one before chose, and the host waits for none of them. Ids come
 * back a lot at a time. Between two steps a few bytes are copied: the lengths, the noise, and the id to be read.
 */
import type { SamplingSettings } from '../decoder.ts';
import { gumbelNoise, samplingNumbers } from './noise.ts';
import { SLICE } from './shape.ts';
import type { StepBuffers } from './step-buffers.ts';
import { submitTogether } from './submit-together.ts';
import type { VoiceGraph } from './voice-graph.ts';

const NOISE_BYTES = SLICE * 4;
/** Most steps of a lot; two lots are under way, so stopping wastes at most eight tokens. */
const LOT = 4;

export class TokenChain {
  readonly #graph: VoiceGraph;
  readonly #buffers: StepBuffers;
  /** 0, 1, 2, …: what the lengths are copied from. */
  readonly #counts: GPUBuffer;
  readonly #noise: GPUBuffer;
  readonly #steps: number;
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
    this.#steps = start.steps;
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

  /** What the steps chose, in order, a lot at a time. To be ended, or run to its end: it frees the chain's buffers. */
  async *lots(): AsyncGenerator<Int32Array> {
    const underWay: Promise<Int32Array>[] = [];
    const advance = async (): Promise<void> => {
      // Small ones first: an answer may be short, and its second token should not wait for a fifth.
      const lot = Math.min(LOT, Math.max(1, this.#done), this.#steps - this.#done);
      if (lot > 0) underWay.push((await this.#queue(lot)).ids);
    };
    try {
      await advance();
      while (underWay.length > 0) {
        await advance();
        yield await (underWay.shift() as Promise<Int32Array>);
      }
    } finally {
      await Promise.all(underWay);
      this.#counts.destroy();
      this.#noise.destroy();
    }
  }

  /** Queues `count` steps. What they chose arrives with `ids`; the work is not awaited. */
  async #queue(count: number): Promise<{ ids: Promise<Int32Array> }> {
    const { device } = this.#graph;
    const chosen = device.createBuffer({
      size: count * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    for (let i = 0; i < count; i++) {
      const step = () => this.#step(chosen, i);
      // Uncaptured, a step may wait for the GPU.
      await (this.#graph.refusal === undefined ? submitTogether(device.queue, step) : step());
    }
    return { ids: readInts(chosen) };
  }

  /** Queues one step; what it chooses becomes number `place` of `chosen`. */
  async #step(chosen: GPUBuffer, place: number): Promise<void> {
    const { device } = this.#graph;
    const at = this.#done;
    const before = device.createCommandEncoder();
    before.copyBufferToBuffer(this.#counts, at * 4, this.#buffers.buffer('last'), 0, 4);
    before.copyBufferToBuffer(this.#counts, at * 4 + 4, this.#buffers.buffer('total'), 0, 4);
    const noise = this.#buffers.buffer('noise');
    before.copyBufferToBuffer(this.#noise, at * NOISE_BYTES, noise, 0, NOISE_BYTES);
    device.queue.submit([before.finish()]);
    await this.#graph.step(this.#buffers, this.#position);
    const after = device.createCommandEncoder();
    after.copyBufferToBuffer(this.#buffers.buffer('ids'), 0, chosen, place * 4, 4);
    device.queue.submit([after.finish()]);
    this.#position += 1;
    this.#done += 1;
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
