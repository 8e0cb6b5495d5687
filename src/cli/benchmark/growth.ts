/** How this project's decoder slows down as its context grows. */
import { ocelliContestant } from './ocelli-contestant.ts';
import type { PageHost } from './page-host.ts';
import type { Prompts } from './prompts.ts';
import { figure, type Row } from './row.ts';

const lengths = [64, 256, 1024, 1984];
const tokens = 16;

/** @param voice Address of the voice's folder. */
export async function growthRows(
  host: PageHost,
  voice: string,
  device: 'wasm' | 'webgpu',
  prompts: Prompts,
  rounds: number,
): Promise<Row[]> {
  const contestant = ocelliContestant(host, voice, { engine: device, threads: 1, contextWindow: 2048 });
  const running = await contestant.open();
  await running.time(prompts.get(0, 64), 4);
  const times = lengths.map((): Awaited<ReturnType<typeof running.time>>[] => []);
  for (let round = 1; round <= rounds; round++)
    for (const [i, length] of lengths.entries())
      times[i]?.push(await running.time(prompts.get(round, length), tokens));
  await running.close();
  return lengths.map((prompt, i) => {
    const measured = times[i] ?? [];
    const speeds = measured.map(({ tokens: count, decodeMs }) => (count / decodeMs) * 1000);
    return {
      group: 'growth with context',
      engine: contestant.engine,
      dtype: contestant.dtype,
      device,
      threads: 1,
      prompt,
      ...figure('decodeTps', speeds),
      ...figure(
        'prefillMs',
        measured.map(({ prefillMs }) => prefillMs),
      ),
      n: rounds,
      min: Math.min(...speeds),
      max: Math.max(...speeds),
    };
  });
}
