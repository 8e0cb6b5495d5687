/**
 * The fastest kernels this browser can be trusted with: relaxed SIMD, with products of four where the processor has
 * them, SIMD128, or the plain ones. Each WebAssembly
 * module is tested against the plain kernels before it is taken.
 */
import dotShared from './compiled/dot-shared.wasm?url';
import dot from './compiled/dot.wasm?url';
import relaxedShared from './compiled/relaxed-shared.wasm?url';
import relaxed from './compiled/relaxed.wasm?url';
import simdShared from './compiled/simd-shared.wasm?url';
import simd from './compiled/simd.wasm?url';
import { Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import { plainKernels } from './plain/plain-kernels.ts';
import { selfTest } from './self-test.ts';

/** Which kernels run: compiled for relaxed SIMD, by products of four (`dot`) or two, or SIMD128, or plain TypeScript. */
export type KernelBuild = 'dot' | 'relaxed' | 'simd' | 'plain';

/** What a thread needs to have the same kernels on the same memory. */
export interface KernelModule {
  build: KernelBuild;
  /** None for the plain kernels. */
  module?: WebAssembly.Module;
}

/** What was chosen in this worker, by whether threads share the memory: it need not be compiled and tested again. */
const chosen = new Map<boolean, Promise<KernelModule>>();

/**
 * Chooses and compiles. @param shared For memory that threads share.
 * @param builds Which to try, best first, whether or not the processor is quick at them.
 */
export function loadKernels(shared: boolean, builds?: readonly KernelBuild[]): Promise<KernelModule> {
  if (builds) return choose(shared, builds);
  let choice = chosen.get(shared);
  if (!choice) {
    choice = choose(shared);
    chosen.set(shared, choice);
    choice.catch(() => chosen.delete(shared)); // The next one asks the network again.
  }
  return choice;
}

async function choose(shared: boolean, builds?: readonly KernelBuild[]): Promise<KernelModule> {
  for (const build of builds ?? (['dot', 'relaxed', 'simd'] as const)) {
    const module = await compile(build, shared);
    if (!module || (build === 'dot' && !builds && !fourAreQuick(module, shared))) continue;
    if (passes({ build, module }, shared)) return { build, module };
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

/** Whether the processor multiplies and adds four codes by one instruction. */
function fourAreQuick(module: WebAssembly.Module, shared: boolean): boolean {
  const { exports } = new WebAssembly.Instance(module, { env: { memory: new Heap(shared).memory } });
  return (exports.fourAreQuick as (x: number, code: number) => number)(127, 255) === 1;
}

/** Nothing when the browser doesn't know the instructions. */
async function compile(build: KernelBuild, shared: boolean): Promise<WebAssembly.Module | undefined> {
  if (build === 'plain') return undefined;
  const urls = { dot: [dot, dotShared], relaxed: [relaxed, relaxedShared], simd: [simd, simdShared] };
  const url = urls[build][shared ? 1 : 0] as string;
  const response = await fetch(new URL(url, import.meta.url));
  const bytes = await response.arrayBuffer();
  return WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : undefined;
}
