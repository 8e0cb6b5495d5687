/** The benchmark's rows as tables: for a terminal, and as Markdown. */
import { grouped } from './grouped.ts';
import type { Row } from './row.ts';

const columns: { title: string; text: (row: Row) => string }[] = [
  { title: 'engine', text: ({ engine }) => engine },
  { title: 'weights', text: ({ dtype }) => dtype },
  { title: 'device', text: ({ device }) => device },
  { title: 'threads', text: ({ threads }) => String(threads) },
  { title: 'what', text: ({ what, prompt }) => what ?? (prompt === undefined ? '' : `prompt ${prompt}`) },
  { title: 'tokens/s', text: ({ decodeTps }) => number(decodeTps) },
  { title: 'pictures/s', text: ({ picturesPerS }) => number(picturesPerS) },
  { title: 'prefill ms', text: ({ prefillMs }) => number(prefillMs) },
  { title: 'first token ms', text: ({ firstTokenMs }) => number(firstTokenMs) },
  { title: 'host ms/token', text: ({ hostMsPerToken }) => number(hostMsPerToken) },
  { title: 'load ms', text: ({ loadMs }) => number(loadMs) },
  { title: 'MB', text: ({ memoryMB }) => number(memoryMB) },
  { title: 'file MB', text: ({ fileMB }) => number(fileMB) },
  { title: 'ms', text: ({ ms }) => number(ms) },
  {
    title: 'same tokens',
    text: ({ sameTokens }) => (sameTokens === undefined ? '' : `${(100 * sameTokens).toFixed(0)} %`),
  },
  { title: 'n', text: ({ n }) => String(n) },
  { title: 'min-max', text: ({ min, max }) => `${number(min)}-${number(max)}` },
];

function number(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function cells(rows: readonly Row[]): string[][] {
  const used = columns.filter(({ text }) => rows.some((row) => text(row) !== ''));
  return [used.map(({ title }) => title), ...rows.map((row) => used.map(({ text }) => text(row)))];
}

function byGroup(rows: readonly Row[]): [string, Row[]][] {
  return [...grouped(rows, ({ group }) => group)];
}

/** Several lines, without a newline at the end. */
export function textReport(rows: readonly Row[]): string {
  return byGroup(rows)
    .map(([group, members]) => {
      const table = cells(members);
      const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
      const lines = table.map((line) =>
        line
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd(),
      );
      return [`${group}:`, ...lines].join('\n');
    })
    .join('\n\n');
}

/** A heading and a table for each group. */
export function markdownReport(rows: readonly Row[]): string {
  return byGroup(rows)
    .map(([group, members]) => {
      const [head = [], ...body] = cells(members);
      const line = (values: readonly string[]) => `| ${values.join(' | ')} |`;
      return [`## ${group}`, '', line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
    })
    .join('\n\n');
}
