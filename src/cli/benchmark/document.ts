/** docs/performance.md: a run's tables, with the machine, the versions and the day. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../browser/build.ts';
import type { BenchResult } from './bench-result.ts';
import { ratios } from './ratios.ts';
import { markdownReport } from './report.ts';
import type { Row } from './row.ts';

/** Returns the path written. */
export async function writeDocument(result: BenchResult): Promise<string> {
  const path = join(root, 'docs/performance.md');
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(path, documentText(result));
  return path;
}

export function documentText({ date, machine, versions, rounds, rows }: BenchResult): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Performance

Written by \`npm run bench -- --document\` on ${date}: ${machine.cpu}, ${machine.hardwareThreads} hardware threads, ${machine.memoryGB} GB,
${machine.platform}. ${named.join(', ')}.

Medians of ${rounds} rounds; in each round every engine has the same prompt in turn, so a slow minute falls on all alike.
The decoders run SmolLM2-135M-Instruct: ours with the voice's own weights, the others with files made from them
(\`ocelli.export.competitor_models\`). \`min-max\` is that of the first figure. Host time a token is what is not spent waiting
for the GPU.
${ratioTable(rows)}
${markdownReport(rows)}
`;
}

function ratioTable(rows: readonly Row[]): string {
  const found = ratios(rows);
  if (found.length === 0) return '';
  const lines = found.map(
    ({ what, ratio, asked }) => `| ${what} | ${ratio.toFixed(ratio >= 10 ? 1 : 2)} | ${asked} |`,
  );
  return `
## ours by others

One thread unless said; more is better.

| against | ratio | asked |
| --- | --- | --- |
${lines.join('\n')}
`;
}
