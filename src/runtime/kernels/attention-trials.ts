/** Trials of attention, and of the pages that it reads. */
import { HeadPage, headPageBytes } from './plain/cache-page.ts';
import { remember } from './plain/grouped-attention.ts';
import type { TrialBench } from './trial-bench.ts';
import { trial, type Trial } from './trial.ts';

const DIM = 64;
const PAGE_LENGTH = 8;
const SCALE = 0.125;
const HEAD_BYTES = headPageBytes(PAGE_LENGTH, DIM);

/** Pages of random keys and values for `length` positions, in the second head's part; the table's address. */
function writtenPages(bench: TrialBench, length: number): { table: number; at: number } {
  const at = HEAD_BYTES;
  const pages = Array.from({ length: Math.ceil(length / PAGE_LENGTH) }, () =>
    bench.room((2 * HEAD_BYTES) / 4),
  );
  for (let position = 0; position < length; position++) {
    const to = (pages[Math.floor(position / PAGE_LENGTH)] as number) + at;
    const [keys, values] = [bench.floats(DIM), bench.floats(DIM)];
    remember(bench.view, keys, values, 1, DIM, to, position % PAGE_LENGTH, PAGE_LENGTH);
  }
  const table = bench.room(pages.length);
  bench.view.u32(table, pages.length).set(pages);
  return { table, at };
}

export const attentionTrials = {
  attention: trial((bench, { length }) => {
    const pages = Array.from({ length: Math.ceil(length / PAGE_LENGTH) }, () =>
      bench.floats(2 * PAGE_LENGTH * DIM),
    );
    const table = bench.room(pages.length);
    bench.view.u32(table, pages.length).set(pages);
    const [query, out] = [bench.floats(DIM), bench.room(DIM)];
    const scores = bench.room(length + 8);
    const values = PAGE_LENGTH * DIM * 4;
    return (kernels) => {
      kernels.attention(out, query, table, 0, values, PAGE_LENGTH, length, DIM, SCALE, scores);
      return bench.read(out, DIM);
    };
  }),
  remember: trial((bench, { count: heads, length }) => {
    const [keys, values] = [bench.floats(heads * DIM), bench.floats(heads * DIM)];
    const floats = (heads * HEAD_BYTES) / 4;
    const page = bench.room(floats);
    const slot = length % PAGE_LENGTH;
    return (kernels) => {
      bench.view.f32(page, floats).fill(0);
      kernels.remember(keys, values, heads, DIM, page, slot, PAGE_LENGTH);
      const parts = Array.from(
        { length: heads },
        (_, head) => new HeadPage(bench.view, page + head * HEAD_BYTES, PAGE_LENGTH, DIM),
      );
      return Float32Array.from(parts.flatMap((one) => [...one.keys(slot), ...one.values(slot)]));
    };
  }),
  groupedAttention: trial((bench, { count: heads, length }) => {
    const { table, at } = writtenPages(bench, length);
    const [query, out] = [bench.floats(heads * DIM), bench.room(heads * DIM)];
    return (kernels) => {
      const room = bench.room(kernels.attentionRoom(length, DIM) / 4);
      kernels.groupedAttention(out, query, heads, table, at, PAGE_LENGTH, length, DIM, SCALE, room);
      return bench.read(out, heads * DIM);
    };
  }),
} satisfies Record<string, Trial>;
