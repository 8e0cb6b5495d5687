import { expect, it } from 'vitest';
import { Recent } from '../../../../src/pipeline/vision/recent.ts';

it('forgets the least recently used first, and frees it', () => {
  const freed: number[] = [];
  const recent = new Recent<number>(2, (value) => freed.push(value));
  recent.set('a', 1);
  recent.set('b', 2);
  expect(recent.get('a')).toBe(1);
  recent.set('c', 3);
  expect(freed).toEqual([2]);
  expect(recent.get('b')).toBeUndefined();
  recent.clear();
  expect(freed).toEqual([2, 1, 3]);
});
