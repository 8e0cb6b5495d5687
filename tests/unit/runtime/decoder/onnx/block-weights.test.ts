import { expect, it } from 'vitest';
import { expandBlocks } from '../../../../../src/runtime/decoder/onnx/block-weights.ts';
import { fieldsOf, messageOf, text } from '../../../../../src/runtime/onnx/protobuf.ts';

it('takes the lower four bits first, and half of the range as zero where no zero point is said', () => {
  const codes = Uint8Array.of(0x90, 0xf8, 0x88, 0x87); // Two rows of four codes: 0 9 8 15 and 8 8 7 8.
  const shape = { N: 2, K: 4, bits: 4, block_size: 4 };
  expect([...expandBlocks(shape, codes, Float32Array.of(2, 0.5))]).toEqual([-16, 0, 2, 0, 0, -0.5, 14, 0]);
});

it('reads a zero point for every block, and leaves out what a last block has too much', () => {
  // One row of three columns in blocks of two, with zero points 1 and 3.
  const shape = { N: 1, K: 3, bits: 4, block_size: 2 };
  const weights = expandBlocks(shape, Uint8Array.of(0x21, 0x05), Float32Array.of(1, 10), Uint8Array.of(0x31));
  expect([...weights]).toEqual([0, 1, 20]);
});

it('reads codes of eight bits', () => {
  const shape = { N: 1, K: 2, bits: 8, block_size: 2 };
  expect([...expandBlocks(shape, Uint8Array.of(0, 255), Float32Array.of(1))]).toEqual([-128, 127]);
});

it('writes fields that it reads back', () => {
  const message = messageOf([
    [1, 300],
    [15, 'words'],
    [16, Uint8Array.of(1, 2)],
  ]);
  const fields = [...fieldsOf(message)];
  expect(fields.map(({ number }) => number)).toEqual([1, 15, 16]);
  expect(fields[0]?.value).toBe(300);
  expect(text(fields[1]?.content ?? new Uint8Array())).toBe('words');
  expect(() => [...fieldsOf(message.subarray(0, message.length - 1))]).toThrow(/cut off/);
});
