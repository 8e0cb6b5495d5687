/** A decoder of this project in a worker, as the engine runs it, for the benchmark and the tests of decoders. */
import type { LanguageDecoder, Sampler, SamplingSettings } from '../../../runtime/decoder/decoder.ts';
import { LogitsSampler } from '../../../pipeline/text/sampling/sampler.ts';
import { loadDecoder } from './load-decoder.ts';
import { countBindGroups } from './bind-groups.ts';
import type { DecoderCall, DecoderMethods, Loaded, Step, StepResult } from './methods.ts';
import { FIRST_TOKEN, LAST_TOKEN } from './token-marks.ts';

const bindGroups = countBindGroups();
const decoders: LanguageDecoder[] = [];
const greedy: SamplingSettings = { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0 };

const methods: DecoderMethods = {
  async load(request) {
    const started = performance.now();
    const { decoder, ...facts } = await loadDecoder(request);
    decoders.push(decoder);
    const loaded: Loaded = { ms: performance.now() - started, ...facts };
    return loaded;
  },
  async run(steps) {
    const results: StepResult[] = [];
    for (const step of steps) results.push(await runStep(step));
    return results;
  },
};

async function runStep(step: Step): Promise<StepResult> {
  const decoder = decoders[step.on ?? 0];
  if (!decoder) throw new Error(`There is no decoder ${step.on ?? 0}.`);
  const before = bindGroups.made;
  const started = performance.now();
  const answer = await perform(decoder, step);
  const ms = performance.now() - started;
  return {
    ...answer,
    ms,
    length: decoder.length,
    kvBytes: decoder.kvBytes,
    bindGroups: bindGroups.made - before,
  };
}

async function perform(
  decoder: LanguageDecoder,
  step: Step,
): Promise<Pick<StepResult, 'ids' | 'logits' | 'firstMs'>> {
  switch (step.do) {
    case 'read':
      return { logits: Array.from((await decoder.prefill({ ids: step.ids })).subarray(0, 16)) };
    case 'embed':
      return {
        logits: Array.from(
          (await decoder.prefill({ embeds: Float32Array.from(step.values) })).subarray(0, 16),
        ),
      };
    case 'decode': {
      const sampler: Sampler = new LogitsSampler({ ...greedy, ...step.settings });
      const ids: number[] = [];
      const started = performance.now();
      let firstMs: number | undefined;
      for await (const id of decoder.decode(step.count, sampler)) {
        if (firstMs === undefined) performance.mark(FIRST_TOKEN);
        firstMs ??= performance.now() - started;
        ids.push(id);
        if (ids.length === step.stopAfter) break;
      }
      performance.mark(LAST_TOKEN);
      return { ids, ...(firstMs !== undefined && { firstMs }) };
    }
    case 'truncate':
      decoder.truncate(step.length);
      return {};
    case 'fork':
      decoders.push(decoder.fork());
      return {};
    case 'dispose':
      decoder.dispose();
      return {};
  }
}

self.addEventListener('message', ({ data: { id, method, argument } }: MessageEvent<DecoderCall>) => {
  void (methods[method] as (argument: unknown) => Promise<unknown>)(argument).then(
    (value) => self.postMessage({ id, value }),
    (error: unknown) => self.postMessage({ id, error: String(error) }),
  );
});
