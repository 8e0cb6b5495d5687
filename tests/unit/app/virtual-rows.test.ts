import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, visibleItems } from '../../../src/app/gallery/virtual-rows.ts';

describe('the items near the screen', () => {
  it('as many columns as fit, at least one', () => {
    expect(columnsOf(1000, 236, 16)).toBe(4);
    expect(columnsOf(100, 236, 16)).toBe(1);
  });

  it('holds every item on the screen, and few others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: -900, max: 900_000 }),
        (count, columns, top) => {
          const rowHeight = 280;
          const [from, end] = visibleItems(count, { columns, rowHeight }, top, 900);
          for (let index = 0; index < count; index++) {
            const y = Math.floor(index / columns) * rowHeight;
            if (y + rowHeight > top && y < top + 900 && (index < from || index >= end)) return false;
          }
          return end - from <= columns * 9;
        },
      ),
      { numRuns: 50 },
    );
  });
});
