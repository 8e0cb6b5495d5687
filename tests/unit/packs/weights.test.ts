/** The weights among a pack's files, of the packs that ship. */
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Pack, VoicePack } from '../../../src/packs/pack.ts';
import { weightBytes } from '../../../src/packs/weights.ts';

const folder = new URL('../../../public/packs/', import.meta.url);
const read = (id: string) =>
  JSON.parse(readFileSync(new URL(`${id}/pack.json`, folder), 'utf8')) as Pack | VoicePack;

describe('weightBytes', () => {
  for (const id of ['ocelli-blip', 'ocelli-llava']) {
    it(`counts the binary files of ${id}, shared ones once`, () => {
      const pack = read(id);
      const binary = pack.files.filter(({ path }) => path.endsWith('.bin'));
      expect(binary.length).toBeGreaterThan(1);
      expect(weightBytes(pack)).toBe(binary.reduce((sum, { bytes }) => sum + bytes, 0));
    });
  }
});
