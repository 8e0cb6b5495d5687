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
  const { value: was, speed } = mainFigure(before);
  const { value: is } = mainFigure(now);
  const regression = speed ? is < before.min && was > now.max : is > before.max && was < now.min;
  return { row: rowKey(now), before: was, now: is, slowdown: speed ? was / is : is / was, regression };
}

/** What a row's `min` and `max` are of. */
function mainFigure({ decodeTps, picturesPerS, ms, firstTokenMs, loadMs }: Row): {
  value: number;
  /** Whether more is better. */
  speed: boolean;
} {
  const speed = decodeTps ?? picturesPerS;
  return { value: speed ?? ms ?? firstTokenMs ?? loadMs ?? NaN, speed: speed !== undefined };
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
