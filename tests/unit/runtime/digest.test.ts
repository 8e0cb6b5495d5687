/** Node's own hash is the oracle. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256, sha256ByHand } from '../../../src/runtime/digest.ts';

it('both ways give the same SHA-256 as Node', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (array) => {
      const bytes = Uint8Array.from(array);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(Buffer.from(sha256ByHand(bytes)).toString('hex')).toBe(expected);
      expect(await sha256(bytes)).toBe(expected);
    }),
  );
});
