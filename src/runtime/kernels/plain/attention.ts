/** softmax(query keys^T * scale) values for one head, over a cache in pages. */
import type { View } from './view.ts';

/**
 * @param pages Addresses (u32) of pages of `pageLength` positions.
 * @param keys Offset in a page of the head's keys `[pageLength, dim]`; `values` likewise.
 */
export function plainAttention(
  view: View,
  out: number,
  query: number,
  pages: number,
  keys: number,
  values: number,
  pageLength: number,
  length: number,
  dim: number,
  scale: number,
): void {
  const table = view.u32(pages, Math.ceil(length / pageLength));
  const q = view.f32(query, dim);
  const rowOf = (part: number, position: number): Float32Array => {
    const page = table[Math.floor(position / pageLength)] as number;
    return view.f32(page + part + (position % pageLength) * dim * 4, dim);
  };
  const scores = Array.from({ length }, (_, position) =>
    rowOf(keys, position).reduce((sum, value, i) => sum + value * (q[i] as number) * scale, 0),
  );
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const shares = scores.map((score) => Math.exp(score - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const result = new Float64Array(dim);
  shares.forEach((share, position) => {
    rowOf(values, position).forEach((value, i) => {
      result[i] = (result[i] as number) + (share / total) * value;
    });
  });
  view.f32(out, dim).set(result);
}
