/** Two runs side by side: what became slower by more than the rounds of either spread. */
import type { BenchResult } from './bench-result.ts';
import { rowKey, type Row } from './row.ts';

export interface Change {
  row: string;
  before: number;
  now: number;
  /** Above 1 is slower. */
  slowdown: number;
  regression: boolean;
}

/** Rows that both runs have. A regression is a median outside the range of the other run's rounds, on the slow side. */
export function compare(before: BenchResult, now: BenchResult): Change[] {
  const old = new Map(before.rows.map((row) => [rowKey(row), row]));
  return now.rows.flatMap((row) => {
    const earlier = old.get(rowKey(row));
    return earlier === undefined ? [] : [change(earlier, row)];
  });
}

function change(before: Row, now: Row): Change {
  const fast = now.decodeTps !== undefined && before.decodeTps !== undefined;
  const [was, is] = fast
    ? [before.decodeTps as number, now.decodeTps as number]
    : [before.ms ?? NaN, now.ms ?? NaN];
  const regression = fast ? is < before.min && was > now.max : is > before.max && was < now.min;
  return { row: rowKey(now), before: was, now: is, slowdown: fast ? was / is : is / was, regression };
}

/** A line a row. */
export function comparisonReport(changes: readonly Change[]): string {
  return changes
    .map(({ row, before, now, slowdown, regression }) => {
      const verdict = regression ? 'SLOWER' : 'same';
      return `${verdict.padEnd(8)}${slowdown.toFixed(2)} x  ${before.toFixed(2)} -> ${now.toFixed(2)}  ${row}`;
    })
    .join('\n');
}
