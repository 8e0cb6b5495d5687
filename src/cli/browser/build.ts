/** Builds the page when it is missing or older than what it is made from. */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

const sources = [
  'src',
  'public',
  'index.html',
  'engine.html',
  'vite.config.ts',
  'package.json',
  'ATTRIBUTION.md',
];
const run = promisify(execFile);

/** Returns the folder of an up-to-date build. Throws, with the build's own words, when it cannot be built. */
export async function upToDateBuild(): Promise<string> {
  return upToDate('dist', 'engine.html', []);
}

/** The benchmark's own page, as {@link upToDateBuild}. */
export async function upToDateBenchmarkPage(): Promise<string> {
  return upToDate('.cache/benchmark/page', benchmarkPage, ['--mode', 'benchmark']);
}

/** Where the build puts it under its folder. */
export const benchmarkPage = 'src/cli/benchmark/page/index.html';

async function upToDate(folder: string, page: string, options: readonly string[]): Promise<string> {
  const output = join(root, folder);
  const built = await newestChange(join(output, page));
  const changes = await Promise.all(sources.map((source) => newestChange(join(root, source))));
  if (Math.max(...changes) > built) {
    process.stderr.write('Building the page…\n');
    await run(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', ...options],
      {
        cwd: root,
      },
    );
  }
  return output;
}

/** The newest modification time in a file or folder, in ms; 0 where there is none. Of the command line only the benchmark's page is built. */
async function newestChange(path: string): Promise<number> {
  if (path === join(root, 'src/cli')) return newestChange(join(path, 'benchmark/page'));
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  const names = await readdir(path);
  const changes = await Promise.all(names.map((name) => newestChange(join(path, name))));
  return Math.max(info.mtimeMs, ...changes);
}
