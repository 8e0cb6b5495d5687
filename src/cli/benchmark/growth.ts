/** How this project's decoder slows down as its context grows. */
import { ocelliContestant } from './ocelli-contestant.ts';
import type { PageHost } from './page-host.ts';
import type { Prompts } from './prompts.ts';
import type { Row } from './row.ts';
import { sampledRows, type Sample } from './samples.ts';

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
  const { engine, dtype, threads } = contestant;
  const running = await contestant.open();
  await running.time(prompts.get(0, 64), 4);
  let round = 0;
  const rows = await sampledRows(
    [
      async () => {
        round++;
        const samples: Sample[] = [];
        for (const prompt of lengths) {
          const {
            tokens: count,
            decodeMs,
            prefillMs,
          } = await running.time(prompts.get(round, prompt), tokens);
          samples.push({
            subject: { group: 'growth with context', engine, dtype, device, threads, prompt },
            figures: { decodeTps: (count / decodeMs) * 1000, ...(prefillMs !== undefined && { prefillMs }) },
          });
        }
        return samples;
      },
    ],
    { rounds, warmUp: false },
  );
  await running.close();
  return rows;
}
