/** A key head's part of a page of the cache; its layout is told in assembly/cache-page.ts. */
import { roundHalfToEven } from './numbers.ts';
import type { View } from './view.ts';

const LARGEST_CODE = 32767;

/** Bytes of a head's part of a page. */
export function headPageBytes(pageLength: number, dim: number): number {
  return pageLength * (4 * dim + 8);
}

export class HeadPage {
  readonly keyScales: Float32Array;
  readonly valueScales: Float32Array;
  readonly #keys: Int16Array;
  readonly #values: Int16Array;
  readonly #dim: number;

  constructor(view: View, address: number, pageLength: number, dim: number) {
    const scales = address + pageLength * dim * 2;
    this.#dim = dim;
    this.#keys = view.i16(address, pageLength * dim);
    this.keyScales = view.f32(scales, pageLength);
    this.valueScales = view.f32(scales + pageLength * 4, pageLength);
    this.#values = view.i16(scales + pageLength * 8, pageLength * dim);
  }

  keys(slot: number): number[] {
    const scale = this.keyScales[slot] as number;
    return Array.from({ length: this.#dim }, (_, i) => (this.#keys[this.#keyAt(slot, i)] as number) * scale);
  }

  values(slot: number): number[] {
    const scale = this.valueScales[slot] as number;
    return Array.from(
      { length: this.#dim },
      (_, i) => (this.#values[this.#valueAt(slot, i)] as number) * scale,
    );
  }

  write(slot: number, keys: Float32Array, values: Float32Array): void {
    this.keyScales[slot] = quantised(keys, (code, i) => (this.#keys[this.#keyAt(slot, i)] = code));
    this.valueScales[slot] = quantised(values, (code, i) => (this.#values[this.#valueAt(slot, i)] = code));
  }

  #keyAt(slot: number, i: number): number {
    return i * this.keyScales.length + placeOf(slot);
  }

  #valueAt(slot: number, i: number): number {
    return slot * this.#dim + placeOf(i);
  }
}

/** Hands out the codes; returns their scale. */
function quantised(numbers: Float32Array, put: (code: number, i: number) => void): number {
  const largest = numbers.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
  const inverse = largest > 0 ? Math.fround(LARGEST_CODE / largest) : 0;
  numbers.forEach((value, i) => put(roundHalfToEven(Math.fround(value * inverse)), i));
  return largest / LARGEST_CODE;
}

/** Where in codes that lie together the i-th is: of eight, the first four are low halves, the others high ones. */
function placeOf(i: number): number {
  return i - (i % 8) + (i % 4) * 2 + (i % 8 < 4 ? 0 : 1);
}
