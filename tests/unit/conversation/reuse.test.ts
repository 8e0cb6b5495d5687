/**
 * Reuse of the prefix, proven: the logits of a reused prompt are those of the same prompt computed cold,
 * and only what is new was computed.
 */
import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../src/conversation/conversation.ts';
import { PrefixDecoder } from '../../../src/conversation/prefix.ts';
import type { Segment } from '../../../src/pipeline/language/prompt.ts';
import { LogitsSampler } from '../../../src/pipeline/text/sampling/sampler.ts';
import { samplingSettings } from '../../../src/conversation/settings.ts';
import { picture, tinyVoice, IMAGE_TOKENS } from './tiny-voice.ts';

const short = { maxTokens: 6 };
/** Double precision inside, float32 logits out. */
const TOLERANCE = 1e-6;

async function imageOf(seed: number): Promise<Segment> {
  return { image: await tinyVoice().imageTokens(picture(seed)) };
}

async function cold(prompt: Segment[]): Promise<Float32Array> {
  return (await new PrefixDecoder(tinyVoice().decoder.fork()).prefill(prompt)).logits;
}

function expectSame(a: Float32Array, b: Float32Array): void {
  expect(a.length).toBe(b.length);
  a.forEach((x, i) => expect(Math.abs(x - (b[i] as number))).toBeLessThan(TOLERANCE));
}

describe('logits of a reused prefix equal a cold recompute', () => {
  const words = (...ids: number[]): Segment => ({ ids });

  test.each<[string, number]>([
    ['longer', 7],
    ['shorter', 5],
    ['the same', 6],
    ['another word in the middle', 2],
    ['another picture', 2],
    ['nothing in common', 0],
  ])('%s', async (name, reused) => {
    const cat = await imageOf(1);
    const prompts: Record<string, Segment[]> = {
      longer: [words(1, 2), cat, words(3), words(4, 5)],
      shorter: [words(1, 2), cat],
      'the same': [words(1, 2), cat, words(3)],
      'another word in the middle': [words(1, 2, 9), cat, words(3)],
      'another picture': [words(1, 2), await imageOf(2), words(3)],
      'nothing in common': [words(7), cat],
    };
    const prompt = prompts[name] as Segment[];
    const prefix = new PrefixDecoder(tinyVoice().decoder.fork());
    await prefix.prefill([words(1, 2), cat, words(3)]);
    const result = await prefix.prefill(prompt);
    expect(result.reused).toBe(reused);
    expectSame(result.logits, await cold(prompt));
  });

  test('after an answer, which is read once', async () => {
    const cat = await imageOf(1);
    const prefix = new PrefixDecoder(tinyVoice().decoder.fork());
    await prefix.prefill([words(1), cat, words(2)]);
    const answer = [];
    const sampler = new LogitsSampler(samplingSettings());
    for await (const id of prefix.decode(4, sampler)) answer.push(id);
    const prompt = [words(1), cat, words(2), { ids: answer }, words(3)];
    const { logits, reused } = await prefix.prefill(prompt);
    // All of the first prompt and of the answer but its last token, which nobody needed to read.
    expect(reused).toBe(2 + IMAGE_TOKENS + 3);
    expectSame(logits, await cold(prompt));
  });

  test('after an aborted prefill, what was read is kept', async () => {
    const cat = await imageOf(1);
    const prefix = new PrefixDecoder(tinyVoice().decoder.fork());
    await prefix.prefill([words(1, 2)]);
    const aborted = prefix.prefill([words(1, 2), cat, words(3)], AbortSignal.abort());
    await expect(aborted).rejects.toThrow();
    const { logits, reused } = await prefix.prefill([words(1, 2), cat]);
    expect(reused).toBe(2);
    expectSame(logits, await cold([words(1, 2), cat]));
  });
});

describe('a conversation computes only what is new', () => {
  test('the second question', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    const first = await chat.prompt('What is it?', [picture(1)], short);
    const second = await chat.prompt('Why?', [], short);
    expect(first.timings.tokensReused).toBe(0);
    expect(second.timings.tokensReused).toBe(first.timings.tokensPrefilled + short.maxTokens - 1);
    // The answer's last token, the turn's end, the question, the answer's beginning.
    expect(second.timings.tokensPrefilled).toBe(1 + 2 + (1 + 5 + 4 + 2) + (1 + 10));
  });

  test('read ahead, the second question is read alone, and answered alike', async () => {
    const signal = new AbortController().signal;
    const chat = await Conversation.create(tinyVoice(), {});
    await chat.readAhead(signal);
    const first = await chat.prompt('What is it?', [picture(1)], short);
    expect(first.timings.tokensReused).toBe(0);
    await chat.readAhead(signal);
    const second = await chat.prompt('Why?', [], short);
    // The question, the turn's end, the answer's beginning.
    expect(second.timings.tokensPrefilled).toBe(4 + 2 + (1 + 10));
    const plain = await Conversation.create(tinyVoice(), {});
    await plain.prompt('What is it?', [picture(1)], short);
    expect(second.ids).toEqual((await plain.prompt('Why?', [], short)).ids);
    expect(chat.usage).toEqual(plain.usage);
  });

  test('reading ahead takes nothing away that may be wanted again', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    await chat.prompt('What is it?', [picture(1)], short);
    await chat.prompt('Why?', [], short);
    chat.rewind(2, 0);
    await chat.readAhead(new AbortController().signal);
    expect((await chat.prompt('Why?', [], short)).timings.tokensPrefilled).toBe(1);
  });

  test('turns that were restored are read ahead, as far as nobody else asks', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    await chat.prompt('What is it?', [picture(1)], short);
    const restored = await Conversation.create(tinyVoice(), { turns: chat.turns });
    await expect(restored.readAhead(AbortSignal.abort())).rejects.toThrow();
    await restored.readAhead(new AbortController().signal);
    const answer = await restored.prompt('Why?', [], short);
    expect(answer.timings.tokensPrefilled).toBe(4 + 2 + (1 + 10));
    expect(answer.ids).toEqual((await chat.prompt('Why?', [], short)).ids);
  });

  test('a picture appended before its question is read before it', async () => {
    const appended = await Conversation.create(tinyVoice(), {});
    await appended.append(picture(1));
    const withPicture = appended.usage.contextUsage;
    const answer = await appended.prompt('What is it?', [], short);
    expect(answer.timings.tokensReused).toBe(withPicture);
    const asked = await Conversation.create(tinyVoice(), {});
    expect((await asked.prompt('What is it?', [picture(1)], short)).ids).toEqual(answer.ids);
  });

  test('regenerating reads one token, editing the new words', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    const first = await chat.prompt('What is it?', [picture(1)], short);
    await chat.restore([]);
    const again = await chat.prompt('What is it?', [picture(1)], short);
    expect(again.timings.tokensPrefilled).toBe(1);
    expect(again.ids).toEqual(first.ids);
    await chat.restore([]);
    const edited = await chat.prompt('What is that?', [picture(1)], short);
    expect(edited.timings.tokensPrefilled).toBe('that?'.length + 2 + 1 + 'assistant\n'.length);
    const fresh = await Conversation.create(tinyVoice(), {});
    expect((await fresh.prompt('What is that?', [picture(1)], short)).ids).toEqual(edited.ids);
  });

  test('stored turns go on as the conversation did, told by the ids', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    await chat.prompt('What is it?', [picture(1)], short);
    await chat.prompt('And that?', [picture(2)], short);
    const restored = await Conversation.create(tinyVoice(), { turns: chat.turns });
    expect(restored.usage).toEqual(chat.usage);
    const go = (one: Conversation) => one.prompt('Why?', [], short);
    expect((await go(restored)).ids).toEqual((await go(chat)).ids);
  });

  test('a clone goes its own way from where it was', async () => {
    const chat = await Conversation.create(tinyVoice(), {});
    await chat.prompt('What is it?', [picture(1)], short);
    const clone = chat.clone();
    const other = await clone.prompt('How?', [], short);
    expect(chat.turns).toHaveLength(2);
    const here = await chat.prompt('Why?', [], short);
    expect(other.timings.tokensReused).toBe(here.timings.tokensReused);
    expect(clone.turns[2]?.text).toBe('How?');
    expect(chat.turns[2]?.text).toBe('Why?');
  });
});
