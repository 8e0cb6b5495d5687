/** Embeddings by row number: what the index scores. In 32-bit floats here; other stores may round and be faster. */

export interface EmbeddingRows {
  /** Sets a row, which may be the next one. @param embedding `[dim]`. */
  write(row: number, embedding: Float32Array): void;
  /** A row as a copy, as precise as it is kept. */
  read(row: number): Float32Array;
  /** Copies a row over another. */
  move(from: number, to: number): void;
  /** Dot products of the first `rows` rows with `query`; the array may be used again by the next call. */
  score(query: Float32Array, rows: number): Float32Array;
}

export class FloatRows implements EmbeddingRows {
  readonly #dim: number;
  #data: Float32Array;

  /** @param dim Length of every embedding. */
  constructor(dim: number) {
    this.#dim = dim;
    this.#data = new Float32Array(64 * dim);
  }

  write(row: number, embedding: Float32Array): void {
    if ((row + 1) * this.#dim > this.#data.length) {
      const larger = new Float32Array(this.#data.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data.set(embedding, row * this.#dim);
  }

  read(row: number): Float32Array {
    return this.#data.slice(row * this.#dim, (row + 1) * this.#dim);
  }

  move(from: number, to: number): void {
    this.#data.copyWithin(to * this.#dim, from * this.#dim, (from + 1) * this.#dim);
  }

  score(query: Float32Array, rows: number): Float32Array {
    return Float32Array.from({ length: rows }, (_, row) => {
      const start = row * this.#dim;
      return query.reduce((sum, value, i) => sum + value * (this.#data[start + i] as number), 0);
    });
  }
}
