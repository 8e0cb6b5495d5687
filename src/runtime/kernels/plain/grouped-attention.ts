/** softmax(query keys^T * scale) values for queries that share a key head, over a cache in pages. */
import { attended } from './attended.ts';
import { HeadPage, headPageBytes } from './cache-page.ts';
import type { View } from './view.ts';

export function remember(
  view: View,
  keys: number,
  values: number,
  heads: number,
  dim: number,
  page: number,
  slot: number,
  pageLength: number,
): void {
  for (let head = 0; head < heads; head++) {
    const part = new HeadPage(view, page + head * headPageBytes(pageLength, dim), pageLength, dim);
    part.write(slot, view.f32(keys + head * dim * 4, dim), view.f32(values + head * dim * 4, dim));
  }
}

/** Of one query; `at` is where in a page its key head's part begins. */
export function attend(
  view: View,
  out: number,
  query: number,
  pages: number,
  at: number,
  pageLength: number,
  length: number,
  dim: number,
  scale: number,
): void {
  const table = view.u32(pages, Math.ceil(length / pageLength));
  const parts = Array.from(table, (page) => new HeadPage(view, page + at, pageLength, dim));
  const partOf = (position: number): HeadPage => parts[Math.floor(position / pageLength)] as HeadPage;
  const keysOf = (position: number): number[] => partOf(position).keys(position % pageLength);
  const valuesOf = (position: number): number[] => partOf(position).values(position % pageLength);
  view.f32(out, dim).set(attended(view.f32(query, dim), scale, length, keysOf, valuesOf));
}
