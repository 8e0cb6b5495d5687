/** The `test` of everything that runs on WebGPU: the same fixtures in a Chromium whose GPU is lavapipe. */
import { chromiumPath } from '../../../src/cli/browser/chromium.ts';
import { test as base } from '../ocelli-test.ts';
import { webGpuLaunch } from './launch.ts';

const { args, env } = webGpuLaunch();

export const test = base.extend({});
test.use({ launchOptions: { executablePath: chromiumPath(), args, env } });

export { expect } from '../ocelli-test.ts';
