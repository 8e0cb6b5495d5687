/** Captions as a file on the person's disk; several files in one zip, whose code is loaded then. */
import { toCsv, toHtml, toJsonLines, toTextFiles } from '../../library/caption-export.ts';
import type { PhotographRow } from '../../library/photograph-row.ts';

export type ExportFormat = 'txt' | 'csv' | 'jsonl' | 'html';

/** Offers the captions of the rows that have one as a download. */
export async function saveCaptions(rows: readonly PhotographRow[], format: ExportFormat): Promise<void> {
  const captioned = rows.flatMap((row) => (row.caption ? [{ ...row, text: row.caption.text }] : []));
  switch (format) {
    case 'txt': {
      const { downloadZip } = await import('client-zip');
      const files = toTextFiles(captioned).map(({ name, text }) => ({ name, input: text }));
      return download(await downloadZip(files).blob(), 'captions.zip');
    }
    case 'csv':
      return download(new Blob([toCsv(captioned)], { type: 'text/csv' }), 'captions.csv');
    case 'jsonl':
      return download(new Blob([toJsonLines(captioned)], { type: 'application/jsonl' }), 'captions.jsonl');
    case 'html':
      return download(new Blob([toHtml(captioned)], { type: 'text/plain' }), 'captions.html');
    default:
      return format satisfies never;
  }
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
