/** Embeddings by id in one Float32Array, searched by dot product: exact, and fast to tens of thousands. */

/** An id and its cosine to the query. */
export interface Neighbour {
  id: string;
  itc: number;
}

export class EmbeddingIndex {
  readonly #dim: number;
  #data: Float32Array;
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();

  /** @param dim Length of every embedding. */
  constructor(dim: number) {
    this.#dim = dim;
    this.#data = new Float32Array(64 * dim);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Adds or replaces. @param embedding `[dim]`, of length 1. */
  add(id: string, embedding: Float32Array): void {
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = this.#ids.length;
      this.#ids.push(id);
      this.#rows.set(id, row);
      this.#reserve(this.#ids.length);
    }
    this.#data.set(embedding, row * this.#dim);
  }

  /** The embedding of an id, as a copy. */
  get(id: string): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#data.slice(row * this.#dim, (row + 1) * this.#dim);
  }

  /** Removes an id, if it is there; the last row takes its place. */
  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const lastRow = this.#ids.length - 1;
    const last = this.#ids[lastRow] as string;
    this.#data.copyWithin(row * this.#dim, lastRow * this.#dim, (lastRow + 1) * this.#dim);
    this.#ids[row] = last;
    this.#rows.set(last, row);
    this.#ids.pop();
    this.#rows.delete(id);
  }

  clear(): void {
    this.#ids.length = 0;
    this.#rows.clear();
  }

  /** The `count` nearest to `query`, nearest first. */
  nearest(query: Float32Array, count: number): Neighbour[] {
    const all = this.#ids.map((id, row) => ({ id, itc: this.#dot(query, row) }));
    return all.sort((a, b) => b.itc - a.itc).slice(0, count);
  }

  #dot(query: Float32Array, row: number): number {
    const start = row * this.#dim;
    let sum = 0;
    for (let i = 0; i < this.#dim; i++) sum += (query[i] as number) * (this.#data[start + i] as number);
    return sum;
  }

  #reserve(rows: number): void {
    if (rows * this.#dim <= this.#data.length) return;
    const larger = new Float32Array(this.#data.length * 2);
    larger.set(this.#data);
    this.#data = larger;
  }
}
