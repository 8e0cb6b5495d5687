/** All that a run of the benchmark found, as its JSON has it. */
import type { Machine } from './machine.ts';
import type { Row } from './row.ts';

export interface BenchResult {
  /** Day of the run, YYYY-MM-DD. */
  date: string;
  machine: Machine;
  versions: Record<string, string>;
  rounds: number;
  rows: Row[];
}
