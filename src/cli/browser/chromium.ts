/** Starts the system's Chromium without a window. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import type { Device } from '../arguments.ts';
import { root } from './build.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The path of Chromium: $CHROMIUM, else where Linux keeps it. Throws when there is none. */
export function chromiumPath(): string {
  const path = [process.env.CHROMIUM, ...places].find((place) => place !== undefined && existsSync(place));
  if (path === undefined) {
    throw new Error(
      'Chromium was not found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  }
  return path;
}

/** Launches Chromium; WebGPU is switched on where it is asked for. */
export async function launchChromium(device: Device): Promise<Browser> {
  const gpu = device === 'webgpu' ? await webGpuOptions() : {};
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: chromiumPath(),
    ...gpu,
    args: [...sandbox, ...(gpu.args ?? [])],
  });
}

/** A real GPU's flags, or with OCELLI_LAVAPIPE=1 those of Mesa's lavapipe, which needs no GPU. */
async function webGpuOptions(): Promise<LaunchOptions> {
  if (process.env.OCELLI_LAVAPIPE !== '1') {
    return { args: ['--enable-unsafe-webgpu', '--ignore-gpu-blocklist', '--enable-features=Vulkan'] };
  }
  const harness = join(root, 'tests/browser/lavapipe/launch.ts');
  const { webGpuLaunch } = (await import(pathToFileURL(harness).href)) as {
    webGpuLaunch: () => LaunchOptions;
  };
  return webGpuLaunch();
}
