/** Other engines: in the browser on the benchmark's page, and llama.cpp as native code. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../browser/build.ts';
import type { CompetitorLoad } from './page/competitor-methods.ts';
import { timesOf, type Contestant, type Running } from './contestant.ts';
import type { PageHost } from './page-host.ts';

/** transformers.js or wllama. */
export function browserContestant(host: PageHost, load: CompetitorLoad): Contestant {
  const { engine, dtype, device, threads } = load;
  return { engine, dtype, device, threads, open: () => openPage(host, load) };
}

async function openPage(host: PageHost, load: CompetitorLoad): Promise<Running> {
  const page = await host.newPage();
  const started = performance.now();
  await page.evaluate((request) => window.competitor.load(request), load);
  return {
    loadMs: performance.now() - started,
    async time(prompt, count) {
      const timed = await page.evaluate((request) => window.competitor.time(request), { ...prompt, count });
      const { hostMs, ids } = timed;
      return {
        ...timesOf(timed.stamps),
        ...(load.device === 'webgpu' && hostMs !== undefined && { hostMs }),
        ...(ids && { ids }),
      };
    },
    close: () => page.context().close(),
  };
}

/** llama.cpp's native build, in a process of its own. @param packages The folder of installed packages. */
export function nativeContestant(
  packages: string,
  model: string,
  dtype: string,
  threads: number,
): Contestant {
  return {
    engine: 'llama.cpp',
    dtype,
    device: 'native',
    threads,
    open: () => openNative(packages, model, threads),
  };
}

async function openNative(packages: string, model: string, threads: number): Promise<Running> {
  const script = join(root, 'src/cli/benchmark/competitors/native-llama.mjs');
  const library = join(packages, 'node-llama-cpp/dist/index.js');
  const started = performance.now();
  const child = spawn(process.execPath, [script, library, model, String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('llama.cpp ended before it answered.');
    return JSON.parse(value) as T;
  };
  const { memoryMB } = await next<{ memoryMB: number }>();
  return {
    loadMs: performance.now() - started,
    memoryMB,
    async time({ ids }, count) {
      child.stdin.write(`${JSON.stringify({ ids, count })}\n`);
      const answer = await next<{ stamps: number[]; ids: number[] }>();
      return { ...timesOf(answer.stamps), ids: answer.ids };
    },
    async close() {
      child.stdin.end();
      child.kill();
    },
  };
}
