// llama.cpp as native code, the ceiling: a process that reads a JSON request a line and answers each with its times.
// Runs in the folder where the competitors are installed.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [library, modelPath, threads] = process.argv.slice(2);
const { getLlama, LlamaLogLevel } = await import(pathToFileURL(library).href);
const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: 512,
  threads: { ideal: Number(threads), min: Number(threads) },
});
const sequence = context.getSequence();
process.stdout.write(`${JSON.stringify({ memoryMB: process.memoryUsage().rss / 1e6 })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { ids, count } = JSON.parse(line);
  await sequence.clearHistory();
  const stamps = [];
  const chosen = [];
  const started = performance.now();
  for await (const id of sequence.evaluate(ids, { temperature: 0, yieldEogToken: true })) {
    stamps.push(performance.now() - started);
    chosen.push(id);
    if (chosen.length === count) break;
  }
  process.stdout.write(`${JSON.stringify({ stamps, ids: chosen })}\n`);
}
