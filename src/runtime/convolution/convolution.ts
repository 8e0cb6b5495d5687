/** A convolution of an ONNX graph, where it is of a kind that the kernels know. */
import type { Window } from '../kernels/kernels.ts';
import { attributesOf, type Attribute, type GraphNode } from '../onnx/node.ts';
import type { Size } from './step.ts';

/** Channels that the kernels make together, and that they take together. */
const [EIGHT, FOUR] = [8, 4];

export interface Convolution {
  /** A filter for each channel, or each filter sees all of them. */
  depthwise: boolean;
  size: number;
  stride: number;
  inputs: number;
  outputs: number;
  /** Numbers are from 0 to this; below 0: as they are. */
  most: number;
  weights: string;
  bias: string;
  /** Where it goes on a picture, and the sides of what it makes. */
  on: (picture: Size) => { window: Window; rows: number; columns: number };
}

/** Undefined where the kernels don't know it. @param dims Of its weights: `[outputs, inputs / group, size, size]`. */
export function convolutionOf(node: GraphNode, dims: readonly number[]): Convolution | undefined {
  if (node.operator !== 'Conv' && node.operator !== 'FusedConv') return undefined;
  const attributes = attributesOf(node);
  const [outputs = 0, each = 0, size = 0, across] = dims;
  const group = (attributes.get('group') as number | undefined) ?? 1;
  const [stride = 1, down = stride] = listOf(attributes, 'strides');
  const [top = 0, left = 0, bottom = 0, right = 0] = listOf(attributes, 'pads');
  const most = mostOf(attributes);
  const [, weights = '', bias] = node.inputs;
  const depthwise = group > 1;
  if (most === undefined || bias === undefined || outputs % EIGHT > 0) return undefined;
  if (size === 0 || size !== across || stride !== down || !isPlain(attributes)) return undefined;
  if (depthwise ? group !== outputs || each !== 1 : size === 1 && each % FOUR > 0) return undefined;
  const on = ({ height, width }: Size): ReturnType<Convolution['on']> => {
    const rows = Math.floor((height + top + bottom - size) / stride) + 1;
    const columns = Math.floor((width + left + right - size) / stride) + 1;
    return { window: [height, width, size, stride, top, left, columns], rows, columns };
  };
  return { depthwise, size, stride, inputs: each * group, outputs, most, weights, bias, on };
}

/** Whether windows are dense, and padded by what the node says. */
function isPlain(attributes: ReadonlyMap<string, Attribute>): boolean {
  const padding = attributes.get('auto_pad') ?? 'NOTSET';
  return padding === 'NOTSET' && listOf(attributes, 'dilations').every((by) => by === 1);
}

function listOf(attributes: ReadonlyMap<string, Attribute>, name: string): number[] {
  const found = attributes.get(name);
  return Array.isArray(found) ? found : [];
}

/** The greatest number of a result; below 0 where it is as it is, undefined where something else is done to it. */
function mostOf(attributes: ReadonlyMap<string, Attribute>): number | undefined {
  const activation = attributes.get('activation');
  if (activation === undefined) return -1;
  if (activation === 'Relu') return Infinity;
  const [least, most] = listOf(attributes, 'activation_params');
  return activation === 'Clip' && least === 0 ? most : undefined;
}
