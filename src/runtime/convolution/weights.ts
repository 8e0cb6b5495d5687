/** Weights in the order in which the kernels read them. */
import type { Depthwise, Pointwise, Step } from './step.ts';

/** Channels whose weights lie together. */
const WIDE = 8;

/** The numbers of a name, as the graph has them; undefined where they can't be had. */
export type Floats = (name: string) => Float32Array | undefined;

/** The weights of the steps by name, as the kernels want them. */
export function* orderedWeights(
  steps: readonly Step[],
  floats: Floats,
): Generator<[name: string, numbers: Float32Array | undefined]> {
  for (const step of steps) {
    if (step.kind === 'unfold') continue;
    yield [step.bias, floats(step.bias)];
    const weights = floats(step.weights);
    yield [step.weights, weights && inOrder(step, weights)];
  }
}

function inOrder(step: Pointwise | Depthwise, weights: Float32Array): Float32Array {
  if (step.kind === 'pointwise') return inEights(weights, step.inputs, step.outputs);
  return channelsLast(weights, step.channels);
}

/** `[outputs, some]` -> `[outputs / 8, inputs, 8]`; what is beyond `some` is 0. */
function inEights(weights: Float32Array, inputs: number, outputs: number): Float32Array {
  const some = weights.length / outputs;
  const ordered = new Float32Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    const first = (output - (output % WIDE)) * inputs + (output % WIDE);
    for (let k = 0; k < some; k++) ordered[first + k * WIDE] = weights[output * some + k] as number;
  }
  return ordered;
}

/** `[channels, taps]` -> `[taps, channels]`. */
function channelsLast(weights: Float32Array, channels: number): Float32Array {
  const taps = weights.length / channels;
  const ordered = new Float32Array(weights.length);
  for (let channel = 0; channel < channels; channel++)
    for (let tap = 0; tap < taps; tap++)
      ordered[tap * channels + channel] = weights[channel * taps + tap] as number;
  return ordered;
}
