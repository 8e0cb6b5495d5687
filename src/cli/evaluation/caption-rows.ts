/** The rows of a captions file: the name of a photograph and what people wrote of it. */

import { readRows } from './rows-file.ts';

export interface CaptionRow {
  name: string;
  captions: string[];
}

export interface CaptionFile {
  rows: CaptionRow[];
  /** One line for each row that can't be used. */
  complaints: string[];
}

/** Reads JSON Lines; empty lines are passed over, other keys ignored. */
export function readCaptionRows(text: string): CaptionFile {
  const names = new Set<string>();
  return readRows(text, (value) => {
    const row = readRow(value);
    if (typeof row === 'string') return row;
    if (names.has(row.name)) return `${row.name} is there already.`;
    names.add(row.name);
    return row;
  });
}

function readRow({ name, captions }: Record<string, unknown>): CaptionRow | string {
  if (typeof name !== 'string' || name === '') return 'A row needs a name.';
  if (!Array.isArray(captions)) return `${name} needs a list of captions.`;
  const texts = captions.filter(
    (caption) => typeof caption === 'string' && caption.trim() !== '',
  ) as string[];
  return texts.length === 0 ? `${name} has no caption.` : { name, captions: texts };
}
