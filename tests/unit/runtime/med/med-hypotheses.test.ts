/** The MED decoder on compiled kernels: its hypotheses against the same on plain ones. PyTorch is in tests/parity. */
import { expect, test } from 'vitest';
import { MedForward } from '../../../../src/runtime/med/forward.ts';
import { MedHypotheses } from '../../../../src/runtime/med/med-hypotheses.ts';
import { allocateRoom } from '../../../../src/runtime/med/room.ts';
import { readDecoder } from '../../../../src/runtime/med/decoder-weights.ts';
import type { MedMemory } from '../../../../src/runtime/med/memory.ts';
import { expectClose, fast, plain } from './med-memories.ts';
import { generator, inner, randomTensors, shape } from './random-med.ts';

/** One empty hypothesis about a random picture. */
function begin(memory: MedMemory): MedHypotheses {
  const weights = memory.place(randomTensors(), (from) => readDecoder(from, shape));
  if (!weights) throw new Error('The weights do not fit.');
  const { heap, kernels } = memory;
  const room = {
    ...allocateRoom(memory, shape, inner, 4),
    logits: heap.allocate(4 * shape.decoderVocab * 4),
  };
  const random = generator(11);
  for (const address of room.pictures) {
    const picture = new Float32Array(heap.memory.buffer, address, 2 * shape.visualTokens * shape.hidden);
    picture.forEach((_, i) => (picture[i] = random() * 2 - 1));
  }
  return new MedHypotheses(heap, new MedForward(kernels, weights, shape), shape, room);
}

async function logitsOf(hypotheses: MedHypotheses, tokens: number[]): Promise<Float32Array> {
  let logits: Float32Array = new Float32Array();
  for (const token of tokens) [logits = logits] = await hypotheses.step([token]);
  return logits;
}

test('compiled kernels give the logits of the plain ones', async () => {
  const tokens = [3, 17, 5, 17];
  expectClose(await logitsOf(begin(fast()), tokens), await logitsOf(begin(plain()), tokens));
});

test('hypotheses side by side, repeated and dropped, are what each is by itself', async () => {
  const hypotheses = begin(fast());
  await hypotheses.step([1]);
  await hypotheses.reorder([0, 0, 0]);
  await hypotheses.step([2, 3, 4]);
  await hypotheses.reorder([2, 0, 0, 2]);
  const logits = await hypotheses.step([5, 6, 7, 8]);
  const paths = [
    [1, 4, 5],
    [1, 2, 6],
    [1, 2, 7],
    [1, 4, 8],
  ];
  for (const [row, path] of paths.entries()) expectClose(logits[row], await logitsOf(begin(fast()), path));
});

test('as many tokens as there are positions, and not one more', async () => {
  const hypotheses = begin(fast());
  await logitsOf(hypotheses, [1, 2, 3, 4, 5, 6]);
  expect(() => hypotheses.step([7])).toThrow(/position 6/);
});

test('a file whose tensors are of another size or missing is not for these kernels', () => {
  const without = randomTensors();
  without.delete('med.layers.1.cross_attention.query.weight.q4');
  expect(plain().place(without, (from) => readDecoder(from, shape))).toBeUndefined();
  const wider = { ...shape, hidden: 128 };
  expect(plain().place(randomTensors(), (from) => readDecoder(from, wider))).toBeUndefined();
});
