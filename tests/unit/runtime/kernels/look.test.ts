import { expect, it } from 'vitest';
import { Looker } from '../../../../src/runtime/kernels/look.ts';

const words = new Int32Array(new SharedArrayBuffer(4));

it('sees a word that has changed', () => {
  expect(new Looker().changesSoon(words, 0, 1)).toBe(true);
});

it('looks for a shorter time where it was in vain, down to the fewest looks', () => {
  const looker = new Looker();
  const most = looker.looks;
  expect(looker.changesSoon(words, 0, 0)).toBe(false);
  expect(looker.looks).toBe(most / 2);
  for (let time = 0; time < 20; time++) looker.changesSoon(words, 0, 0);
  expect(looker.looks).toBe(500);
});

it('looks for longer where that was worth it, up to the most', () => {
  const looker = new Looker();
  const most = looker.looks;
  for (let time = 0; time < 20; time++) looker.changesSoon(words, 0, 0);
  let before = looker.looks;
  for (let time = 0; time < 200; time++) {
    looker.changesSoon(words, 0, 1);
    expect(looker.looks).toBeGreaterThanOrEqual(before);
    before = looker.looks;
  }
  expect(looker.looks).toBe(most);
});
