/** `npm run bench`: how fast the engine that ships is, by itself and beside others. */
import { readFile } from 'node:fs/promises';
import { groups, parseBenchArguments } from './benchmark/arguments.ts';
import type { BenchResult } from './benchmark/bench-result.ts';
import { compare, comparisonReport } from './benchmark/comparison.ts';
import { writeDocument } from './benchmark/document.ts';
import { machine, versions } from './benchmark/machine.ts';
import { measurements } from './benchmark/measurements.ts';
import { textReport } from './benchmark/report.ts';
import type { Row } from './benchmark/row.ts';
import { runCommand } from './command.ts';
import { benchUsage } from './usage.ts';

await runCommand(benchUsage, async () => {
  const options = parseBenchArguments(process.argv.slice(2));
  const { help, json, against, document, rounds, only } = options;
  if (help) {
    process.stdout.write(benchUsage);
    return 0;
  }
  const earlier = against && (JSON.parse(await readFile(against, 'utf8')) as BenchResult);
  const rows: Row[] = [];
  for (const group of groups) if (only.includes(group)) rows.push(...(await measurements[group](options)));
  const result: BenchResult = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: await versions(),
    rounds,
    rows,
  };
  process.stdout.write(`${json ? JSON.stringify(result) : textReport(rows)}\n`);
  if (document) process.stderr.write(`Written: ${await writeDocument(result)}\n`);
  if (!earlier) return 0;
  const changes = compare(earlier, result);
  process.stderr.write(`${comparisonReport(changes)}\n`);
  return changes.some(({ regression }) => regression) ? 3 : 0;
});
