/** Weights in the order in which the kernels read them. */
import { VlmError } from '../../protocol/error.ts';
import { FLOAT, type StoredTensor } from '../onnx/stored-tensor.ts';
import type { Step } from './step.ts';

/** Channels whose weights lie together. */
const WIDE = 8;

/** The float32 weights of the steps by name, as the kernels want them. Throws `pack-invalid` where one is missing. */
export function* orderedWeights(
  steps: readonly Step[],
  tensors: ReadonlyMap<string, StoredTensor>,
): Generator<[name: string, numbers: Float32Array]> {
  for (const step of steps) {
    if (step.kind === 'unfold') continue;
    const weights = floats(tensors, step.weights);
    yield [step.bias, floats(tensors, step.bias)];
    yield [
      step.weights,
      step.kind === 'pointwise'
        ? inEights(weights, step.inputs, step.outputs)
        : channelsLast(weights, step.channels),
    ];
  }
}

function floats(tensors: ReadonlyMap<string, StoredTensor>, name: string): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor?.bytes || tensor.type !== FLOAT)
    throw new VlmError(
      'pack-invalid',
      `The pack's vision network lacks the weights ${name}. Download it again.`,
    );
  // A copy, since they may lie at any byte.
  return new Float32Array(tensor.bytes.slice().buffer);
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
