/**
 * The fastest kernels this browser can be trusted with: relaxed SIMD, SIMD128, or the plain ones. Each WebAssembly
 * module is tested against the plain kernels before it is taken.
 */
import relaxedShared from './compiled/relaxed-shared.wasm?url';
import relaxed from './compiled/relaxed.wasm?url';
import simdShared from './compiled/simd-shared.wasm?url';
import simd from './compiled/simd.wasm?url';
import { Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import { plainKernels } from './plain/plain-kernels.ts';
import { selfTest } from './self-test.ts';

/** Which kernels run: compiled for relaxed SIMD or SIMD128, or plain TypeScript. */
export type KernelBuild = 'relaxed' | 'simd' | 'plain';

/** What a thread needs to have the same kernels on the same memory. */
export interface KernelModule {
  build: KernelBuild;
  /** None for the plain kernels. */
  module?: WebAssembly.Module;
}

/**
 * Chooses and compiles. @param shared For memory that threads share.
 * @param builds Which to try, best first.
 */
export async function loadKernels(
  shared: boolean,
  builds: readonly KernelBuild[] = ['relaxed', 'simd'],
): Promise<KernelModule> {
  for (const build of builds) {
    const module = await compile(build, shared);
    if (module && passes({ build, module }, shared)) return { build, module };
  }
  return { build: 'plain' };
}

/** Kernels on a memory. */
export function instantiate({ module }: KernelModule, memory: WebAssembly.Memory): Kernels {
  if (!module) return plainKernels(memory);
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}

function passes(kernels: KernelModule, shared: boolean): boolean {
  const heap = new Heap(shared);
  return selfTest(heap, instantiate(kernels, heap.memory), plainKernels(heap.memory)).length === 0;
}

/** Nothing when the browser doesn't know the instructions. */
async function compile(build: KernelBuild, shared: boolean): Promise<WebAssembly.Module | undefined> {
  if (build === 'plain') return undefined;
  const url = { relaxed: [relaxed, relaxedShared], simd: [simd, simdShared] }[build][
    shared ? 1 : 0
  ] as string;
  const response = await fetch(new URL(url, import.meta.url));
  const bytes = await response.arrayBuffer();
  return WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : undefined;
}
