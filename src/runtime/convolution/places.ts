/** Where the tensors between steps lie: one may lie where another lay that nothing reads any more. */
import { numbersOf, readBy, type Step } from './step.ts';

export interface Places {
  /** By name, bytes from the beginning; multiples of 64. */
  at: Map<string, number>;
  /** Of all together. */
  bytes: number;
}

interface Room {
  begin: number;
  end: number;
}

/** @param given Tensors that are there before the first step, with their numbers. @param kept Those that stay to the end. */
export function placesOf(
  steps: readonly Step[],
  given: ReadonlyMap<string, number>,
  kept: ReadonlySet<string>,
): Places {
  const last = new Map<string, number>();
  steps.forEach((step, i) => readBy(step).forEach((name) => last.set(name, i)));
  const [at, taken] = [new Map<string, number>(), new Map<string, Room>()];
  let bytes = 0;
  const place = (name: string, numbers: number): void => {
    const size = Math.ceil((numbers * 4) / 64) * 64;
    const begin = firstGap([...taken.values()], size);
    taken.set(name, { begin, end: begin + size });
    at.set(name, begin);
    bytes = Math.max(bytes, begin + size);
  };
  for (const [name, numbers] of given) place(name, numbers);
  steps.forEach((step, i) => {
    place(step.to, numbersOf(step));
    for (const name of readBy(step)) if (last.get(name) === i && !kept.has(name)) taken.delete(name);
  });
  return { at, bytes };
}

/** Where a piece of `size` fits between those taken. */
function firstGap(taken: Room[], size: number): number {
  let at = 0;
  for (const { begin, end } of taken.sort((a, b) => a.begin - b.begin)) {
    if (begin - at >= size) return at;
    at = Math.max(at, end);
  }
  return at;
}
