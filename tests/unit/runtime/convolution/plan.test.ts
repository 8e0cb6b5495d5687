/** Which nodes of a graph become steps. */
import { expect, it } from 'vitest';
import { planOf } from '../../../../src/runtime/convolution/plan.ts';
import { messageOf, type Value } from '../../../../src/runtime/onnx/protobuf.ts';

type Fields = [number, Value][];

interface Node {
  op?: string;
  from: string[];
  to: string;
  /** Attributes of integers: numbers, or lists. */
  with?: Record<string, number | number[] | string>;
}

/** A model that takes `x` `[1, 3, 8, 8]`; weights by name with their dims. */
function modelOf(nodes: Node[], weights: Record<string, number[]>, output: string): Uint8Array {
  const dims: Fields = [1, 3, 8, 8].map((dim) => [1, messageOf([[1, dim]])]);
  const type = messageOf([[1, messageOf([[1, 1], [2, messageOf(dims)]])]]); // prettier-ignore
  const graph: Fields = [
    ...nodes.map(({ op = 'Conv', from, to, with: attributes = {} }): [number, Value] => [
      1,
      messageOf([
        ...from.map((name): [number, Value] => [1, name]),
        [2, to],
        [4, op],
        ...Object.entries(attributes).map(([name, value]): [number, Value] => [
          5,
          messageOf([[1, name], ...valuesOf(value)]),
        ]),
      ]),
    ]),
    ...Object.entries(weights).map(([name, sizes]): [number, Value] => [
      5,
      messageOf([...sizes.map((size): [number, Value] => [1, size]), [2, 1], [8, name]]),
    ]),
    [11, messageOf([[1, 'x'], [2, type]])], // prettier-ignore
    [12, messageOf([[1, output]])],
  ];
  return messageOf([[7, messageOf(graph)]]);
}

function valuesOf(value: number | number[] | string): Fields {
  if (typeof value === 'number') return [[3, value]];
  return typeof value === 'string' ? [[4, value]] : value.map((one): [number, Value] => [8, one]);
}

const weights = { stem: [16, 3, 3, 3], deep: [16, 1, 3, 3], wide: [16, 16, 1, 1], b: [16] };
const stem: Node = { from: ['x', 'stem', 'b'], to: 's', with: { strides: [2, 2], pads: [1, 1, 1, 1] } };
const deep: Node = { from: ['s', 'deep', 'b'], to: 'd', with: { group: 16, pads: [1, 1, 1, 1] } };
const wide: Node = { from: ['d', 'wide', 'b'], to: 'w' };
const add: Node = { op: 'Add', from: ['s', 'w'], to: 'a' };
const end: Node = { op: 'Softmax', from: ['a'], to: 'y' };

const stepsOf = (nodes: Node[], output = 'y'): string[] | undefined =>
  planOf(modelOf(nodes, weights, output))?.steps.map(({ kind, to }) => `${kind} ${to}`);

it('takes convolutions, and sums into the one before', () => {
  const plan = planOf(modelOf([stem, deep, wide, add, end], weights, 'y'));
  expect(plan?.steps).toMatchObject([
    { kind: 'unfold', channels: 3, inputs: 28, rows: 4, window: [8, 8, 3, 2, 1, 1, 4] },
    { kind: 'pointwise', inputs: 28, outputs: 16, pixels: 16, most: -1 },
    { kind: 'depthwise', channels: 16, window: [4, 4, 3, 1, 1, 1, 4] },
    { kind: 'pointwise', inputs: 16, outputs: 16, rest: 's', to: 'a' },
  ]);
  expect(plan?.results).toEqual([{ name: 'a', channels: 16, height: 4, width: 4 }]);
  expect([...(plan?.rest ?? [])]).toEqual(['y']);
});

it('leaves a sum alone whose summand somebody else reads', () => {
  const other: Node = { op: 'Softmax', from: ['w'], to: 'z' };
  const plan = planOf(modelOf([stem, deep, wide, add, other, end], weights, 'y'));
  expect(plan?.results.map(({ name }) => name)).toEqual(['s', 'w']);
  expect([...(plan?.rest ?? [])]).toEqual(['a', 'z', 'y']);
});

it.each<[string, Node]>([
  ['dilated', { ...deep, with: { ...deep.with, dilations: [2, 2] } }],
  ['grouped, but not by channel', { ...deep, with: { ...deep.with, group: 4 } }],
  ['padded by a rule', { ...deep, with: { group: 16, auto_pad: 'SAME_UPPER' } }],
  ['followed by something else', { ...deep, op: 'FusedConv', with: { ...deep.with, activation: 'Tanh' } }],
  ['without a bias', { ...deep, from: ['s', 'deep'] }],
])('leaves a convolution alone that is %s, and what comes after it', (_, odd) => {
  expect(stepsOf([stem, odd, wide, add, end])).toEqual(['unfold s unfolded', 'pointwise s']);
});

it('has no plan where a step would make an output of the graph, or the rest reads the picture', () => {
  expect(stepsOf([stem, deep, wide], 'w')).toBeUndefined();
  expect(stepsOf([stem, deep, wide, add, end, { op: 'Softmax', from: ['x'], to: 'z' }])).toBeUndefined();
});
