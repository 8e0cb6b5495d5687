/** `npm run bench`: how long each stage of a caption takes, on the engine that ships. */
import { join } from 'node:path';
import { parseBenchArguments } from './benchmark/arguments.ts';
import { FreshPictures } from './benchmark/fresh-pictures.ts';
import { benchReport } from './benchmark/report.ts';
import { runRounds } from './benchmark/rounds.ts';
import type { EngineSession } from './browser/engine-session.ts';
import { runCommand, withSession } from './command.ts';
import { benchUsage } from './usage.ts';

await runCommand(benchUsage, async () => {
  const { help, rounds, json, pack } = parseBenchArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(benchUsage);
    return 0;
  }
  const wasm = (threads: number) => ({
    device: 'wasm' as const,
    threads,
    ...(pack === undefined ? {} : { pack }),
  });
  await withSession('wasm', async (oneThread) => {
    const opened = await oneThread.open(wasm(1));
    await withSession('wasm', async (twoThreads) => {
      await twoThreads.open(wasm(2));
      const figures = await measure({ oneThread, twoThreads }, rounds);
      const { id } = opened.pack;
      const line = json
        ? JSON.stringify({ pack: id, device: 'wasm', rounds, ...figures })
        : benchReport(id, rounds, figures);
      process.stdout.write(`${line}\n`);
    });
  });
  return 0;
});

async function measure(sessions: { oneThread: EngineSession; twoThreads: EngineSession }, rounds: number) {
  const pictures = await FreshPictures.of(join(sessions.oneThread.directory, 'samples/cat.png'));
  try {
    return await runRounds(sessions, pictures, rounds);
  } finally {
    await pictures.remove();
  }
}
