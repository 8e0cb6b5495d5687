/** Who races: this project's decoders, and the other engines whose packages and models are there. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../browser/build.ts';
import { browserContestant, nativeContestant } from './competitor-contestant.ts';
import type { Contestant } from './contestant.ts';
import { installedCompetitors } from './install.ts';
import { ocelliContestant } from './ocelli-contestant.ts';
import type { PageHost } from './page-host.ts';

/** Made by `python -m ocelli.export.competitor_models`. */
const models = join(root, '.cache/benchmark/models');
const how =
  'cd training && python -m ocelli.export.competitor_models --voice ../.cache/benchmark/voice --out ../.cache/benchmark/models';

/** @param voice Folder with voice.json, voice.bin, tokenizer.json and, for WebGPU, voice.onnx. */
export async function contestants(
  host: PageHost,
  device: 'wasm' | 'webgpu',
  voice: string,
): Promise<Contestant[]> {
  const address = host.server.shareFolder(voice);
  const own =
    device === 'wasm'
      ? [
          ...[1, 2].map((threads) => ocelliContestant(host, address, { engine: 'wasm', threads })),
          ocelliContestant(host, address, { engine: 'wasm', threads: 1, exact: true }),
        ]
      : [true, false].map((capture) =>
          ocelliContestant(host, address, { engine: 'webgpu', threads: 1, capture, contextWindow: 2048 }),
        );
  const found = await access(join(models, 'q8_0.gguf')).then(
    () => true,
    () => false,
  );
  if (!found)
    process.stderr.write(
      `The other engines' models are missing, their rows stay out. To make them: ${how}\n`,
    );
  const packages = found ? await installedCompetitors() : undefined;
  return packages === undefined ? own : [...own, ...others(host, device, packages)];
}

function others(host: PageHost, device: 'wasm' | 'webgpu', packages: string): Contestant[] {
  const library = host.server.shareFolder(packages);
  const files = host.server.shareFolder(join(models, '..'));
  const transformers = (dtype: string, threads: number) =>
    browserContestant(host, {
      engine: 'transformers.js',
      library,
      model: `${files}/models`,
      dtype,
      device,
      threads,
    });
  if (device === 'webgpu') return [transformers('q4', 1)];
  const wllama = (dtype: string, threads: number) =>
    browserContestant(host, {
      engine: 'wllama',
      library,
      model: `${files}/models/${dtype}.gguf`,
      dtype,
      device,
      threads,
    });
  const llama = (dtype: string, threads: number) =>
    nativeContestant('llama.cpp', packages, join(models, `${dtype}.gguf`), dtype, threads);
  const onnx = (dtype: string, threads: number) =>
    nativeContestant('onnxruntime', packages, models, dtype, threads);
  return [
    ...['q4', 'q8', 'fp32'].map((dtype) => transformers(dtype, 1)),
    transformers('q8', 2),
    wllama('q8_0', 1),
    wllama('q4_1', 1),
    wllama('q8_0', 2),
    wllama('q4_1', 2),
    llama('q4_1', 1),
    llama('q8_0', 1),
    llama('q4_1', 2),
    llama('q8_0', 2),
    onnx('q4', 1),
    onnx('q8', 1),
    onnx('fp32', 1),
  ];
}
