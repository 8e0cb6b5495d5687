/** A loaded BLIP pack: embeds (ITC), matches (ITM) and captions (LM) pictures. */
import type { MedPack } from '../packs/pack.ts';
import { describe, type Description } from '../pipeline/describe.ts';
import type { EncodedImage } from '../pipeline/encode-image.ts';
import { decode } from '../pipeline/image/decode.ts';
import { fingerprint } from '../pipeline/image/fingerprint.ts';
import { generate } from '../pipeline/language/generate.ts';
import { GroundedEncoder, probability, type ItmLogits } from '../pipeline/language/grounded-encoder.ts';
import { TextEncoder } from '../pipeline/language/text-encoder.ts';
import { pause } from '../pipeline/pause.ts';
import { preprocess } from '../pipeline/preprocessing/pixel-values.ts';
import type { BeamSettings, Hypothesis } from '../pipeline/text/beam-search.ts';
import { OcclusionEncoder, type OccludedEmbeds } from '../pipeline/vision/occlusion-encoder.ts';
import { Recent } from '../pipeline/vision/recent.ts';
import { VlmError } from '../protocol/error.ts';
import type { CaptionParams } from '../protocol/methods.ts';
import type { ImageSource, NamedArray } from '../protocol/values.ts';
import { disposeAll, type TensorFactory, type Tensors } from '../runtime/tensor.ts';
import { chooseCandidate } from './blip-candidates.ts';
import { inspectBlip } from './blip-inspection.ts';
import { chooseLikely } from './blip-likely.ts';
import type { BlipParts } from './blip-parts.ts';
import type { Components } from './components.ts';
import type { Model, PairScore } from './family.ts';

/** Pictures whose cross-attention keys and values are kept: about 1.7 MB each. */
const REMEMBERED = 48;

export class BlipModel implements Model {
  readonly pack: MedPack;
  readonly tensors: TensorFactory;
  readonly parts: BlipParts;
  readonly #components: Components;
  readonly #cross = new Recent<Tensors>(REMEMBERED, disposeAll);
  readonly #embeds = new Recent<Float32Array>(REMEMBERED);
  readonly #occluded = new Recent<OccludedEmbeds>(REMEMBERED);

  constructor(pack: MedPack, tensors: TensorFactory, components: Components, parts: BlipParts) {
    this.pack = pack;
    this.tensors = tensors;
    this.parts = parts;
    this.#components = components;
  }

  async caption(
    params: CaptionParams,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Description> {
    const startMs = performance.now();
    const finished: Hypothesis[] = [];
    const first = await this.#captionOf(params, finished, onText, signal);
    const { lengthPenalty, itcWeight = 0 } = this.pack.generation;
    const endToken = this.pack.tokenizer.end;
    const detokenise = (ids: readonly number[]): string => this.parts.tokenizer.decode(ids);
    const count = atLeast(1, params.candidates ?? 1);
    if (count > 1) {
      const match = (text: string): Promise<PairScore> => this.match(params.image, text, signal);
      return chooseCandidate(first, startMs, finished, { count, endToken, detokenise, match });
    }
    if (itcWeight === 0) return first;
    const { imageEmbeds } = (await this.parts.image.encode(params.image, signal)).features;
    const itc = async (text: string): Promise<number> => dot(imageEmbeds, await this.embedText(text, signal));
    const chooser = { lengthPenalty, itcWeight, endToken, detokenise, itc };
    return chooseLikely(first, startMs, finished, chooser);
  }

  #captionOf(
    params: CaptionParams,
    finished: Hypothesis[],
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Description> {
    const { decoder, image, tokenizer } = this.parts;
    const settings = this.#settings(params);
    const generator = { decoder, startToken: this.pack.tokenizer.decode };
    return describe(
      params.image,
      {
        encode: (source) => image.encode(source, signal),
        bridge: (encoded) => this.crossOf(encoded),
        generate: async function* (this: void, cross: Tensors) {
          finished.push(...(yield* generate(generator, cross, settings, signal)));
        },
        endToken: this.pack.tokenizer.end,
        detokenise: (ids) => tokenizer.decode(ids),
      },
      onText,
      signal,
    );
  }

  async embedImage(source: ImageSource, signal: AbortSignal): Promise<Float32Array> {
    return (await this.parts.image.encode(source, signal)).features.imageEmbeds;
  }

  /** Seldom asked for, so its session is made at the first question. */
  async occlude(source: ImageSource, signal: AbortSignal): Promise<OccludedEmbeds> {
    const { explain, preprocessing } = this.pack;
    if (!explain) throw new VlmError('pack-invalid', `The pack ${this.pack.info.id} can't explain.`);
    const key = await fingerprint(source);
    const known = this.#occluded.get(key);
    if (known) return known;
    const encoder = new OcclusionEncoder(await this.#components.session('explain'), this.tensors, explain);
    const pixels = preprocess(await decode(source), preprocessing);
    await pause(signal);
    const occluded = await encoder.encode(pixels);
    this.#occluded.set(key, occluded);
    return occluded;
  }

  forget(key: string): void {
    this.parts.image.forget(key);
    this.#cross.delete(key);
    this.#occluded.delete(key);
  }

  async embedText(text: string, signal: AbortSignal): Promise<Float32Array> {
    const ids = this.parts.tokenizer.encode(text);
    const key = ids.join(' ');
    const known = this.#embeds.get(key);
    if (known) return known;
    const encoder = new TextEncoder(await this.#components.session('text'), this.tensors);
    await pause(signal);
    const embeds = await encoder.encode(ids);
    this.#embeds.set(key, embeds);
    return embeds;
  }

  async match(source: ImageSource, text: string, signal: AbortSignal): Promise<PairScore> {
    const image = await this.parts.image.encode(source, signal);
    const textEmbeds = await this.embedText(text, signal);
    const logits = await this.itm(image, text, signal);
    const itc = dot(image.features.imageEmbeds, textEmbeds);
    const score = itc + this.pack.retrieval.itmWeight * (logits.match - logits.mismatch);
    return { itc, itm: probability(logits), score };
  }

  /** The matching head's logits of one pair. */
  async itm(image: EncodedImage, text: string, signal: AbortSignal): Promise<ItmLogits> {
    const session = await this.#components.session('match');
    const encoder = new GroundedEncoder(session, this.tensors, this.pack.tokenizer.encode);
    const cross = await this.crossOf(image);
    await pause(signal);
    return encoder.match(this.parts.tokenizer.encode(text), cross);
  }

  /** One picture's keys and values, projected once. They stay this model's to dispose. */
  async crossOf({ key, features }: EncodedImage): Promise<Tensors> {
    const known = this.#cross.get(key);
    if (known) return known;
    const cross = await this.parts.cross.project(features);
    this.#cross.set(key, cross);
    return cross;
  }

  inspect(
    image: ImageSource,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, NamedArray>> {
    return inspectBlip(this, image, texts, signal);
  }

  async prepareNext(): Promise<boolean> {
    const next = ['text', 'match'].find((name) => !this.#components.has(name));
    if (next) await this.#components.session(next);
    return next !== undefined;
  }

  async dispose(): Promise<void> {
    this.#cross.clear();
    this.parts.image.dispose();
    await this.#components.release();
  }

  #settings({ beams, maxTokens, minTokens, candidates = 1 }: CaptionParams): BeamSettings {
    const { generation, tokenizer, dims } = this.pack;
    return {
      ...(generation.repeatable && { repeatable: new Set(generation.repeatable) }),
      // More beams than candidates, since some end as the same words.
      beams: Math.max(atLeast(1, beams ?? generation.beams), candidates > 1 ? atLeast(1, candidates) + 2 : 1),
      // The start token takes the first position.
      maxTokens: Math.min(atLeast(1, maxTokens ?? generation.maxTokens), dims.maxPositions - 1),
      minTokens: atLeast(0, minTokens ?? generation.minTokens),
      lengthPenalty: generation.lengthPenalty,
      noRepeatNgram: generation.noRepeatNgram,
      endToken: tokenizer.end,
    };
  }
}

function atLeast(least: number, value: number): number {
  return Math.max(least, Math.floor(value));
}

/** Cosine of embeddings, which are of length 1. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
