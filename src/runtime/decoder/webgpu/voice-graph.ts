/**
 * The voice's one session, for reading and for captured steps, with one copy of the weights. Where capture is
 * refused (an operator off the GPU, an engine without it) the same graph runs uncaptured.
 */
import type { Runtime } from '../../runtime.ts';
import type { Session } from '../../session.ts';
import type { Tensors } from '../../tensor.ts';
import type { StepBuffers } from './step-buffers.ts';
import type { GraphVoice, VoiceSizes } from './shape.ts';

export class VoiceGraph {
  readonly shape: VoiceSizes;
  readonly runtime: Runtime;
  readonly device: GPUDevice;
  /** Why steps are not captured; undefined when they are. */
  refusal: string | undefined;
  #session: Session;
  readonly #voice: GraphVoice;
  #captured = new Map<StepBuffers, number>();
  #captures = 0;
  #users = 0;

  private constructor(
    runtime: Runtime,
    device: GPUDevice,
    voice: GraphVoice,
    session: Session,
    refusal?: string,
  ) {
    this.runtime = runtime;
    this.device = device;
    this.shape = voice.shape;
    this.#voice = voice;
    this.#session = session;
    this.refusal = refusal;
  }

  /** Makes the session. @param capture False runs every step uncaptured. */
  static async create(runtime: Runtime, voice: GraphVoice, capture: boolean): Promise<VoiceGraph> {
    const made = capture
      ? await newSession(runtime, voice, true).catch((reason: unknown) => String(reason))
      : 'Not asked for.';
    const session = typeof made === 'string' ? await newSession(runtime, voice, false) : made;
    const device = await runtime.gpu();
    return new VoiceGraph(runtime, device, voice, session, typeof made === 'string' ? made : undefined);
  }

  /** Appends ids or embeddings given as tensors; the outputs land in `buffers`. */
  async read(inputs: Tensors, past: number, count: number, buffers: StepBuffers): Promise<void> {
    const lengths = this.#lengths(past, count);
    await this.#session.run(
      { ...buffers.inputs, ...inputs, ...lengths },
      { outputs: buffers.outputs, capture: -1 },
    );
  }

  /**
   * One step of one id: `buffers` holds the id and, when captured, the lengths; what is in `buffers` after it is
   * the id chosen next. The work is queued on the GPU when this resolves, not done.
   */
  async step(buffers: StepBuffers, past: number): Promise<void> {
    const capture = this.#captured.get(buffers);
    const lengths = capture === undefined ? this.#lengths(past, 1) : buffers.lengths;
    await this.#session.run(
      { ...buffers.inputs, ...lengths },
      { outputs: buffers.outputs, capture: capture ?? -1 },
    );
  }

  /** Captures the step over `buffers`, unless it is or can't be. Writes garbage at position `past` of the cache and over the logits. */
  async capture(buffers: StepBuffers, past: number): Promise<void> {
    if (this.refusal !== undefined || this.#captured.has(buffers)) return;
    const { queue } = this.device;
    queue.writeBuffer(buffers.buffer('last'), 0, Int32Array.of(past));
    queue.writeBuffer(buffers.buffer('total'), 0, Int32Array.of(past + 1));
    this.#captured.set(buffers, (this.#captures += 1));
    try {
      await this.step(buffers, past); // Runs twice: to record and to replay.
    } catch (reason) {
      this.refusal = String(reason);
      this.#captured.clear();
      await this.#session.release();
      this.#session = await newSession(this.runtime, this.#voice, false);
    }
  }

  forget(buffers: StepBuffers): void {
    this.#captured.delete(buffers);
  }

  join(): void {
    this.#users += 1;
  }

  leave(): void {
    this.#users -= 1;
    if (this.#users === 0) void this.#session.release();
  }

  /** For uncaptured runs: the GPU version of grouped-query attention takes the total from the CPU then. */
  #lengths(past: number, count: number): Tensors {
    const { tensors } = this.runtime;
    return {
      last_position: tensors.int32([past + count - 1], [1]),
      total_length: tensors.int32([past + count], [1]),
    };
  }
}

function newSession(runtime: Runtime, { graph, weights }: GraphVoice, capture: boolean): Promise<Session> {
  return runtime.session({
    name: 'the voice',
    model: graph,
    externalData: [weights],
    keepOnDevice: 'all',
    capture,
  });
}
