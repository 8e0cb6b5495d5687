/** Weights by the names that a pack's ONNX files give them. */
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { MedShape } from './shape.ts';
import { BLOCK, type AttentionWeights, type Dense, type LayerWeights, type Norm } from './weights.ts';

/** Gives a tensor its address; bytes are undefined where it isn't there in the size wanted. */
export type Place = (name: string, bytes: Uint8Array | undefined) => number;

export class WeightReader {
  readonly #tensors: ReadonlyMap<string, StoredTensor>;
  readonly #place: Place;
  /** What was read at 4 bits. */
  readonly matrices: Dense[] = [];

  constructor(tensors: ReadonlyMap<string, StoredTensor>, place: Place) {
    this.#tensors = tensors;
    this.#place = place;
  }

  /** A tensor of so many bytes. */
  take(name: string, length: number): number {
    const bytes = this.#tensors.get(`med.${name}`)?.bytes;
    return this.#place(name, bytes?.length === length ? bytes : undefined);
  }

  /** @param bias Its name, where it isn't called after the weights; null for a matrix without. */
  dense(name: string, rows: number, columns: number, bias: string | null = `${name}.bias`): Dense {
    const matrix = {
      rows,
      columns,
      q: this.take(`${name}.weight.q4`, fits(rows, columns) ? (rows * columns) / 2 : NaN),
      scales: this.take(`${name}.weight.scale`, (rows * columns * 2) / BLOCK),
      minimums: this.take(`${name}.weight.minimum`, (rows * columns * 2) / BLOCK),
      bias: bias === null ? 0 : this.take(bias, rows * 4),
    };
    this.matrices.push(matrix);
    return matrix;
  }

  norm(name: string, hidden: number): Norm {
    return { weight: this.take(`${name}.weight`, hidden * 4), bias: this.take(`${name}.bias`, hidden * 4) };
  }

  /**
   * What every mode has.
   * @param attention Which self-attention: the decoder has its own. @param bias Of the word table, where it is an output
   * layer as well.
   */
  layers(
    { hidden, layers, crossLayers, maxPositions }: MedShape,
    attention: 'self_attention' | 'decoder_attention',
    vocab: number,
    bias: string | null,
  ): LayerWeights {
    const looking = (name: string): AttentionWeights => ({
      query: this.dense(`${name}.query`, hidden, hidden),
      output: this.dense(`${name}.output`, hidden, hidden),
      norm: this.norm(`${name}.norm`, hidden),
    });
    const inner = innerOf(this.#tensors);
    return {
      words: this.dense('embeddings.word', vocab, hidden, bias),
      positions: this.take('embeddings.position.weight', maxPositions * hidden * 4),
      norm: this.norm('embeddings.norm', hidden),
      layers: Array.from({ length: layers }, (_, i) => ({
        own: {
          ...looking(`layers.${i}.${attention}`),
          key: this.dense(`layers.${i}.${attention}.key`, hidden, hidden),
          value: this.dense(`layers.${i}.${attention}.value`, hidden, hidden),
        },
        cross: crossLayers.includes(i) ? looking(`layers.${i}.cross_attention`) : undefined,
        inner: this.dense(`layers.${i}.feed_forward.inner`, inner, hidden),
        outer: this.dense(`layers.${i}.feed_forward.output`, hidden, inner),
        norm: this.norm(`layers.${i}.feed_forward.norm`, hidden),
      })),
    };
  }
}

/** Whether the kernels can put so many rows in quads. */
function fits(rows: number, columns: number): boolean {
  return rows % 4 === 0 && columns % BLOCK === 0;
}

/** Width of the feed-forward layers. */
function innerOf(tensors: ReadonlyMap<string, StoredTensor>): number {
  return (tensors.get('med.layers.0.feed_forward.inner.bias')?.bytes?.length ?? 0) / 4;
}
