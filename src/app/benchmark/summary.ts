/** Several values of one figure in short. */

export interface Summary {
  median: number;
  min: number;
  max: number;
  /** How many values there are. */
  n: number;
}

/** Undefined of no values. The median lies between the two middle ones where their number is even. */
export function summaryOf(values: readonly number[]): Summary | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || min === undefined || max === undefined) return undefined;
  return { median: (low + high) / 2, min, max, n: sorted.length };
}
