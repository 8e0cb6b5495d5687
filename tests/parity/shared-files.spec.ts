/** Packs that share files: each lies where pack.json says, with the size and the hash it says, and the voice once. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../browser/ocelli-test.ts';

interface Manifest {
  files: { path: string; bytes: number; sha256: string; pack?: string }[];
  voice?: { file: string };
}

const folder = join(root, 'public/packs');
const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const ids = (json('index.json') as { packs: string[] }).packs;
const manifests = ids.map((id) => ({ id, ...(json(`${id}/pack.json`) as Manifest) }));

for (const { id, files } of manifests) {
  test(`${id}: every file is where it is said to be, and is what it is said to be`, () => {
    const own = files.filter(({ pack }) => pack === undefined).map(({ path }) => path);
    expect(own.sort()).toEqual(
      readdirSync(join(folder, id))
        .filter((name) => name !== 'pack.json')
        .sort(),
    );
    for (const { path, bytes, sha256, pack } of files) {
      const content = readFileSync(join(folder, pack ?? id, path));
      expect(content.length, path).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
    }
  });
}

test('packs that speak name one voice by its hash, and only one folder has it', () => {
  const voices = manifests.flatMap(({ id, files, voice }) =>
    files.filter(({ path }) => path === voice?.file).map((file) => ({ id, ...file })),
  );
  expect(voices.length).toBeGreaterThan(0);
  expect(new Set(voices.map(({ sha256 }) => sha256)).size).toBe(1);
  expect(voices.filter(({ pack }) => pack === undefined)).toHaveLength(1);
  expect(voices.every(({ bytes }) => bytes <= 90_000_000)).toBe(true);
});
