/** Benchmarks as JSON: a row for each figure of each run, with the names that `npm run bench -- --json` gives its rows. */
import type { Run } from './benchmark-runs.ts';
import { measures, type Measure } from './measures.ts';
import { summaryOf } from './summary.ts';

/** `ms`, `loadMs` and the like are medians; `min`, `max` and `n` are of the same figure. */
export type ExportedRow = {
  /** Whether captions or answers were timed. */
  group: 'caption' | 'answer';
  engine: 'ocelli';
  /** Id of the pack. */
  dtype: string;
  version: string;
  device: 'wasm' | 'webgpu';
  threads: number;
  /** Number of the run on the page. */
  run: number;
  what: string;
  /** Tokens that the decoder read. */
  prompt?: number;
  n: number;
  min: number;
  max: number;
} & { [field in Measure['field']]?: number };

export interface ExportedBenchmark {
  /** Day of the export, YYYY-MM-DD. */
  date: string;
  machine: { hardwareThreads: number; memoryGB?: number; userAgent: string; crossOriginIsolated: boolean };
  rows: ExportedRow[];
  /** Runs that did not come to their end, and why where they failed. */
  unfinished: { run: number; dtype: string; device: string; threads: number; message?: string }[];
}

/** What is downloaded. */
export function exportedBenchmark(runs: readonly Run[]): ExportedBenchmark {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      hardwareThreads: navigator.hardwareConcurrency,
      ...(deviceMemory !== undefined && { memoryGB: deviceMemory }),
      userAgent: navigator.userAgent,
      crossOriginIsolated,
    },
    rows: runs.flatMap(exportedRows),
    unfinished: runs
      .filter(({ state }) => state.kind !== 'done')
      .map(({ number, plan, state }) => ({
        run: number,
        dtype: plan.pack.id,
        ...plan.backend,
        ...(state.kind === 'failed' && { message: state.message }),
      })),
  };
}

export function exportedRows({ number, plan, device, prompt, values }: Run): ExportedRow[] {
  const { pack, backend } = plan;
  return measures.flatMap(({ id, field, what }) => {
    const summary = summaryOf(values.get(id) ?? []);
    if (!summary) return [];
    const { median, min, max, n } = summary;
    const reads = prompt !== undefined && (id === 'prefill' || id === 'firstToken');
    return {
      group: pack.can.includes('answer') ? 'answer' : 'caption',
      engine: 'ocelli',
      dtype: pack.id,
      version: pack.version,
      device: device?.device ?? backend.device,
      threads: device?.threads ?? backend.threads,
      run: number,
      what,
      ...(reads && { prompt }),
      [field]: median,
      n,
      min,
      max,
    } satisfies ExportedRow;
  });
}
