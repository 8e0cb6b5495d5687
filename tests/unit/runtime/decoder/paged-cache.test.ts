/** Caches that share pages: whatever is read, cut, copied and released, each holds what it read, and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../../../src/runtime/kernels/heap.ts';
import { PagedCache } from '../../../../src/runtime/decoder/voice/paged-cache.ts';
import { headBytes, PAGE, PagePool } from '../../../../src/runtime/decoder/voice/page-pool.ts';
import { HeadPage } from '../../../../src/runtime/kernels/plain/cache-page.ts';
import { View } from '../../../../src/runtime/kernels/plain/view.ts';
import type { VoiceShape } from '../../../../src/runtime/decoder/voice/shape.ts';

const [LAYERS, KV_HEADS, HEAD_DIM, CONTEXT] = [2, 1, 8, 4 * PAGE];
const shape = { layers: LAYERS, kvHeads: KV_HEADS, headDim: HEAD_DIM } as VoiceShape;

/** A cache and the numbers that were put into it, one a position. */
interface Pair {
  cache: PagedCache;
  model: number[];
}

describe('paged caches', () => {
  const step = fc.tuple(
    fc.constantFrom('read', 'cut', 'copy', 'release'),
    fc.nat(),
    fc.integer({ min: 1, max: 2 * PAGE }),
  );

  it('hold what they read, as if none shared anything', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const heap = new Heap(false);
        const pool = new PagePool(heap, shape, CONTEXT);
        let pairs: Pair[] = [{ cache: new PagedCache(pool), model: [] }];
        let next = 1;
        for (const [what, which, count] of steps) {
          const pair = pairs[which % pairs.length] as Pair;
          const { cache, model } = pair;
          if (what === 'read') {
            const start = model.length;
            const length = Math.min(CONTEXT, start + count);
            cache.resize(length);
            for (let position = start; position < length; position++) {
              model.push(next);
              write(heap, cache, position, next++);
            }
          } else if (what === 'cut') {
            model.length = Math.max(0, model.length - count);
            cache.resize(model.length);
          } else if (what === 'copy' && pairs.length < 6) {
            pairs.push({ cache: cache.copy(), model: [...model] });
          } else if (what === 'release' && pairs.length > 1) {
            cache.release();
            pairs = pairs.filter((one) => one !== pair);
          }
          for (const one of pairs) expect(contents(heap, one)).toEqual(one.model);
        }
        const held = pairs.reduce((sum, one) => sum + one.cache.bytes, 0);
        const most = pairs.reduce((sum, one) => sum + Math.ceil(one.model.length / PAGE), 0) * pool.pageBytes;
        expect(held).toBeLessThanOrEqual(most + pairs.length);
      }),
    );
  });

  it('cost a copy nothing until it goes on, and then one page', () => {
    const pool = new PagePool(new Heap(false), shape, CONTEXT);
    const cache = new PagedCache(pool);
    cache.resize(PAGE + 1);
    const copy = cache.copy();
    expect(cache.bytes + copy.bytes).toBe(2 * pool.pageBytes);
    copy.resize(PAGE + 2);
    expect(cache.bytes + copy.bytes).toBe(3 * pool.pageBytes);
    cache.resize(PAGE + 2);
    expect(cache.bytes + copy.bytes).toBe(3 * pool.pageBytes);
    copy.release();
    expect(cache.bytes).toBe(2 * pool.pageBytes);
  });

  it('take a page that was given back before they take memory', () => {
    const pool = new PagePool(new Heap(false), shape, CONTEXT);
    const first = pool.take();
    pool.share([first]);
    pool.giveBack([first]);
    expect(pool.take()).not.toBe(first);
    pool.giveBack([first]);
    expect(pool.take()).toBe(first);
  });
});

/** Puts a number wherever a position's keys and values lie. */
function write(heap: Heap, cache: PagedCache, position: number, value: number): void {
  const numbers = new Float32Array(HEAD_DIM).fill(value);
  for (const part of partsOf(heap, cache, position)) part.write(position % PAGE, numbers, numbers);
}

/** The number at each position; NaN where keys and values disagree. */
function contents(heap: Heap, { cache, model }: Pair): number[] {
  return model.map((_, position) => {
    const slot = position % PAGE;
    const parts = partsOf(heap, cache, position);
    const values = parts.flatMap((part) => [...part.keys(slot), ...part.values(slot)].map(Math.round));
    return values.every((value) => value === values[0]) ? (values[0] as number) : Number.NaN;
  });
}

/** A position's page, as each layer's heads have it. */
function partsOf(heap: Heap, cache: PagedCache, position: number): HeadPage[] {
  const { buffer } = heap.memory;
  const page = new Uint32Array(buffer, cache.table, CONTEXT / PAGE)[Math.floor(position / PAGE)] as number;
  const view = new View(heap.memory);
  return Array.from(
    { length: LAYERS * KV_HEADS },
    (_, part) => new HeadPage(view, page + part * headBytes(HEAD_DIM), PAGE, HEAD_DIM),
  );
}
