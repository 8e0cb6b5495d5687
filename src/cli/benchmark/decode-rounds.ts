/** The race of the decoders: all are open at once, and each round gives each of them the same prompt in turn. */
import type { Contestant, Running, Times } from './contestant.ts';
import type { Prompts } from './prompts.ts';
import { figure, type Row } from './row.ts';

export interface RaceOptions {
  rounds: number;
  /** Tokens of the prompt. */
  prompt: number;
  /** Tokens to choose. */
  tokens: number;
}

/** Opens all, warms each up, and runs the rounds. An engine that fails is left out, with a line on stderr. */
export async function race(
  field: readonly Contestant[],
  prompts: Prompts,
  { rounds, prompt, tokens }: RaceOptions,
): Promise<Row[]> {
  const runners: { contestant: Contestant; running: Running; times: Times[] }[] = [];
  const attempt = async (contestant: Contestant, call: () => Promise<void>): Promise<boolean> => {
    try {
      await call();
      return true;
    } catch (error) {
      const { engine, dtype, device } = contestant;
      process.stderr.write(`${engine} ${dtype} on ${device} is left out: ${String(error)}\n`);
      return false;
    }
  };
  for (const contestant of field)
    await attempt(contestant, async () => {
      const running = await contestant.open();
      await running.time(prompts.get(0, prompt), 4);
      runners.push({ contestant, running, times: [] });
    });
  let racing = runners;
  for (let round = 1; round <= rounds; round++) {
    const still: typeof runners = [];
    for (const runner of racing) {
      const done = await attempt(runner.contestant, async () => {
        runner.times.push(await runner.running.time(prompts.get(round, prompt), tokens));
      });
      if (done) still.push(runner);
    }
    racing = still;
  }
  const ours = racing.find(({ contestant }) => contestant.engine === 'ocelli')?.times;
  const rows = racing.map(({ contestant, running, times }) => ({
    ...row(contestant, running, times, prompt),
    ...(contestant.engine !== 'ocelli' && sameTokens(times, ours)),
  }));
  for (const { running } of runners) await running.close();
  return rows;
}

function row(
  { engine, dtype, device, threads }: Contestant,
  running: Running,
  times: Times[],
  prompt: number,
): Row {
  const speeds = times.map(({ tokens, decodeMs }) => (tokens / decodeMs) * 1000);
  const host = times.map(({ hostMs, tokens }) => (hostMs === undefined ? undefined : hostMs / tokens));
  return {
    group: 'decode',
    engine,
    dtype,
    device,
    threads,
    prompt,
    ...figure('decodeTps', speeds),
    ...figure(
      'prefillMs',
      times.map(({ prefillMs, firstTokenMs }) => prefillMs ?? firstTokenMs),
    ),
    ...figure(
      'firstTokenMs',
      times.map(({ firstTokenMs }) => firstTokenMs),
    ),
    ...figure('hostMsPerToken', host),
    loadMs: running.loadMs,
    ...(running.memoryMB !== undefined && { memoryMB: running.memoryMB }),
    n: times.length,
    min: Math.min(...speeds),
    max: Math.max(...speeds),
  };
}

/** Nothing where an engine doesn't tell its tokens. */
export function sameTokens(
  theirs: readonly Pick<Times, 'ids'>[],
  ours: readonly Pick<Times, 'ids'>[] = [],
): { sameTokens?: number } {
  let [same, all] = [0, 0];
  for (const [round, { ids = [] }] of theirs.entries()) {
    const own = ours[round]?.ids ?? [];
    const first = ids.findIndex((id, i) => id !== own[i]);
    same += first < 0 ? ids.length : first;
    all += ids.length;
  }
  return all > 0 && ours.length > 0 ? { sameTokens: same / all } : {};
}
