/**
 * Which build of ONNX Runtime to load, and from where: our own origin, never a CDN. Plain where there
 * is no WebGPU (the smallest); with WebGPU, JSPI where the browser can suspend WebAssembly, else Asyncify.
 * One build per worker: two in one realm would mix their glue.
 */
import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiMjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type * as OrtModule from 'onnxruntime-web';

/** ONNX Runtime's module. Not to be imported outside this folder. */
export type Ort = typeof OrtModule;

const builds = {
  plain: { load: () => import('onnxruntime-web/wasm'), mjs: plainMjs, wasm: plainWasm },
  asyncify: { load: () => import('onnxruntime-web/webgpu'), mjs: asyncifyMjs, wasm: asyncifyWasm },
  jspi: { load: () => import('onnxruntime-web/jspi'), mjs: jspiMjs, wasm: jspiWasm },
} satisfies Record<string, { load: () => Promise<Ort>; mjs: string; wasm: string }>;

/** ONNX Runtime, and the address of its WebAssembly module. */
export interface LoadedOrt {
  ort: Ort;
  module: string;
}

/** Loads the build that fits the device and sets its threads, before the first session. */
export async function loadOrt(device: 'webgpu' | 'wasm', threads: number): Promise<LoadedOrt> {
  const build = builds[chooseBuild(device)];
  const ort = await build.load();
  // Both addresses are set: threads started from the glue alone would import this whole worker.
  const module = absolute(build.wasm);
  ort.env.wasm.wasmPaths = { mjs: absolute(build.mjs), wasm: module };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return { ort, module };
}

function chooseBuild(device: 'webgpu' | 'wasm'): keyof typeof builds {
  if (device === 'wasm') return 'plain';
  // Only Chromium's JSPI is fast enough to prefer; it is the one that names its brand this way.
  const chromium = 'userAgentData' in navigator;
  return 'Suspending' in WebAssembly && chromium ? 'jspi' : 'asyncify';
}

function absolute(address: string): string {
  return new URL(address, import.meta.url).href;
}
