/**
 * Embeddings at 8 bits with a scale each, scored by a kernel: a fourth of the memory of floats. Scores are the exact
 * dot products of the query with the embeddings as they are kept.
 */
import { Heap } from '../kernels/heap.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { instantiate, loadKernels, type KernelModule } from '../kernels/load.ts';
import { View } from '../kernels/plain/view.ts';

/** Rows that lie together; growth adds a block and moves nothing. */
const BLOCK = 1024;

interface Block {
  codes: number;
  scales: number;
}

export class ByteRows {
  readonly #dim: number;
  readonly #heap = new Heap(false);
  readonly #view = new View(this.#heap.memory);
  readonly #kernels: Kernels;
  readonly #query: number;
  readonly #parts: number;
  readonly #out: number;
  readonly #blocks: Block[] = [];
  #scores = new Float32Array(BLOCK);

  /** @param dim Length of every embedding, a multiple of 8. */
  constructor(dim: number, module: KernelModule) {
    this.#dim = dim;
    this.#kernels = instantiate(module, this.#heap.memory);
    this.#query = this.#heap.allocate(dim * 4);
    this.#parts = this.#heap.allocate(dim * 4);
    this.#out = this.#heap.allocate(BLOCK * 4);
  }

  /** With the fastest kernels this browser can be trusted with; nothing for an odd `dim`. */
  static async load(dim: number): Promise<ByteRows | undefined> {
    return dim % 8 === 0 ? new ByteRows(dim, await loadKernels(false)) : undefined;
  }

  write(row: number, embedding: Float32Array): void {
    while (row >= this.#blocks.length * BLOCK)
      this.#blocks.push({
        codes: this.#heap.allocate(BLOCK * this.#dim),
        scales: this.#heap.allocate(BLOCK * 4),
      });
    const [codes, scale] = this.#row(row);
    const peak = embedding.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scale[0] = peak / 127;
    embedding.forEach((value, i) => {
      codes[i] = peak > 0 ? Math.round((value / peak) * 127) : 0;
    });
  }

  read(row: number): Float32Array {
    const [codes, scale] = this.#row(row);
    return Float32Array.from(codes, (code) => code * (scale[0] as number));
  }

  move(from: number, to: number): void {
    const [codes, scale] = this.#row(from);
    const [toCodes, toScale] = this.#row(to);
    toCodes.set(codes);
    toScale.set(scale);
  }

  score(query: Float32Array, rows: number): Float32Array {
    if (this.#scores.length < rows) this.#scores = new Float32Array(this.#blocks.length * BLOCK);
    this.#view.f32(this.#query, this.#dim).set(query);
    this.#blocks.forEach(({ codes, scales }, i) => {
      const count = Math.min(BLOCK, rows - i * BLOCK);
      if (count <= 0) return;
      this.#kernels.scoreRows(this.#out, codes, scales, count, this.#dim, this.#query, this.#parts);
      this.#scores.set(this.#view.f32(this.#out, count), i * BLOCK);
    });
    return this.#scores.subarray(0, rows);
  }

  #row(row: number): [codes: Int8Array, scale: Float32Array] {
    const block = this.#blocks[Math.floor(row / BLOCK)] as Block;
    const within = row % BLOCK;
    return [
      this.#view.i8(block.codes + within * this.#dim, this.#dim),
      this.#view.f32(block.scales + within * 4, 1),
    ];
  }
}
