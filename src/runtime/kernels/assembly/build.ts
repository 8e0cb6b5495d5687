/**
 * A Vite plugin that compiles the kernels, so that every build, test run and server finds them: with relaxed SIMD,
 * by either of its products, and without, on memory of one thread and on shared memory. Skips what the sources' hash says is there already.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const sources = fileURLToPath(new URL('.', import.meta.url));
const compiled = fileURLToPath(new URL('../compiled/', import.meta.url));

const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '32768'];
const SIMD = ['--enable', 'simd', '--use', 'FOUR=0'];
const RELAXED = ['--enable', 'simd,relaxed-simd'];
const builds: Record<string, string[]> = {
  simd: SIMD,
  relaxed: [...RELAXED, '--use', 'FOUR=0'],
  dot: [...RELAXED, '--use', 'FOUR=1'],
  'simd-shared': [...SIMD, ...SHARED],
  'relaxed-shared': [...RELAXED, '--use', 'FOUR=0', ...SHARED],
  'dot-shared': [...RELAXED, '--use', 'FOUR=1', ...SHARED],
};
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--disableWarning', '112'];

export function kernels(): Plugin {
  return { name: 'kernels', config: buildKernels };
}

/** Compiles what changed. Rejects with the compiler's messages. */
export async function buildKernels(): Promise<void> {
  const stamp = join(compiled, 'sources.sha256');
  const sha256 = hashOfSources();
  if (read(stamp) === sha256) return;
  mkdirSync(compiled, { recursive: true });
  for (const [name, options] of Object.entries(builds)) await compile(name, options);
  replace(stamp, sha256);
}

async function compile(name: string, options: string[]): Promise<void> {
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', sources, '--outFile', `${name}.wasm`, ...OPTIONS, ...options],
    { writeFile: (file, contents) => replace(join(compiled, file), contents) },
  );
  if (error) throw new Error(`The kernels (${name}) don't compile: ${error.message}\n${stderr.toString()}`);
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(asc.version);
  for (const file of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes beside, then renames: another process that builds at the same time reads whole files only. */
function replace(file: string, contents: string | Uint8Array): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, contents);
  renameSync(beside, file);
}
