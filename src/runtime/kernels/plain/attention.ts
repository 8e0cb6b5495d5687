/** softmax(query keys^T * scale) values for one head, over a cache in pages. */
import { attended } from './attended.ts';
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
  const rowOf = (part: number, position: number): Float32Array => {
    const page = table[Math.floor(position / pageLength)] as number;
    return view.f32(page + part + (position % pageLength) * dim * 4, dim);
  };
  view.f32(out, dim).set(
    attended(
      view.f32(query, dim),
      scale,
      length,
      (position) => rowOf(keys, position),
      (position) => rowOf(values, position),
    ),
  );
}
