/** What every file that runs on WebGPU gives to `test.use`: a Chromium whose GPU is lavapipe. */
import { chromiumPath } from '../../../src/cli/browser/chromium.ts';
import { webGpuLaunch } from './launch.ts';

const { args, env } = webGpuLaunch();

export const lavapipe = { launchOptions: { executablePath: chromiumPath(), args, env } };
