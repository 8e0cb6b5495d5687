/** The projections for cross-attention on compiled kernels against the same by plain arithmetic. */
import { Tensor } from 'onnxruntime-web';
import { expect, test } from 'vitest';
import type { TensorFactory } from '../../../../src/runtime/tensor.ts';
import { MedCross } from '../../../../src/runtime/med/med-cross.ts';
import { halfToNumber } from '../../../../src/runtime/kernels/plain/numbers.ts';
import { expectClose, fast, plain } from './med-memories.ts';
import { everyTensor, generator, shape } from './random-med.ts';

const { hidden, heads, headDim, visualTokens } = shape;
const tensors = { float: (data: Float32Array, dims: number[]) => new Tensor(data, dims) };

function cross(memory: ReturnType<typeof fast>): MedCross {
  const made = MedCross.create(memory, everyTensor(), shape, tensors as unknown as TensorFactory);
  if (!made) throw new Error('The weights do not fit.');
  return made;
}

function picture(): Float32Array {
  const random = generator(11);
  return Float32Array.from({ length: visualTokens * hidden }, () => random() * 2 - 1);
}

/** A matrix of the file times each token, by heads, in float64. */
function byHand(name: string, x: Float32Array): number[] {
  const bytes = (part: string): Uint8Array => {
    const found = everyTensor().get(`med.layers.1.cross_attention.${name}.${part}`)?.bytes;
    if (!found) throw new Error(`${name}.${part} is not there.`);
    return found;
  };
  const codes = bytes('weight.q4');
  const halves = (part: string): Uint16Array => new Uint16Array(bytes(part).slice().buffer);
  const [scales, minimums] = [halves('weight.scale'), halves('weight.minimum')];
  const bias = new Float32Array(bytes('bias').slice().buffer);
  const weight = (row: number, column: number): number => {
    const at = row * hidden + column;
    const code = ((codes[at >> 1] as number) >> ((at & 1) * 4)) & 15;
    return halfToNumber(scales[at >> 6] as number) * code + halfToNumber(minimums[at >> 6] as number);
  };
  const out = [];
  for (let head = 0; head < heads; head++)
    for (let token = 0; token < visualTokens; token++)
      for (let row = head * headDim; row < (head + 1) * headDim; row++) {
        let sum = bias[row] as number;
        for (let column = 0; column < hidden; column++)
          sum += weight(row, column) * (x[token * hidden + column] as number);
        out.push(sum);
      }
  return out;
}

test.each([
  ['compiled', fast],
  ['plain', plain],
])('keys and values on %s kernels are the matrices times the tokens, by heads', async (_, memory) => {
  const x = picture();
  const projected = await cross(memory()).project({ visualTokens: x });
  expect(Object.keys(projected)).toEqual(['cross.1.key', 'cross.1.value']);
  for (const part of ['key', 'value']) {
    const tensor = projected[`cross.1.${part}`] as Tensor;
    expect(tensor.dims).toEqual([1, heads, visualTokens, headDim]);
    expectClose(tensor.data as Float32Array, Float32Array.from(byHand(part, x)));
  }
});

test('a picture of another number of tokens is refused', async () => {
  const short = picture().subarray(hidden);
  await expect(cross(fast()).project({ visualTokens: short })).rejects.toMatchObject({
    code: 'pack-invalid',
  });
});

test('a file without the weights is not for the kernels', () => {
  const without = new Map([...everyTensor()].filter(([name]) => !name.includes('cross_attention.key')));
  expect(MedCross.create(fast(), without, shape, tensors as unknown as TensorFactory)).toBeUndefined();
});
