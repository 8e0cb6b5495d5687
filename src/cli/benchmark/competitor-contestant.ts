/** Other engines: in the browser on the benchmark's page, and as native code. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../browser/build.ts';
import type { CompetitorLoad } from './page/competitor-methods.ts';
import { timesOf, type Contestant, type Running } from './contestant.ts';
import { withHostTime } from './host-time.ts';
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
      const time = () => page.evaluate((request) => window.competitor.time(request), { ...prompt, count });
      const { value, hostMs } =
        load.device === 'webgpu' ? await withHostTime(page, time) : { value: await time() };
      return {
        ...timesOf(value.stamps),
        ...(hostMs !== undefined && { hostMs }),
        ...(value.ids && { ids: value.ids }),
      };
    },
    close: () => page.context().close(),
  };
}

/** An engine as native code: its script beside this, and where its library lies among the installed packages. */
const natives = {
  'llama.cpp': { script: 'native-llama.mjs', library: 'node-llama-cpp/dist/index.js' },
  onnxruntime: {
    script: 'native-onnxruntime.mjs',
    library: '@huggingface/transformers/dist/transformers.node.mjs',
  },
};

/** Native code in a process of its own. @param packages The folder of installed packages. */
export function nativeContestant(
  engine: keyof typeof natives,
  packages: string,
  model: string,
  dtype: string,
  threads: number,
): Contestant {
  return {
    engine,
    dtype,
    device: 'native',
    threads,
    open: () => openNative(engine, packages, [model, String(threads), dtype]),
  };
}

async function openNative(
  engine: keyof typeof natives,
  packages: string,
  rest: readonly string[],
): Promise<Running> {
  const script = join(root, 'src/cli/benchmark/competitors', natives[engine].script);
  const library = join(packages, natives[engine].library);
  const started = performance.now();
  const child = spawn(process.execPath, [script, library, ...rest], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${engine} ended before it answered.`);
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
