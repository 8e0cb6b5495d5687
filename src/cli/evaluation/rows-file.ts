/** Reading the file of rows that an evaluation is made on. */
import { readFile } from 'node:fs/promises';
import { InputError } from '../browser/engine-session.ts';

/** The text of the file. Throws InputError where it can't be read. */
export async function readRowsFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new InputError(`${path}: The rows could not be read.`);
  });
}

/** JSON Lines, each read by `read`, which returns the row or what is wrong with it; empty lines are passed over. */
export function readRows<T extends object>(
  text: string,
  read: (row: Record<string, unknown>) => T | string,
): { rows: T[]; complaints: string[] } {
  const rows: T[] = [];
  const complaints: string[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const row = readLine(line, read);
    if (typeof row === 'string') complaints.push(`line ${index + 1}: ${row}`);
    else rows.push(row);
  });
  return { rows, complaints };
}

function readLine<T>(line: string, read: (row: Record<string, unknown>) => T | string): T | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'This is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'A row is an object.';
  return read(value as Record<string, unknown>);
}
