/** One step of the image-grounded decoder, with its key-value cache. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { KvCache } from './kv-cache.ts';

export class Decoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  /**
   * Feeds one token per hypothesis and moves the cache on by one.
   * @param tokens One per row of the batch.
   * @param cross Keys and values of the picture, `[1, heads, tokens, headDim]`: every row looks at the same.
   * @returns Logits of the next token, one array of `[vocab]` per row.
   */
  async step(tokens: readonly number[], cache: KvCache, cross: Tensors): Promise<Float32Array[]> {
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
