/** docs/performance.md, of WebGPU docs/performance-webgpu.md: a run's tables, with the machine, the versions and the day. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../browser/build.ts';
import type { BenchResult } from './bench-result.ts';
import { ratios } from './ratios.ts';
import { markdownReport } from './report.ts';
import type { Row } from './row.ts';

/** Returns the path written. */
export async function writeDocument(result: BenchResult): Promise<string> {
  const onGpu = result.rows.some(({ device }) => device === 'webgpu');
  const path = join(root, onGpu ? 'docs/performance-webgpu.md' : 'docs/performance.md');
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(
    path,
    await format(documentText(result), { ...(await resolveConfig(path)), filepath: path }),
  );
  return path;
}

export function documentText({ date, machine, versions, rounds, rows }: BenchResult): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Performance

Written by \`npm run bench -- --document\` on ${date}: ${machine.cpu}, ${machine.hardwareThreads} hardware threads, ${machine.memoryGB} GB,
${machine.platform}${machine.gpu === undefined ? '' : `, GPU ${machine.gpu}`}. ${named.join(', ')}.

Medians of ${rounds} rounds; in each round every engine has the same prompt in turn, so a slow minute falls on all alike.
The decoders run SmolLM2-135M-Instruct: ours with the voice's own weights, the others with files made from them
(\`ocelli.export.competitor_models\`). \`min-max\` is that of the first figure. Host time a token is the processor time of the
thread that the engine runs on, by the browser's trace. \`same tokens\` counts those before the first that our engine
chose otherwise; of the others only fp32 has exactly our weights. In \`load\`, MB is the most by which the page's process grew.
Pictures are copies of one of 384 x 255 points.
${ratioTable(rows)}
${markdownReport(rows)}
`;
}

function ratioTable(rows: readonly Row[]): string {
  const found = ratios(rows);
  if (found.length === 0) return '';
  const lines = found.map(
    ({ what, ratio, asked, lessIsBetter }) =>
      `| ${what} | ${ratio.toFixed(ratio >= 10 ? 1 : 2)} | ${lessIsBetter ? '≤' : '≥'} ${asked} |`,
  );
  return `
## ours by others

One thread unless said; speeds, or times the other way round, so that more is better but where ≤ stands.

| against | ratio | asked |
| --- | --- | --- |
${lines.join('\n')}
`;
}
