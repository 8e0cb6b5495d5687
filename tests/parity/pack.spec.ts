/** The pack as it is shipped: small enough, whole, and with every origin named. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../browser/ocelli-test.ts';

const folder = join(root, 'public/packs/ocelli-blip');
const manifest = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8')) as {
  version: string;
  files: { path: string; bytes: number; sha256: string }[];
  provenance: { name: string; licence: string }[];
};

test('everything in the folder is at most 25 MB', () => {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.log(`ocelli-blip: ${(bytes / 1e6).toFixed(2)} MB`);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThanOrEqual(25_000_000);
});

test('the manifest names every file, with its size and hash', () => {
  expect(manifest.files.map(({ path }) => path).sort()).toEqual(
    readdirSync(folder)
      .filter((name) => name !== 'pack.json')
      .sort(),
  );
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = readFileSync(join(folder, path));
    expect(content.length, path).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
  }
});

test('the attribution names every part and its licence', () => {
  const plain = (text: string) => text.replaceAll(/[-\s]+/g, ' '); // CC-BY-4.0 is CC BY 4.0
  const attribution = plain(readFileSync(join(root, 'ATTRIBUTION.md'), 'utf8'));
  expect(manifest.provenance.length).toBeGreaterThan(0);
  for (const { name, licence } of manifest.provenance) {
    expect(attribution).toContain(plain(name));
    expect(attribution).toContain(plain(licence));
  }
});

test('the golden tensors belong to this version of the pack', async () => {
  const { golden } = await import('./golden.ts');
  expect(golden.packVersion).toBe(manifest.version);
});
