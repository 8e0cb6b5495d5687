/** Random operands in a linear memory, for one trial of a kernel. */
import type { Heap } from './heap.ts';
import { View } from './plain/view.ts';

export class TrialBench {
  readonly view: View;
  readonly #heap: Heap;
  readonly #random: () => number;

  constructor(heap: Heap, random: () => number) {
    this.#heap = heap;
    this.#random = random;
    this.view = new View(heap.memory);
  }

  room(floats: number): number {
    return this.#heap.allocate(floats * 4);
  }

  /** `n` numbers of a few units. */
  floats(n: number): number {
    const address = this.room(n);
    const values = this.view.f32(address, n);
    for (let i = 0; i < n; i++) values[i] = (this.#random() - 0.5) * 8;
    return address;
  }

  bytes(n: number): number {
    const address = this.#heap.allocate(n);
    const values = this.view.u8(address, n);
    for (let i = 0; i < n; i++) values[i] = Math.floor(this.#random() * 256);
    return address;
  }

  /** `n` half-precision numbers from 2 ** -14 up to 1, of either sign if `signed`. */
  halves(n: number, signed: boolean): number {
    const address = this.#heap.allocate(n * 2);
    const values = this.view.u16(address, n);
    for (let i = 0; i < n; i++) {
      const sign = signed && this.#random() < 0.5 ? 0x8000 : 0;
      values[i] = 0x400 + Math.floor(this.#random() * 0x3800) + sign;
    }
    return address;
  }

  weights(rows: number, columns: number): { q: number; scales: number; minimums: number } {
    const blocks = (rows * columns) / 32;
    return {
      q: this.bytes(blocks * 16),
      scales: this.halves(blocks, false),
      minimums: this.halves(blocks, true),
    };
  }

  /** Takes a result away, so that a kernel that writes nothing isn't given the one before it. */
  read(address: number, length: number): Float32Array {
    const result = this.view.f32(address, length);
    const copy = result.slice();
    result.fill(Number.NaN);
    return copy;
  }

  /** `count` vectors of `length`, `stride` bytes apart, one after another. */
  readEach(address: number, count: number, length: number, stride: number): Float32Array {
    return new Float32Array(
      Array.from({ length: count }, (_, i) => [...this.read(address + i * stride, length)]).flat(),
    );
  }
}
