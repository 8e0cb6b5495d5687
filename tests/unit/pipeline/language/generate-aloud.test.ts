import { describe, expect, test } from 'vitest';
import { generateAloud } from '../../../../src/pipeline/language/generate-aloud.ts';
import { logSoftmax } from '../text/log-softmax.ts';
import { TinyLlama } from '../../conversation/tiny-llama.ts';

const VOCAB = 12;
const END = 0;
const prompt = [{ ids: [3, 5, 7] }];
const settings = { endToken: END, minTokens: 0, noRepeatNgram: 0, lengthPenalty: 0 };

async function best(beams: number, maxTokens: number) {
  let last = { ids: [] as number[], logProb: 0 };
  const root = new TinyLlama(VOCAB, 50);
  for await (last of generateAloud(root, prompt, { ...settings, beams, maxTokens }));
  expect(root.length).toBe(0);
  return last;
}

/** Log-probabilities of every continuation of up to `left` tokens, each computed from scratch. */
async function every(
  ids: number[],
  logProb: number,
  left: number,
): Promise<{ ids: number[]; logProb: number }[]> {
  if (left === 0 || ids.at(-1) === END) return [{ ids, logProb }];
  const logits = await new TinyLlama(VOCAB, 50).prefill({ ids: [3, 5, 7, ...ids] });
  const scores = logSoftmax(logits);
  const all = [];
  for (let id = 0; id < VOCAB; id++) {
    all.push(...(await every([...ids, id], logProb + (scores[id] as number), left - 1)));
  }
  return all;
}

describe('beam search over a decoder', () => {
  test('with one beam takes the likeliest token each time', async () => {
    const { ids } = await best(1, 6);
    const said: number[] = [];
    while (said.length < ids.length) {
      const logits = await new TinyLlama(VOCAB, 50).prefill({ ids: [3, 5, 7, ...said] });
      said.push(logits.indexOf(Math.max(...logits)));
    }
    expect(ids).toEqual(said);
  });

  test('with room for all finds the likeliest continuation of all', async () => {
    const all = await every([], 0, 3);
    const likeliest = all.reduce((a, b) => (b.logProb > a.logProb ? b : a));
    const found = await best(VOCAB * VOCAB, 3);
    expect(found.ids).toEqual(likeliest.ids);
    expect(found.logProb).toBeCloseTo(likeliest.logProb, 4);
  });
});
