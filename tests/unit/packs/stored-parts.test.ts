import { describe, expect, it, vi } from 'vitest';
import { storedParts } from '../../../src/packs/stored-parts.ts';

const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);

/** A stream of the first bytes that then says nothing, not even that it ended. */
function silentAfter(count: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    type: 'bytes',
    start: (controller) => count > 0 && controller.enqueue(bytes.slice(0, count)),
  }) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

async function all(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const out: Buffer[] = [];
  for await (const part of parts) out.push(Buffer.from(part));
  return Buffer.concat(out);
}

describe('the parts of a stored file', { timeout: 20_000 }, () => {
  it.each([0, 100_000])('come from its Blob where the stream falls silent after %i bytes', async (count) => {
    const again = vi.fn(async () => new Response(bytes));
    const found = await all(storedParts(silentAfter(count), again));
    expect(found.equals(bytes)).toBe(true);
    expect(again).toHaveBeenCalledOnce();
  });

  it('come from the stream alone where it speaks in time', async () => {
    const again = vi.fn(async () => new Response(bytes));
    const { body } = new Response(bytes);
    expect(
      (await all(storedParts(body as ReadableStream<Uint8Array<ArrayBuffer>>, again))).equals(bytes),
    ).toBe(true);
    expect(again).not.toHaveBeenCalled();
  });

  it('end where the file went meanwhile', async () => {
    expect((await all(storedParts(silentAfter(10), async () => undefined))).equals(bytes.slice(0, 10))).toBe(
      true,
    );
  });
});
