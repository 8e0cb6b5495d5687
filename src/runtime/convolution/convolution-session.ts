/** A vision network as a session: its convolutions by our own kernels, what comes after them by ONNX Runtime. */
import { VlmError } from '../../protocol/error.ts';
import type { Session } from '../session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../tensor.ts';
import type { ConvolutionNetwork } from './network.ts';

export class ConvolutionSession implements Session {
  readonly #network: ConvolutionNetwork;
  readonly #rest: Session;
  readonly #tensors: TensorFactory;

  /** @param rest Takes the network's results by their names. */
  constructor(network: ConvolutionNetwork, rest: Session, tensors: TensorFactory) {
    this.#network = network;
    this.#rest = rest;
    this.#tensors = tensors;
  }

  get inputs(): readonly string[] {
    return [this.#network.plan.picture.name];
  }

  async run(given: Tensors): Promise<Tensors> {
    const seen = await this.#see(given);
    try {
      return await this.#rest.run(seen);
    } finally {
      disposeAll(seen);
    }
  }

  async release(): Promise<void> {
    this.#network.release();
    await this.#rest.release();
  }

  /** The network's results for pictures `[batch, channels, height, width]`, one after the other. */
  async #see(given: Tensors): Promise<Tensors> {
    const { picture, results } = this.#network.plan;
    const size = picture.channels * picture.height * picture.width;
    const tensor = given[picture.name];
    if (!tensor || tensor.size % size !== 0)
      throw new VlmError('internal', `${picture.name} was to be pictures of ${size} numbers.`);
    const [pixels, batch] = [await read(tensor), tensor.size / size];
    const seen = results.map(
      ({ channels, height, width }) => new Float32Array(batch * channels * height * width),
    );
    for (let i = 0; i < batch; i++) {
      const found = this.#network.run(pixels.subarray(i * size, (i + 1) * size));
      found.forEach((numbers, k) => seen[k]?.set(numbers, i * numbers.length));
    }
    return Object.fromEntries(
      results.map(({ name, channels, height, width }, k) => {
        const numbers = seen[k] as Float32Array;
        return [name, this.#tensors.float(numbers, [batch, channels, height, width])];
      }),
    );
  }
}
