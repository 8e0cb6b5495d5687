/** Node's own hash is the oracle. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256, sha256OfBlob } from '../../../src/runtime/digest.ts';
import { Sha256 } from '../../../src/runtime/sha256.ts';

const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('every way gives the same SHA-256 as Node', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (array) => {
      const bytes = Uint8Array.from(array);
      expect(Buffer.from(new Sha256().update(bytes).digest()).toString('hex')).toBe(expected(bytes));
      expect(await sha256(bytes)).toBe(expected(bytes));
      expect(await sha256OfBlob(new Blob([bytes]), () => {})).toBe(expected(bytes));
    }),
  );
});

it('does not depend on where the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (pieces) => {
      const hash = new Sha256();
      for (const piece of pieces) hash.update(piece);
      expect(Buffer.from(hash.digest()).toString('hex')).toBe(expected(Buffer.concat(pieces)));
    }),
  );
});

it('reads a file piece by piece, and stops when told', async () => {
  const bytes = new Uint8Array(3_000_000).map((_, i) => (i * 31) % 253);
  const file = new Blob([bytes.subarray(0, 1_000_001), bytes.subarray(1_000_001)]);
  const read: number[] = [];
  expect(await sha256OfBlob(file, (count) => read.push(count))).toBe(expected(bytes));
  expect(read.length).toBeGreaterThan(1);
  expect(read.at(-1)).toBe(bytes.length);
  await expect(sha256OfBlob(file, () => {}, AbortSignal.abort())).rejects.toThrow(/abort/i);
});
