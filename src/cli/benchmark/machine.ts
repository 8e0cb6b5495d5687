/** What the benchmark ran on, and which versions raced. */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../browser/build.ts';
import { launchChromium } from '../browser/chromium.ts';

export interface Machine {
  cpu: string;
  hardwareThreads: number;
  memoryGB: number;
  platform: string;
  /** Where it is none of its own. */
  gpu?: string;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    hardwareThreads: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    ...(process.env.OCELLI_LAVAPIPE === '1' && { gpu: "emulated by Mesa's lavapipe" }),
  };
}

/** Of the engines that race, of the browser and of Node. */
export async function versions(): Promise<Record<string, string>> {
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
    chromium: await chromiumVersion(),
    node: process.versions.node,
  };
}

async function chromiumVersion(): Promise<string> {
  const browser = await launchChromium('wasm');
  const version = browser.version();
  await browser.close();
  return version;
}
