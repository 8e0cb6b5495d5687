/** The MED's encoders on compiled kernels against the same on plain ones. PyTorch is in tests/parity. */
import { Tensor } from 'onnxruntime-web';
import { expect, test } from 'vitest';
import type { Tensors } from '../../../../src/runtime/tensor.ts';
import { MedDecoder } from '../../../../src/runtime/med/med-decoder.ts';
import { MedEncoder } from '../../../../src/runtime/med/med-encoder.ts';
import { matchingHead, MedGroundedEncoder } from '../../../../src/runtime/med/med-grounded-encoder.ts';
import { MedTextEncoder } from '../../../../src/runtime/med/med-text-encoder.ts';
import type { MedMemory } from '../../../../src/runtime/med/memory.ts';
import { expectClose, fast, plain } from './med-memories.ts';
import { everyTensor, generator, randomTensors, shape } from './random-med.ts';

/** What the text encoder's file names: nothing of pictures. */
function textTensors(): ReturnType<typeof everyTensor> {
  return new Map([...everyTensor()].filter(([name]) => !name.includes('cross_attention')));
}

function textEncoder(memory: MedMemory): MedTextEncoder {
  const encoder = MedEncoder.create(memory, textTensors(), 0);
  if (!encoder) throw new Error('The weights do not fit.');
  return new MedTextEncoder(encoder);
}

function groundedEncoder(memory: MedMemory): MedGroundedEncoder {
  const encoder = MedEncoder.create(memory, everyTensor(), shape.visualTokens);
  const head = matchingHead(everyTensor());
  if (!encoder || !head) throw new Error('The weights do not fit.');
  return new MedGroundedEncoder(encoder, head);
}

/** Keys and values of a random picture. */
function picture(seed: number): Tensors {
  const random = generator(seed);
  const { visualTokens, heads, headDim, crossLayers } = shape;
  const dims = [1, heads, visualTokens, headDim];
  const numbers = () => Float32Array.from({ length: heads * visualTokens * headDim }, () => random() * 2 - 1);
  const entries = crossLayers.flatMap((layer) =>
    ['key', 'value'].map((part) => [`cross.${layer}.${part}`, new Tensor(numbers(), dims)] as const),
  );
  return Object.fromEntries(entries);
}

const text = [3, 17, 39, 17, 5];

test('texts: compiled kernels give what the plain ones give, of length 1', async () => {
  const embeds = await textEncoder(fast()).encode(text);
  expectClose(embeds, await textEncoder(plain()).encode(text));
  expect(Math.hypot(...embeds)).toBeCloseTo(1, 6);
});

test('every token sees every other: order counts, and the last word reaches the first', async () => {
  const encoder = textEncoder(fast());
  const forth = await encoder.encode([3, 17, 5]);
  expect(forth).not.toEqual(await encoder.encode([5, 17, 3]));
  expect(forth).not.toEqual(await encoder.encode([3, 17, 6]));
  expectClose(await encoder.encode([3, 17, 5]), forth);
});

test('pairs: compiled kernels give what the plain ones give, and the picture counts', async () => {
  const encoder = groundedEncoder(fast());
  const logits = async (seed: number): Promise<number[]> =>
    Object.values(await encoder.match(text, picture(seed)));
  const one = await logits(11);
  const { mismatch, match } = await groundedEncoder(plain()).match(text, picture(11));
  expectClose(Float32Array.from(one), Float32Array.from([mismatch, match]));
  expect(Math.abs((one[0] ?? 0) - ((await logits(12))[0] ?? 0))).toBeGreaterThan(1e-3);
});

test('modes in one memory: their shared weights lie there once, and each gives what it gives alone', async () => {
  const memory = fast();
  const bytes = (): number => memory.heap.bytes;
  const before = bytes();
  const texts = textEncoder(memory);
  const first = bytes() - before;
  const pairs = groundedEncoder(memory);
  const second = bytes() - before - first;
  expect(second).toBeLessThan(first / 3);
  expect(MedDecoder.create(memory, randomTensors(), shape)).toBeDefined();
  expect(bytes() - before - first - second).toBeLessThan(first);
  expectClose(await texts.encode(text), await textEncoder(plain()).encode(text));
  const alone = await groundedEncoder(plain()).match(text, picture(11));
  expectClose(
    Float32Array.from(Object.values(await pairs.match(text, picture(11)))),
    Float32Array.from(Object.values(alone)),
  );
});

test('a picture of another size is refused, and so is a text of no token or of too many', async () => {
  const { [`cross.1.key`]: _, ...without } = picture(11);
  await expect(groundedEncoder(fast()).match(text, without)).rejects.toThrow(/cross\.1\.key/);
  await expect(textEncoder(fast()).encode([])).rejects.toThrow(/0 tokens/);
  await expect(textEncoder(fast()).encode([1, 2, 3, 4, 5, 6, 7])).rejects.toThrow(/7 tokens/);
});

test('a file that lacks a tensor or the shape is not for these kernels', () => {
  for (const name of ['med.layers.1.self_attention.key.weight.q4', 'split_heads']) {
    const without = textTensors();
    without.delete(name);
    expect(MedEncoder.create(plain(), without, 0), name).toBeUndefined();
  }
});
