/** Conversations through the public API, for every pack that can chat; what a pack that can't says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatTokenizer } from '../../src/pipeline/language/chat-tokenizer.ts';
import { packsThatCan } from './chat-packs.ts';
import { expect, root, test } from './ocelli-test.ts';

test('a pack that can not chat says what it can', async ({ enginePage }) => {
  const errors = await enginePage.evaluate(async () => {
    const vlm = await window.ocelli.createVlm({ pack: 'ocelli-blip', device: 'wasm' });
    const told = async (call: Promise<unknown>) =>
      call.then(
        () => 'resolved',
        (error: InstanceType<typeof window.ocelli.VlmError>) => `${error.code}: ${error.message}`,
      );
    const answers = [await told(vlm.chat()), await told(vlm.answer(new ImageData(8, 8), 'What is it?'))];
    // The engine goes on.
    await vlm.embedText('a cat');
    await vlm.dispose();
    return answers;
  });
  for (const error of errors) expect(error).toMatch(/^ability-missing: .*caption.*Choose a pack/);
});

for (const pack of packsThatCan('chat')) {
  test(`${pack}: the second question reads only what is new, and answers as a cold start does`, async ({
    enginePage,
  }) => {
    const result = await enginePage.evaluate(async (id) => {
      const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm', threads: 1 });
      const cat = await (await fetch('samples/cat.png')).blob();
      const options = { maxTokens: 12 };
      const chat = await vlm.chat();
      const first = await chat.prompt({ text: 'What is in the picture?', images: [cat] }, options);
      const length = await chat.measureContextUsage('What colour is it?');
      await new Promise((resolve) => setTimeout(resolve, 1000)); // As long as typing takes, and more.
      const second = await chat.prompt('What colour is it?', options);
      const history = [...chat.history];
      const cold = await vlm.chat({ turns: history.slice(0, 2) });
      const again = await cold.prompt('What colour is it?', options);

      const pieces: string[] = [];
      await chat.rewind(2);
      for await (const piece of chat.promptStreaming('What colour is it?', options)) pieces.push(piece);
      const clone = await chat.clone();
      const other = await clone.prompt('Where is it?', options);
      const aborted = await chat.prompt('Why?', { signal: AbortSignal.timeout(0) }).then(
        () => 'resolved',
        (error: InstanceType<typeof window.ocelli.VlmError>) => error.code,
      );
      const turns = [chat.history.length, clone.history.length];
      await clone.destroy();
      const closed = await clone.prompt('Still there?').then(
        () => 'resolved',
        (error: InstanceType<typeof window.ocelli.VlmError>) => error.code,
      );
      await vlm.dispose();
      return { first, second, length, again, streamed: pieces.join(''), other, aborted, closed, turns };
    }, pack);
    const { first, second, again, streamed, other } = result;
    const share = second.timings.msFirstToken / first.timings.msFirstToken;
    console.log(
      `${pack}: first token of the first question after ${Math.round(first.timings.msFirstToken)} ms, of the second after ${Math.round(second.timings.msFirstToken)} ms: ${(100 * share).toFixed(1)} %`,
    );
    expect(first.timings.tokensReused).toBe(0);
    expect(second.timings.tokensReused).toBeGreaterThanOrEqual(first.timings.tokensPrefilled);
    // The frame before the question, three tokens, is read while nobody waits.
    expect(second.timings.tokensPrefilled).toBe(result.length - 3);
    const whole = ({ timings }: typeof first) => timings.tokensReused + timings.tokensPrefilled;
    expect(whole(again)).toBe(whole(second));
    expect(again.ids).toEqual(second.ids);
    expect(streamed).toBe(second.text);
    expect(other.timings.tokensReused).toBeGreaterThan(second.timings.tokensReused);
    expect(result.turns).toEqual([4, 6]);
    expect(result.aborted).toBe('aborted');
    expect(result.closed).toBe('chat-closed');
    // The target is a quarter; a busy machine is given some room.
    expect(share).toBeLessThan(0.5);
  });

  test(`${pack}: captions and answers about one picture`, async ({ enginePage }) => {
    const { caption, answer } = await enginePage.evaluate(async (id) => {
      const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm', threads: 1 });
      const cat = await (await fetch('samples/cat.png')).blob();
      const told = await vlm.caption(cat, { beams: 2, maxTokens: 10 });
      const said = await vlm.answer(cat, 'Is there a cat?', { maxTokens: 6 });
      await vlm.dispose();
      return { caption: told, answer: said };
    }, pack);
    expect(caption.caption).toMatch(/\w+ \w+/);
    expect(caption.logProb).toBeLessThan(0);
    expect(answer.text).toMatch(/\w+/);
    expect(answer.tokens).toBeLessThanOrEqual(6);
  });

  test(`${pack}: even a caption that must be long repeats only what its pack lets it`, async ({
    enginePage,
  }) => {
    const { ids } = await enginePage.evaluate(async (id) => {
      const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm', threads: 1 });
      const cat = await (await fetch('samples/cat.png')).blob();
      const told = await vlm.caption(cat, { beams: 2, minTokens: 36, maxTokens: 40 });
      await vlm.dispose();
      return told;
    }, pack);
    const again = new Set(ids.filter((id, at) => ids.indexOf(id) < at));
    expect(again.size).toBeGreaterThan(0);
    const { named, tokenizer } = captionRules(pack);
    const forbidden = [...again].filter((id) => tokenizer.opensWord(id) && !named.includes(id));
    expect(forbidden.map((id) => tokenizer.decode([id]))).toEqual([]);
  });
}

/** The tokens that a pack names as repeatable, and its tokenizer, which lies in the voice's folder. */
function captionRules(pack: string): { named: number[]; tokenizer: ChatTokenizer } {
  const read = (path: string) => readFileSync(join(root, 'public/packs', path));
  const { generation, files } = JSON.parse(read(`${pack}/pack.json`).toString()) as {
    generation: { repeatable: number[] };
    files: { path: string; pack?: string }[];
  };
  const holder = files.find(({ path }) => path === 'tokenizer.json')?.pack ?? pack;
  return {
    named: generation.repeatable,
    tokenizer: ChatTokenizer.parse(read(`${holder}/tokenizer.json`)),
  };
}
