/** transformers.js in a worker: its own `generate`, timed token by token. The library comes from where it was installed. */
import type { CompetitorLoad, Timed, TimeRequest } from './competitor-methods.ts';
import { FIRST_TOKEN, LAST_TOKEN } from './token-marks.ts';

/** As much of the library as is used here. */
interface Library {
  env: {
    allowLocalModels: boolean;
    allowRemoteModels: boolean;
    localModelPath: string;
    useBrowserCache: boolean;
    useWasmCache: boolean;
    backends: { onnx: { wasm: { numThreads: number; wasmPaths: { mjs: string; wasm: string } } } };
  };
  Tensor: new (type: string, data: BigInt64Array, dims: number[]) => unknown;
  AutoModelForCausalLM: { from_pretrained(id: string, options: object): Promise<Model> };
}

interface Model {
  generate(options: object): Promise<{ tolist(): bigint[][] }>;
}

let library: Library;
let model: Model;

async function load({ library: address, model: folder, dtype, device, threads }: CompetitorLoad) {
  library = (await import(
    /* @vite-ignore */ `${address}/@huggingface/transformers/dist/transformers.min.js`
  )) as Library;
  const { env } = library;
  // Only the plain build reads q4's word table on WASM; only the other has WebGPU.
  const build = device === 'webgpu' ? '.asyncify' : '';
  const runtime = `${address}/onnxruntime-web/dist/ort-wasm-simd-threaded${build}`;
  Object.assign(env, {
    allowLocalModels: true,
    allowRemoteModels: false,
    useBrowserCache: false,
    useWasmCache: false,
    localModelPath: folder.slice(0, folder.lastIndexOf('/') + 1),
  });
  Object.assign(env.backends.onnx.wasm, {
    numThreads: threads,
    wasmPaths: { mjs: `${runtime}.mjs`, wasm: `${runtime}.wasm` },
  });
  model = await library.AutoModelForCausalLM.from_pretrained(folder.slice(folder.lastIndexOf('/') + 1), {
    dtype,
    device,
    use_external_data_format: true,
  });
}

async function time({ ids, count }: TimeRequest): Promise<Timed> {
  const stamps: number[] = [];
  const started = performance.now();
  const streamer = {
    put: () => {
      stamps.push(performance.now() - started);
      performance.mark(stamps.length <= 2 ? FIRST_TOKEN : LAST_TOKEN);
    },
    end: () => {},
  };
  const tensor = (values: bigint[]) =>
    new library.Tensor('int64', BigInt64Array.from(values), [1, values.length]);
  const output = await model.generate({
    input_ids: tensor(ids.map(BigInt)),
    attention_mask: tensor(ids.map(() => 1n)),
    max_new_tokens: count,
    min_new_tokens: count,
    do_sample: false,
    streamer,
  });
  const [, ...times] = stamps; // The prompt comes first.
  return {
    stamps: times,
    ids: (output.tolist()[0] ?? []).slice(ids.length).map(Number),
  };
}

self.addEventListener('message', ({ data: { id, method, argument } }: MessageEvent) => {
  const answer: Promise<unknown> =
    method === 'load' ? load(argument as CompetitorLoad) : time(argument as TimeRequest);
  void answer.then(
    (value) => self.postMessage({ id, value }),
    (error: unknown) => self.postMessage({ id, error: String(error) }),
  );
});
