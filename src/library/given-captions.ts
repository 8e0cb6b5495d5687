/** Captions that lie beside pictures, as training folders have them: cat.txt for cat.jpg, or rows of JSONL or CSV. */

/** Whether a file may hold captions. */
export function isCaptionFile(name: string): boolean {
  return /\.(txt|jsonl|csv)$/i.test(name);
}

/** The name with its folders and without its ending: what a caption and its picture have in common. */
export function stemOf(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/\.[^./]+$/, '')
    .toLowerCase();
}

/** Captions by the stem of their picture's name, as the file gives it. */
export function readCaptions(name: string, text: string): Map<string, string> {
  if (/\.txt$/i.test(name)) return captions([[stemOf(name), text]]);
  const rows = /\.csv$/i.test(name) ? readCsv(text) : readJsonLines(text);
  return captions(rows.map((row) => [stemOf(fieldOf(row, NAMES)), fieldOf(row, TEXTS)]));
}

const NAMES = ['name', 'file', 'filename', 'file_name', 'image', 'path'];
const TEXTS = ['caption', 'text', 'alt', 'captions'];

function captions(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const trimmed = pairs.map(([stem, text]) => [stem, text.replaceAll(/\s+/g, ' ').trim()] as const);
  return new Map(trimmed.filter(([stem, text]) => stem !== '' && text !== ''));
}

function fieldOf(row: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const value = names.map((name) => row[name]).find((field) => field !== undefined);
  const one = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof one === 'string' ? one : '';
}

/** A line that isn't an object is left out. */
function readJsonLines(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => {
    try {
      const row: unknown = JSON.parse(line);
      return typeof row === 'object' && row !== null ? [row as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
}

/** RFC 4180 with a first row of names. */
export function readCsv(text: string): Record<string, string>[] {
  const records: string[][] = [[]];
  let field = '';
  let quoted = false;
  const endField = () => {
    records.at(-1)?.push(field);
    field = '';
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i] as string;
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endField();
    else if (character === '\n') {
      endField();
      records.push([]);
    } else if (character !== '\r') field += character;
  }
  endField();
  const [names = [], ...rows] = records;
  return rows
    .filter((row) => row.length > 1)
    .map((row) => Object.fromEntries(names.map((name, i) => [name.trim().toLowerCase(), row[i] ?? ''])));
}
