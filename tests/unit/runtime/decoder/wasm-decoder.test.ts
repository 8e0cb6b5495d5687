// A decoder on the plain kernels against transformers, and what its cache does. The compiled kernels run the same
// voice in Chromium (tests/browser/decoder.spec.ts).
import { beforeAll, describe, expect, it } from 'vitest';
import type { LanguageDecoder, Sampler } from '../../../../src/runtime/decoder/decoder.ts';
import { loadWasmDecoder, type WasmDecoder } from '../../../../src/runtime/decoder/wasm-decoder.ts';
import { goldenOf, tinyVoice } from '../tiny-voice.ts';

const golden = goldenOf('tiny-voice');

const greedy: Sampler = {
  settings: { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0 },
  next: (logits) => logits.indexOf(Math.max(...logits)),
};

async function take(decoder: LanguageDecoder, count: number): Promise<number[]> {
  const ids = [];
  for await (const id of decoder.decode(count, greedy)) ids.push(id);
  return ids;
}

// The plain kernels take their time.
describe('a decoder', { timeout: 60_000 }, () => {
  let decoder: WasmDecoder;
  beforeAll(async () => {
    decoder = await loadWasmDecoder(tinyVoice(), { builds: [], exact: true, contextWindow: 256 });
  });

  it.each(golden.prompts.map((ids, i) => [ids.length, ids, golden.continuations[i] as number[]] as const))(
    "continues a prompt of %i tokens with transformers' tokens",
    async (_, ids, continuation) => {
      decoder.truncate(0);
      await decoder.prefill({ ids });
      expect(await take(decoder, continuation.length)).toEqual(continuation);
      expect(decoder.length).toBe(ids.length + continuation.length);
    },
  );

  it('reads embeddings as it reads the words they are of', async () => {
    const ids = golden.prompts[4] as number[];
    decoder.truncate(0);
    const logits = await decoder.prefill({ ids });
    const { engine } = decoder;
    const embeds = new Float32Array(ids.length * decoder.hidden);
    const room = engine.heap.allocate(decoder.hidden * 4);
    ids.forEach((id, i) => {
      engine.embed(id, room);
      embeds.set(new Float32Array(engine.heap.memory.buffer, room, decoder.hidden), i * decoder.hidden);
    });
    decoder.truncate(0);
    await decoder.prefill({ ids: ids.slice(0, 10) });
    await decoder.prefill({ embeds: embeds.subarray(10 * decoder.hidden, 40 * decoder.hidden) });
    expect(await decoder.prefill({ ids: ids.slice(40) })).toEqual(logits);
  });

  it('goes on after a cut as if the rest had never been', async () => {
    const [, , ids, , , other] = golden.prompts as [
      number[],
      number[],
      number[],
      number[],
      number[],
      number[],
    ];
    decoder.truncate(0);
    await decoder.prefill({ ids: other });
    decoder.truncate(0);
    const once = await decoder.prefill({ ids });
    await decoder.prefill({ ids: other });
    decoder.truncate(ids.length - 1);
    expect(decoder.length).toBe(ids.length - 1);
    expect(await decoder.prefill({ ids: ids.slice(-1) })).toEqual(once);
    decoder.truncate(3);
    await expect(take(decoder, 1)).rejects.toMatchObject({ code: 'internal' });
  });

  it('forks into one that goes its own way', async () => {
    const ids = golden.prompts[3] as number[];
    decoder.truncate(0);
    await decoder.prefill({ ids });
    const fork = decoder.fork();
    await fork.prefill({ ids: golden.prompts[1] as number[] });
    expect(await take(decoder, 24)).toEqual(golden.continuations[3]);
    expect(fork.length).toBe(ids.length + 5);
    expect(fork.kvBytes).toBeGreaterThan(0);
    fork.dispose();
  });

  it('takes a step together with its forks as each would alone', async () => {
    const [, short, , ids] = golden.prompts as [number[], number[], number[], number[]];
    decoder.truncate(0);
    await decoder.prefill({ ids });
    const forks = Array.from({ length: 9 }, () => decoder.fork());
    const alone = [];
    for (const [i, fork] of forks.entries()) {
      await fork.prefill({ ids: [short[i % short.length] as number] });
      alone.push(await fork.prefill({ ids: [i] }));
      fork.truncate(ids.length);
    }
    await decoder.prefillTogether(
      forks,
      forks.map((_, i) => short[i % short.length] as number),
    );
    const together = await decoder.prefillTogether(forks, [...forks.keys()]);
    expect(together).toEqual(alone);
    expect(await take(forks[8] as WasmDecoder, 3)).toHaveLength(3);
    expect(forks.map(({ length }) => length)).toEqual([
      ...Array.from({ length: 8 }, () => ids.length + 2),
      ids.length + 5,
    ]);
    await expect(decoder.prefillTogether(forks.slice(7), [1, 2])).rejects.toThrow('as long as each other');
    for (const fork of forks) fork.dispose();
  });

  it('has not fed the token at which the consumer stopped', async () => {
    const ids = golden.prompts[1] as number[];
    decoder.truncate(0);
    await decoder.prefill({ ids });
    for await (const id of decoder.decode(9, greedy)) if (id === golden.continuations[1]?.[2]) break;
    expect(decoder.length).toBe(ids.length + 2);
    expect(await take(decoder, 3)).toEqual(golden.continuations[1]?.slice(2, 5));
  });

  it('stops when its signal says so, and keeps what it had fed', async () => {
    const controller = new AbortController();
    decoder.truncate(0);
    await decoder.prefill({ ids: [1, 2, 3] });
    const chosen = [];
    const run = async (): Promise<void> => {
      for await (const id of decoder.decode(9, greedy, controller.signal)) {
        chosen.push(id);
        if (chosen.length === 4) controller.abort();
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'aborted' });
    expect(decoder.length).toBe(3 + 4);
  });

  it('gives a sampler the words, not the embeddings, and takes its choice', async () => {
    decoder.truncate(0);
    await decoder.prefill({ ids: [7, 8] });
    await decoder.prefill({ embeds: new Float32Array(decoder.hidden * 2).fill(0.1) });
    const seen: number[][] = [];
    const sampler: Sampler = {
      settings: { ...greedy.settings, temperature: 1 },
      next: (_, history) => seen.push([...history]) + 10,
    };
    const ids = [];
    for await (const id of decoder.decode(2, sampler)) ids.push(id);
    expect(ids).toEqual([11, 12]);
    expect(seen).toEqual([
      [7, 8],
      [7, 8, 11],
    ]);
  });

  it('rounds as it is told to, and its forks as it does or as they are told to', async () => {
    const ids = golden.prompts[4] as number[];
    const read = async (some: WasmDecoder): Promise<Float32Array> => {
      some.truncate(0);
      return some.prefill({ ids });
    };
    const exact = await read(decoder);
    const rounding = decoder.fork(false);
    const rounded = await read(rounding);
    expect(rounded).not.toEqual(exact);
    expect(await read(rounding.fork())).toEqual(rounded);
    expect(await read(rounding.fork(true))).toEqual(exact);
    expect(await read(rounding.fork(true).fork())).toEqual(exact);
    const [first, second] = [rounding.fork(true), rounding.fork(true)];
    for (const fork of [first, second]) await read(fork);
    const together = await first.prefillTogether([first, second], [5, 9]);
    const alone = rounding.fork(true);
    await read(alone);
    expect(together[0]).toEqual(await alone.prefill({ ids: [5] }));
  });

  it('refuses what does not fit: a prompt too long, a word that is not there', async () => {
    decoder.truncate(0);
    await expect(decoder.prefill({ ids: Array.from({ length: 257 }, () => 1) })).rejects.toThrow('256');
    await expect(decoder.prefill({ ids: [256] })).rejects.toThrow('no word of id 256');
  });
});

describe("a decoder of OPT's shape", { timeout: 60_000 }, () => {
  const { prompts, continuations } = goldenOf('tiny-opt');
  let decoder: WasmDecoder;
  beforeAll(async () => {
    decoder = await loadWasmDecoder(tinyVoice('tiny-opt'), { builds: [], exact: true });
  });

  it.each(prompts.map((ids, i) => [ids.length, ids, continuations[i] as number[]] as const))(
    "continues a prompt of %i tokens with transformers' tokens",
    async (_, ids, continuation) => {
      decoder.truncate(0);
      await decoder.prefill({ ids });
      expect(await take(decoder, continuation.length)).toEqual(continuation);
    },
  );

  it('takes a step together with its forks as each would alone', async () => {
    decoder.truncate(0);
    await decoder.prefill({ ids: prompts[1] as number[] });
    const forks = [decoder.fork(), decoder.fork()];
    const alone = [];
    for (const [id, fork] of forks.entries()) alone.push(await fork.prefill({ ids: [id] }));
    for (const fork of forks) fork.truncate(decoder.length);
    expect(await decoder.prefillTogether(forks, [0, 1])).toEqual(alone);
  });
});

it('refuses a voice whose file is too short or lacks a tensor, naming it', async () => {
  const voice = tinyVoice();
  await expect(loadWasmDecoder({ ...voice, bytes: voice.bytes - 100 }, { builds: [] })).rejects.toMatchObject(
    {
      code: 'pack-invalid',
      message: expect.stringContaining('table4') as string,
    },
  );
  const tensors = voice.tensors.filter(({ name }) => name !== 'layers.1.down.q');
  await expect(loadWasmDecoder({ ...voice, tensors }, { builds: [] })).rejects.toThrow('layers.1.down.q');
});
