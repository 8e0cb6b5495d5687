/** Whether a pack fits, from the room the browser tells of. */
import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../src/app/models/device-fit.ts';

describe('fitOf', () => {
  it('counts only what is still to be stored', () => {
    expect(fitOf({ bytes: 100, stored: 0 }, { free: 99 })).toBe('storage');
    expect(fitOf({ bytes: 100, stored: 1 }, { free: 99 })).toBe('fits');
    expect(fitOf({ bytes: 100, stored: 100 }, { free: 0 })).toBe('fits');
  });

  it('wants the pack twice in half of the memory', () => {
    const free = 1e12;
    expect(fitOf({ bytes: 2 ** 28, stored: 0 }, { free, memory: 1 })).toBe('fits');
    expect(fitOf({ bytes: 2 ** 28 + 1, stored: 0 }, { free, memory: 1 })).toBe('memory');
    expect(fitOf({ bytes: 2 ** 28 + 1, stored: 0 }, { memory: 2 })).toBe('fits');
  });

  it('does not guess', () => {
    expect(fitOf({ bytes: 100, stored: 0 }, {})).toBe('unknown');
  });
});
