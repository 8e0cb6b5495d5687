/** The benchmarks of this visit, one after the other; those that failed or were stopped keep what they measured. */
import { msg, str } from '@lit/localize';
import { packStorage, type DeviceInfo, type StoredPack } from '../../index.ts';
import type { AppState } from '../state/app-state.ts';
import { messageOf, wasAborted } from '../state/error-message.ts';
import { Observable } from '../state/observable.ts';
import { backendName, findBackends, type BackendChoice } from './backends.ts';
import { measure, stageCount, type Plan, type Stage } from './measurement.ts';
import type { MeasureId } from './measures.ts';

export type RunState =
  | { kind: 'running'; stage: Stage; round: number | undefined; done: number; total: number }
  | { kind: 'done' }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

export interface Run {
  /** From 1. */
  number: number;
  plan: Plan;
  state: RunState;
  values: Map<MeasureId, number[]>;
  /** Where the model ran, once it did. */
  device?: DeviceInfo;
  /** Tokens that the decoder read. */
  prompt?: number;
  /** Why figures are missing. */
  missing: string[];
}

type Parts = Pick<AppState, 'announcer' | 'engine' | 'indexer'>;

export class BenchmarkRuns extends Observable {
  packs: StoredPack[] | undefined;
  choice: BackendChoice | undefined;
  /** Why there is nothing to choose from. */
  error = '';
  runs: Run[] = [];
  readonly #parts: Parts;
  #stop: AbortController | undefined;
  #count = 0;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  get running(): boolean {
    return this.#stop !== undefined;
  }

  /** Finds out which packs and backends there are. */
  async look(): Promise<void> {
    this.error = '';
    try {
      [this.packs, this.choice] = await Promise.all([packStorage().list(), findBackends()]);
    } catch (error) {
      this.error = messageOf(error);
    }
    this.changed();
  }

  /** Measures; resolves when it is over, however it ended. */
  async start(plan: Plan): Promise<void> {
    if (this.running) return;
    const stop = new AbortController();
    this.#stop = stop;
    const total = stageCount(plan);
    const state: RunState = { kind: 'running', stage: 'store', round: undefined, done: 0, total };
    const run: Run = { number: ++this.#count, plan, state, values: new Map(), missing: [] };
    this.runs = [...this.runs, run];
    const { announcer, indexer } = this.#parts;
    const name = runName(run);
    announcer.say(msg(str`Benchmark ${name} has begun.`));
    this.changed();
    const wasPaused = indexer.work.paused;
    if (!wasPaused) indexer.pause(true);
    try {
      await this.#quiet(stop.signal);
      await measure(plan, this.#listener(run, total), stop.signal);
      run.state = { kind: 'done' };
      announcer.say(msg(str`Benchmark ${name} is done.`));
    } catch (error) {
      const message = messageOf(error);
      run.state = wasAborted(error) ? { kind: 'stopped' } : { kind: 'failed', message };
      announcer.say(
        wasAborted(error)
          ? msg(str`Benchmark ${name} was stopped.`)
          : msg(str`Benchmark ${name} failed. ${message}`),
      );
    } finally {
      if (!wasPaused) indexer.pause(false);
      this.#stop = undefined;
      this.changed();
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  clear(): void {
    this.runs = this.runs.filter(({ state }) => state.kind === 'running');
    this.changed();
  }

  #listener(run: Run, total: number) {
    let done = -1;
    return {
      onStage: (stage: Stage, round?: number) => {
        run.state = { kind: 'running', stage, round, done: ++done, total };
        this.changed();
      },
      onValue: (id: MeasureId, value: number) => {
        run.values.set(id, [...(run.values.get(id) ?? []), value]);
        this.changed();
      },
      onDevice: (device: DeviceInfo) => void (run.device = device),
      onPrompt: (tokens: number) => void (run.prompt = tokens),
      onMissing: (reason: string) => void run.missing.push(reason),
    };
  }

  /** Waits until the page has loaded its own model, which would disturb the times. */
  #quiet(signal: AbortSignal): Promise<void> {
    const { engine } = this.#parts;
    return new Promise((resolve) => {
      const check = () => {
        if (engine.status.kind === 'loading' && !signal.aborted) return;
        end();
        resolve();
      };
      const end = engine.subscribe(check);
      signal.addEventListener('abort', check, { once: true });
      check();
    });
  }
}

/** "2 · Ocelli BLIP, WASM, 1 thread" */
export function runName({ number, plan }: Run): string {
  return `${number} · ${plan.pack.title}, ${backendName(plan.backend)}`;
}
