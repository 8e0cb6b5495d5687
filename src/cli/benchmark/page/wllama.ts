/** wllama (llama.cpp in the browser), on the page, since it starts a worker of its own. */
import type { CompetitorLoad, Timed, TimeRequest } from './competitor-methods.ts';

interface Wllama {
  loadModel(blobs: Blob[], options: object): Promise<void>;
  createCompletion(options: object): Promise<void>;
}

export async function loadWllama({ library, model, threads, device }: CompetitorLoad): Promise<Wllama> {
  const folder = `${library}/@wllama/wllama/esm`;
  const module = (await import(/* @vite-ignore */ new URL(`${folder}/index.js`, location.href).href)) as {
    Wllama: new (paths: object, options: object) => Wllama;
  };
  const wllama = new module.Wllama(
    { default: new URL(`${folder}/wasm/wllama.wasm`, location.href).href },
    {},
  );
  const blob = await (await fetch(model)).blob();
  await wllama.loadModel([blob], {
    n_threads: threads,
    n_ctx: 512,
    n_gpu_layers: device === 'webgpu' ? 99 : 0,
  });
  return wllama;
}

export async function timeWllama(wllama: Wllama, { text, count }: TimeRequest): Promise<Timed> {
  const stamps: number[] = [];
  const started = performance.now();
  await wllama.createCompletion({
    prompt: text,
    max_tokens: count,
    temperature: 0,
    ignore_eos: true,
    stream: true,
    onData: () => stamps.push(performance.now() - started),
  });
  return { stamps };
}
