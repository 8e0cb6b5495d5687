/** Puts the packages to compare with into the ignored cache folder: they are large, and no part of the project. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../browser/build.ts';

const run = promisify(execFile);

/** Returns the folder of installed packages, or undefined, with a line on stderr, where they can't be had. */
export async function installedCompetitors(): Promise<string | undefined> {
  const folder = join(root, '.cache/benchmark/competitors');
  const packages = join(folder, 'node_modules');
  const wanted = ['@huggingface/transformers', '@wllama/wllama', 'node-llama-cpp'];
  const missing = await Promise.all(
    wanted.map((name) =>
      stat(join(packages, name)).then(
        () => false,
        () => true,
      ),
    ),
  );
  if (!missing.includes(true)) return packages;
  process.stderr.write('Installing the engines to compare with (1.2 GB, once)…\n');
  try {
    await mkdir(folder, { recursive: true });
    await copyFile(join(root, 'src/cli/benchmark/competitors/package.json'), join(folder, 'package.json'));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
    return packages;
  } catch (error) {
    process.stderr.write(`They could not be installed, their rows stay out: ${String(error)}\n`);
    return undefined;
  }
}
