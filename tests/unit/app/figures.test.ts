import { describe, expect, it } from 'vitest';
import {
  asSentence,
  countPhotographs,
  formatBytes,
  formatMs,
  formatPercent,
} from '../../../src/app/figures.ts';

describe('figures', () => {
  it('writes durations in ms below a second and in s above', () => {
    expect(formatMs(839.6)).toBe('840 ms');
    expect(formatMs(1234)).toBe('1.23 s');
  });

  it('writes sizes in decimal units', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(47_495)).toBe('47 kB');
    expect(formatBytes(21_400_000)).toBe('21.4 MB');
    expect(formatBytes(2_147_483_648)).toBe('2.1 GB');
  });

  it('writes fractions as percents', () => {
    expect(formatPercent(0.917)).toBe('92%');
  });

  it('makes a sentence of a caption, once', () => {
    expect(asSentence(' a cat on a bed ')).toBe('A cat on a bed.');
    expect(asSentence('A cat.')).toBe('A cat.');
    expect(asSentence('')).toBe('');
  });

  it('counts photographs', () => {
    expect(countPhotographs(1)).toBe('1 photograph');
    expect(countPhotographs(0)).toBe('0 photographs');
  });
});
