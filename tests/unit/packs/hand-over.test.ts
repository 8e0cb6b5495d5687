import { describe, expect, it, vi } from 'vitest';
import { handOver } from '../../../src/packs/hand-over.ts';
import { bytesOf } from './memory-caches.ts';

const part = (...bytes: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

describe('handOver', () => {
  it('gives every byte in order, though the parts lie in one buffer', async () => {
    const handed = handOver();
    const read = bytesOf(new Response(handed.stream));
    const reused = new Uint8Array(1000);
    const expected: number[] = [];
    for (let i = 40; i > 0; i--) {
      reused.fill(i);
      await handed.write(reused.subarray(0, i * 20));
      expected.push(...reused.subarray(0, i * 20));
    }
    await handed.end();
    expect([...(await read)]).toEqual(expected);
  });

  it('takes a part only when the reader asks for it', async () => {
    const handed = handOver();
    const reader = handed.stream.getReader();
    const taken = vi.fn();
    const write = handed.write(part(1)).then(taken);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).not.toHaveBeenCalled();
    expect([...((await reader.read()).value ?? [])]).toEqual([1]);
    await write;
    expect(taken).toHaveBeenCalledOnce();
  });

  it('fails for its reader when it is broken off', async () => {
    const handed = handOver();
    const read = new Response(handed.stream).arrayBuffer();
    await handed.write(part(1, 2));
    handed.breakOff();
    await expect(read).rejects.toThrow();
  });

  it('lets who writes go on when the reader has gone', async () => {
    const handed = handOver();
    const reader = handed.stream.getReader();
    const waits = handed.write(part(1));
    await reader.cancel();
    await waits;
    await handed.write(part(2));
    await handed.end();
  });
});
