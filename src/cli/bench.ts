/** `npm run bench`: how fast the engine that ships is, by itself and beside others. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBenchArguments, type BenchArguments } from './benchmark/arguments.ts';
import type { BenchResult } from './benchmark/bench-result.ts';
import { captionRows } from './benchmark/caption-rows.ts';
import { compare, comparisonReport } from './benchmark/comparison.ts';
import { race } from './benchmark/decode-rounds.ts';
import { writeDocument } from './benchmark/document.ts';
import { contestants } from './benchmark/field.ts';
import { FreshPictures } from './benchmark/fresh-pictures.ts';
import { growthRows } from './benchmark/growth.ts';
import { machine, versions } from './benchmark/machine.ts';
import { PageHost } from './benchmark/page-host.ts';
import { Prompts } from './benchmark/prompts.ts';
import { textReport } from './benchmark/report.ts';
import { runRounds } from './benchmark/rounds.ts';
import type { Row } from './benchmark/row.ts';
import { root } from './browser/build.ts';
import { runCommand, withSession } from './command.ts';
import { benchUsage } from './usage.ts';

await runCommand(benchUsage, async () => {
  const options = parseBenchArguments(process.argv.slice(2));
  const { help, json, against, document, rounds } = options;
  if (help) {
    process.stdout.write(benchUsage);
    return 0;
  }
  const earlier = against && (JSON.parse(await readFile(against, 'utf8')) as BenchResult);
  const { rows, chromium } = await measure(options);
  const result: BenchResult = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: await versions(chromium),
    rounds,
    rows,
  };
  process.stdout.write(`${json ? JSON.stringify(result) : textReport(rows)}\n`);
  if (document) process.stderr.write(`Written: ${await writeDocument(result)}\n`);
  if (!earlier) return 0;
  const changes = compare(earlier, result);
  process.stderr.write(`${comparisonReport(changes)}\n`);
  return changes.some(({ regression }) => regression) ? 3 : 0;
});

async function measure(options: BenchArguments): Promise<{ rows: Row[]; chromium: string }> {
  const { only, device, rounds } = options;
  const host = await PageHost.start(device);
  const chromium = host.browser.version();
  const rows: Row[] = [];
  try {
    const voice = options.voice ?? join(root, '.cache/benchmark/voice');
    if (only.includes('decode') || only.includes('growth')) {
      const prompts = await Prompts.of(voice);
      if (only.includes('decode')) {
        const field = await contestants(host, device, voice);
        const racing = field.filter(({ engine }) => options.engines?.includes(engine) ?? true);
        rows.push(...(await race(racing, prompts, options)));
      }
      if (only.includes('growth')) {
        const address = host.server.shareFolder(voice);
        rows.push(...(await growthRows(host, address, device, prompts, Math.min(3, rounds))));
      }
    }
  } finally {
    await host.close();
  }
  // Of WebGPU's captions the parity tests know; their time on an emulated GPU says nothing.
  if (only.includes('caption') && device === 'wasm') rows.push(...(await captions(options)));
  return { rows, chromium };
}

async function captions({ rounds, pack }: BenchArguments): Promise<Row[]> {
  const wasm = (threads: number) => ({
    device: 'wasm' as const,
    threads,
    ...(pack !== undefined && { pack }),
  });
  let rows: Row[] = [];
  await withSession('wasm', async (oneThread) => {
    const opened = await oneThread.open(wasm(1));
    await withSession('wasm', async (twoThreads) => {
      await twoThreads.open(wasm(2));
      const pictures = await FreshPictures.of(join(oneThread.directory, 'samples/cat.png'));
      try {
        const figures = await runRounds({ oneThread, twoThreads }, pictures, rounds);
        rows = captionRows(opened.pack.id, figures, rounds);
      } finally {
        await pictures.remove();
      }
    });
  });
  return rows;
}
