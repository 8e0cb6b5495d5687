/** One ONNX model ready to run. */
import type { InferenceSession } from 'onnxruntime-web';
import { engineFailure } from './failure.ts';
import type { Tensors } from './tensor.ts';

/** A file of weights that a model names as its external data. */
export interface ExternalData {
  path: string;
  data: Uint8Array;
}

export class Session {
  readonly #name: string;
  readonly #session: InferenceSession;

  constructor(name: string, session: InferenceSession) {
    this.#name = name;
    this.#session = session;
  }

  /** Names of the model's inputs, as the file declares them. */
  get inputs(): readonly string[] {
    return this.#session.inputNames;
  }

  /** Runs the model. The outputs are the caller's to dispose; the inputs stay as they are. */
  async run(inputs: Tensors): Promise<Tensors> {
    try {
      return (await this.#session.run(inputs)) as Tensors;
    } catch (thrown) {
      throw engineFailure(`Running ${this.#name}`, thrown);
    }
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
