import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { beamSettings } from '../../../src/families/beam-settings.ts';
import { ChatTokenizer } from '../../../src/pipeline/language/chat-tokenizer.ts';
import { applyRules } from '../../../src/pipeline/text/rules.ts';

const GENERATION = { beams: 3, maxTokens: 20, minTokens: 0, lengthPenalty: 1, noRepeatNgram: 0 };
const params = { image: new Blob() };
const tokenizer = ChatTokenizer.parse(readFileSync('public/packs/ocelli-llava/tokenizer.json'));
const one = (text: string): number => {
  const ids = tokenizer.encode(text);
  expect(ids).toHaveLength(1);
  return ids[0] as number;
};

describe('beamSettings', () => {
  it('takes what the caller says, within reason, else what the pack says', () => {
    expect(beamSettings(GENERATION, { ...params, beams: 0, maxTokens: 7.9 }, 2)).toEqual({
      ...GENERATION,
      beams: 1,
      maxTokens: 7,
      endToken: 2,
    });
    expect(beamSettings(GENERATION, params, 2)).toEqual({ ...GENERATION, endToken: 2 });
  });

  it('lets only the named tokens come again where a pack names all of them', () => {
    const { repeatable } = beamSettings({ ...GENERATION, repeatable: [4] }, params, 2);
    expect([3, 4].map((id) => repeatable?.has(id))).toEqual([false, true]);
  });

  it("lets the pieces within a voice's words come again too", () => {
    const the = one(' the');
    const dog = one(' dog');
    const ing = one('ing');
    const settings = beamSettings({ ...GENERATION, repeatable: [the] }, params, 2, tokenizer);
    const scores = new Float32Array(50_000);
    applyRules(scores, [the, dog, ing, the], settings);
    expect([the, dog, ing].map((id) => scores[id])).toEqual([0, -Infinity, 0]);
  });
});
