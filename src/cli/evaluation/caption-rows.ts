/** The rows of a captions file: the name of a photograph and what people wrote of it. */

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
  const rows: CaptionRow[] = [];
  const complaints: string[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const row = readRow(line);
    if (typeof row === 'string') complaints.push(`line ${index + 1}: ${row}`);
    else if (rows.some(({ name }) => name === row.name))
      complaints.push(`line ${index + 1}: ${row.name} is there already.`);
    else rows.push(row);
  });
  return { rows, complaints };
}

function readRow(line: string): CaptionRow | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'This is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'A row is an object.';
  const { name, captions } = value as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') return 'A row needs a name.';
  if (!Array.isArray(captions)) return `${name} needs a list of captions.`;
  const texts = captions.filter(
    (caption) => typeof caption === 'string' && caption.trim() !== '',
  ) as string[];
  return texts.length === 0 ? `${name} has no caption.` : { name, captions: texts };
}
