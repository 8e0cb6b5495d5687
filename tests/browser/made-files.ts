/** Files that a test makes up, for the page to choose. */
import { readFileSync } from 'node:fs';
import type { MadeFile } from './ocelli-page.ts';
import { sample } from './ocelli-test.ts';

export const file = (name: string, text: string): MadeFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
/** A sample photograph, by another name if one is given. */
export const picture = (name: string, as = name): MadeFile => ({
  name: as,
  mimeType: 'image/jpeg',
  buffer: readFileSync(sample(name)),
});
