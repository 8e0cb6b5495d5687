/** What the benchmark ran on, and which versions raced. */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../browser/build.ts';

export interface Machine {
  cpu: string;
  hardwareThreads: number;
  memoryGB: number;
  platform: string;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    hardwareThreads: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
  };
}

/** @param chromium Its version. */
export async function versions(chromium: string): Promise<Record<string, string>> {
  const read = async (path: string) =>
    JSON.parse(await readFile(join(root, path), 'utf8')) as {
      version: string;
      dependencies: Record<string, string>;
    };
  const own = await read('package.json');
  const { dependencies } = await read('src/cli/benchmark/competitors/package.json');
  return {
    ocelli: own.version,
    'onnxruntime-web': own.dependencies['onnxruntime-web'] ?? '',
    ...dependencies,
    chromium,
    node: process.versions.node,
  };
}
