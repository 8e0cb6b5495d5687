/** Embeddings by id, searched by dot product: all of them are scored, the best are selected. */
import { largest } from '../runtime/largest.ts';
import { FloatRows, type EmbeddingRows } from './embedding-rows.ts';

/** An id and its cosine to the query. */
export interface Neighbour {
  id: string;
  itc: number;
}

export class EmbeddingIndex {
  readonly #rows: EmbeddingRows;
  readonly #ids: string[] = [];
  readonly #rowOf = new Map<string, number>();

  /** @param dim Length of every embedding. @param rows Where they are kept and scored. */
  constructor(dim: number, rows: EmbeddingRows = new FloatRows(dim)) {
    this.#rows = rows;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Adds or replaces. @param embedding `[dim]`, of length 1. */
  add(id: string, embedding: Float32Array): void {
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.#ids.push(id) - 1;
      this.#rowOf.set(id, row);
    }
    this.#rows.write(row, embedding);
  }

  /** The embedding of an id, as a copy. */
  get(id: string): Float32Array | undefined {
    const row = this.#rowOf.get(id);
    return row === undefined ? undefined : this.#rows.read(row);
  }

  /** Removes an id, if it is there; the last row takes its place. */
  remove(id: string): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    const lastRow = this.#ids.length - 1;
    const last = this.#ids[lastRow] as string;
    this.#rows.move(lastRow, row);
    this.#ids[row] = last;
    this.#rowOf.set(last, row);
    this.#ids.pop();
    this.#rowOf.delete(id);
  }

  clear(): void {
    this.#ids.length = 0;
    this.#rowOf.clear();
  }

  /** The `count` nearest to `query`, nearest first. */
  nearest(query: Float32Array, count: number): Neighbour[] {
    const scores = this.#rows.score(query, this.#ids.length);
    return largest(scores, count).map((row) => ({
      id: this.#ids[row] as string,
      itc: scores[row] as number,
    }));
  }
}
