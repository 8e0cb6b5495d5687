// onnxruntime as native code, under transformers.js' own generate: the same protocol as native-llama.mjs.
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [library, modelPath, threads, dtype] = process.argv.slice(2);
const { AutoModelForCausalLM, Tensor, env } = await import(pathToFileURL(library).href);
Object.assign(env, { allowRemoteModels: false, localModelPath: `${dirname(modelPath)}/` });
const model = await AutoModelForCausalLM.from_pretrained(basename(modelPath), {
  dtype,
  device: 'cpu',
  use_external_data_format: true,
  session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 },
});
process.stdout.write(`${JSON.stringify({ memoryMB: process.memoryUsage().rss / 1e6 })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { ids, count } = JSON.parse(line);
  const stamps = [];
  const tensor = (values) => new Tensor('int64', BigInt64Array.from(values), [1, values.length]);
  const started = performance.now();
  const output = await model.generate({
    input_ids: tensor(ids.map(BigInt)),
    attention_mask: tensor(ids.map(() => 1n)),
    max_new_tokens: count,
    min_new_tokens: count,
    do_sample: false,
    streamer: { put: () => stamps.push(performance.now() - started), end: () => {} },
  });
  const [, ...times] = stamps; // The prompt comes first.
  const chosen = output.tolist()[0].slice(ids.length).map(Number);
  process.stdout.write(`${JSON.stringify({ stamps: times, ids: chosen })}\n`);
}
