/** The image-grounded decoder on ONNX Runtime, with its key-value cache. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { GroundedDecoder, Hypotheses } from './grounded-decoder.ts';
import { KvCache, type CacheShape } from './kv-cache.ts';

export class OnnxGroundedDecoder implements GroundedDecoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;
  readonly #shape: CacheShape;

  constructor(session: Session, tensors: TensorFactory, shape: CacheShape) {
    this.#session = session;
    this.#tensors = tensors;
    this.#shape = shape;
  }

  begin(cross: Tensors): Promise<Hypotheses> {
    const cache = new KvCache(this.#shape, this.#tensors);
    let batch = 1;
    return Promise.resolve({
      step: (tokens) => this.#step(tokens, cache, cross),
      reorder: async (rows) => {
        await cache.reorder(rows, batch);
        batch = rows.length;
      },
      dispose: () => cache.dispose(),
    });
  }

  async #step(tokens: readonly number[], cache: KvCache, cross: Tensors): Promise<Float32Array[]> {
    const inputIds = this.#tensors.int64(tokens, [tokens.length, 1]); // [batch, 1]
    const outputs = await this.#session.run({ input_ids: inputIds, ...cache.past, ...cross });
    inputIds.dispose();
    const logits = output(outputs, 'logits'); // [batch, vocab]
    const values = await read(logits);
    const vocab = values.length / tokens.length;
    const rows = tokens.map((_, row) => values.slice(row * vocab, (row + 1) * vocab));
    const { logits: _, ...present } = outputs;
    disposeAll({ logits });
    cache.replace(present);
    return rows;
  }
}
