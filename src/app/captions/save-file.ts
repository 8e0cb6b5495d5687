/** Captions as a file on the person's disk; several files in one zip, whose code is loaded then. */
import { toCsv, toHtml, toJsonLines, toTextFiles } from '../../library/caption-export.ts';
import type { PhotographRow } from '../../library/photograph-row.ts';
import { saveFile } from '../saved-file.ts';

export type ExportFormat = 'txt' | 'csv' | 'jsonl' | 'html';

/** Offers the captions of the rows that have one as a download. */
export async function saveCaptions(rows: readonly PhotographRow[], format: ExportFormat): Promise<void> {
  const captioned = rows.flatMap((row) => (row.caption ? [{ ...row, text: row.caption.text }] : []));
  switch (format) {
    case 'txt': {
      const { downloadZip } = await import('client-zip');
      const files = toTextFiles(captioned).map(({ name, text }) => ({ name, input: text }));
      return saveFile(await downloadZip(files).blob(), 'captions.zip');
    }
    case 'csv':
      return saveFile(new Blob([toCsv(captioned)], { type: 'text/csv' }), 'captions.csv');
    case 'jsonl':
      return saveFile(new Blob([toJsonLines(captioned)], { type: 'application/jsonl' }), 'captions.jsonl');
    case 'html':
      return saveFile(new Blob([toHtml(captioned)], { type: 'text/plain' }), 'captions.html');
    default:
      return format satisfies never;
  }
}
