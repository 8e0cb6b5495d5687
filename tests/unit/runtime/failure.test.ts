import { expect, it } from 'vitest';
import { VlmError } from '../../../src/protocol/error.ts';
import { engineFailure } from '../../../src/runtime/failure.ts';

it.each([
  ['failed to call OrtRun(). std::bad_alloc', 'out-of-memory'],
  ['RangeError: Array buffer allocation failed', 'out-of-memory'],
  ['WebGPU device lost: unknown', 'device-lost'],
  ['A valid external Instance reference no longer exists.', 'device-lost'],
  ['Got invalid dimensions for input', 'internal'],
])('tells what lay behind: %s', (message, code) => {
  expect(engineFailure('Running decoder', new Error(message)).code).toBe(code);
});

it('passes on an error that is already told', () => {
  const error = new VlmError('pack-invalid', 'Wrong.');
  expect(engineFailure('Running decoder', error)).toBe(error);
});
