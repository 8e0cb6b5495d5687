/** A vision network as a session: its convolutions by our own kernels, what comes after them by ONNX Runtime. */
import { tensorsOf } from '../onnx/stored-tensor.ts';
import type { Runtime, SessionSpec } from '../runtime.ts';
import type { Session } from '../session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../tensor.ts';
import { VlmError } from '../../protocol/error.ts';
import { ConvolutionNetwork } from './network.ts';
import { planOf } from './plan.ts';
import { restOf } from './rest.ts';

export class ConvolutionSession implements Session {
  readonly #network: ConvolutionNetwork;
  readonly #rest: Session;
  readonly #tensors: TensorFactory;

  private constructor(network: ConvolutionNetwork, rest: Session, tensors: TensorFactory) {
    this.#network = network;
    this.#rest = rest;
    this.#tensors = tensors;
  }

  /**
   * Undefined where the graph doesn't begin with convolutions that the kernels know, or none of them can be trusted with
   * it here. Rejects as `Runtime.session`.
   * @param spec A graph whose weights are float32, in files.
   */
  static async create(runtime: Runtime, spec: SessionSpec): Promise<ConvolutionSession | undefined> {
    const plan = planOf(spec.model);
    if (!plan) return undefined;
    const tensors = tensorsOf(spec.model, spec.externalData);
    const network = await ConvolutionNetwork.create(plan, tensors, runtime.device.threads);
    if (network.build === 'plain') {
      network.release();
      return undefined;
    }
    const model = restOf(spec.model, plan);
    return new ConvolutionSession(network, await runtime.session({ ...spec, model }), runtime.tensors);
  }

  get inputs(): readonly string[] {
    return [this.#network.plan.picture.name];
  }

  async run(given: Tensors): Promise<Tensors> {
    const { picture, results } = this.#network.plan;
    const { name, channels, height, width } = picture;
    const tensor = given[name];
    const size = channels * height * width;
    if (!tensor || tensor.size % size !== 0)
      throw new VlmError('internal', `${name} is not [pictures, ${channels}, ${height}, ${width}].`);
    const [pictures, count] = [await read(tensor), tensor.size / size];
    const made = results.map(
      (result) => new Float32Array(count * result.channels * result.height * result.width),
    );
    for (let i = 0; i < count; i++)
      this.#network
        .run(pictures.subarray(i * size, (i + 1) * size))
        .forEach((numbers, k) => made[k]?.set(numbers, i * numbers.length));
    const seen = Object.fromEntries(
      results.map(({ name, channels, height, width }, k) => [
        name,
        this.#tensors.float(made[k] as Float32Array, [count, channels, height, width]),
      ]),
    );
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
}
