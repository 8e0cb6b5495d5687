/** What is done to pictures, in the order in which it is done. Tensors go by the names that their graph gives them. */
import type { Window } from '../kernels/kernels.ts';

export interface Size {
  channels: number;
  height: number;
  width: number;
}

/** What a window sees of the picture `[channels, height, width]`, a row of `inputs` each: a convolution is a product then. */
export interface Unfold {
  kind: 'unfold';
  from: string;
  to: string;
  /** A multiple of 4, at least channels x size x size. */
  inputs: number;
  channels: number;
  window: Window;
  rows: number;
  /** The picture's numbers times `scale` plus `shift`. */
  scale: number;
  shift: number;
}

/** A convolution of 1 x 1, or a product with what was unfolded; `rest` is added before numbers are clamped. */
export interface Pointwise {
  kind: 'pointwise';
  from: string;
  to: string;
  weights: string;
  bias: string;
  rest: string | undefined;
  pixels: number;
  inputs: number;
  outputs: number;
  /** Numbers are from 0 to this; below 0: as they are. */
  most: number;
}

export interface Depthwise {
  kind: 'depthwise';
  from: string;
  to: string;
  weights: string;
  bias: string;
  channels: number;
  window: Window;
  rows: number;
  most: number;
}

export type Step = Unfold | Pointwise | Depthwise;

/** Numbers that a step makes. */
export function numbersOf(step: Step): number {
  if (step.kind === 'pointwise') return step.pixels * step.outputs;
  const columns = step.window[6];
  return step.rows * columns * (step.kind === 'unfold' ? step.inputs : step.channels);
}

/** The tensors that a step reads, weights aside. */
export function readBy(step: Step): string[] {
  return step.kind === 'pointwise' && step.rest !== undefined ? [step.from, step.rest] : [step.from];
}
