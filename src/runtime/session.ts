/** One ONNX model ready to run. */
import type { InferenceSession } from 'onnxruntime-web';
import { engineFailure } from './failure.ts';
import type { Tensors } from './tensor.ts';

/** A file of weights that a model names as its external data. */
export interface ExternalData {
  path: string;
  data: Uint8Array;
}

export interface RunOptions {
  /** Where the outputs go; all of them. */
  outputs?: Tensors;
  /** In a session that may be captured: the number of the recording to make or to play, or -1 for neither. */
  capture?: number;
}

export interface Session {
  /** Names of the model's inputs, as the file declares them. */
  readonly inputs: readonly string[];
  /** Runs the model. The outputs are the caller's to dispose; the inputs stay as they are. */
  run(inputs: Tensors, options?: RunOptions): Promise<Tensors>;
  release(): Promise<void>;
}

/** A session of ONNX Runtime. */
export class OnnxSession implements Session {
  readonly #name: string;
  readonly #session: InferenceSession;

  constructor(name: string, session: InferenceSession) {
    this.#name = name;
    this.#session = session;
  }

  get inputs(): readonly string[] {
    return this.#session.inputNames;
  }

  async run(inputs: Tensors, { outputs, capture }: RunOptions = {}): Promise<Tensors> {
    const options = capture === undefined ? {} : { extra: { gpu_graph_id: String(capture) } };
    try {
      return (await (outputs
        ? this.#session.run(inputs, outputs, options)
        : this.#session.run(inputs, options))) as Tensors;
    } catch (thrown) {
      throw engineFailure(`Running ${this.#name}`, thrown);
    }
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
