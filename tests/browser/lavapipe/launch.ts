/**
 * How the tests start Chromium so that `navigator.gpu` is Mesa's lavapipe: a WebGPU adapter on the CPU, so that
 * every machine can run the WebGPU tests. Mesa 25 behind the shim is the first choice; where it cannot be fetched or
 * built, the system's lavapipe under ANGLE (OpenGL ES, WebGPU's compatibility mode) takes over.
 * Mesa, the shim and the compiled shaders are kept in the user's cache folder between runs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface WebGpuLaunch {
  mode: 'shim' | 'gles';
  args: string[];
  env: Record<string, string>;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ocelli-tests');
const systemDriver = '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json';
const commonArgs = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  // Fills in adapter.info.description, by which the tests recognise lavapipe.
  '--enable-webgpu-developer-features',
];

/** The arguments and environment of a Chromium with lavapipe, prepared once per run and inherited by its processes. */
export function webGpuLaunch(): WebGpuLaunch {
  process.env.OCELLI_LAVAPIPE_LIBRARY ??= prepareShim();
  return process.env.OCELLI_LAVAPIPE_LIBRARY ? shimLaunch() : glesLaunch();
}

const shimPath = join(cache, 'lavapipe-shim.so');

/** Fetches Mesa 25 and compiles the shim. Returns lavapipe's path, or '' with the reason on stderr where it cannot. */
function prepareShim(): string {
  try {
    mkdirSync(cache, { recursive: true });
    const source = join(here, 'shim.c');
    const mesa = execFileSync('bash', [join(here, 'mesa.sh'), join(cache, 'mesa')], {
      encoding: 'utf8',
    }).trim();
    if (!existsSync(shimPath) || statSync(shimPath).mtimeMs < statSync(source).mtimeMs) {
      execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', shimPath, source, '-ldl']);
    }
    return mesa;
  } catch (error) {
    console.error(`WebGPU tests use the compatibility mode, the lavapipe shim failed: ${String(error)}`);
    return '';
  }
}

function shimLaunch(): WebGpuLaunch {
  return {
    mode: 'shim',
    args: [...commonArgs, '--use-webgpu-adapter=swiftshader'],
    env: { ...environment(), LD_PRELOAD: shimPath },
  };
}

function glesLaunch(): WebGpuLaunch {
  return {
    mode: 'gles',
    args: [...commonArgs, '--use-angle=vulkan', '--use-webgpu-adapter=opengles', '--force-webgpu-compat'],
    env: { ...environment(), VK_DRIVER_FILES: systemDriver, VK_ICD_FILENAMES: systemDriver },
  };
}

function environment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), MESA_SHADER_CACHE_DIR: join(cache, 'shaders') };
}
