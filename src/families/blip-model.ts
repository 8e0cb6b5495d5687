/** A loaded BLIP pack: embeds (ITC), matches (ITM) and captions (LM) pictures. */
import type { MedPack } from '../packs/pack.ts';
import { describe, type Description } from '../pipeline/describe.ts';
import type { EncodedImage } from '../pipeline/encode-image.ts';
import { decode } from '../pipeline/image/decode.ts';
import { fingerprint } from '../pipeline/image/fingerprint.ts';
import { generate } from '../pipeline/language/generate.ts';
import { probability, type ItmLogits } from '../pipeline/language/grounded-encoder.ts';
import { pause } from '../pipeline/pause.ts';
import { preprocess } from '../pipeline/preprocessing/pixel-values.ts';
import { Querybank, type PairNearness } from '../pipeline/querybank/querybank.ts';
import type { BeamSettings, Hypothesis } from '../pipeline/text/beam-search.ts';
import { OcclusionEncoder, type OccludedEmbeds } from '../pipeline/vision/occlusion-encoder.ts';
import { Recent } from '../pipeline/vision/recent.ts';
import { VlmError } from '../protocol/error.ts';
import type { CaptionParams } from '../protocol/methods.ts';
import type { ImageSource, NamedArray } from '../protocol/values.ts';
import { disposeAll, type TensorFactory, type Tensors } from '../runtime/tensor.ts';
import { atLeast, beamSettings } from './beam-settings.ts';
import { chooseCandidate } from './blip-candidates.ts';
import { inspectBlip } from './blip-inspection.ts';
import type { BlipParts } from './blip-parts.ts';
import type { Components } from './components.ts';
import type { Model, PairScore } from './family.ts';
import { chooseLikely } from './likely-caption.ts';
import { cosine, TextEmbedder } from './text-embedder.ts';

/** Pictures whose cross-attention keys and values are kept: about 1.7 MB each. */
const REMEMBERED = 48;

/** The component that holds the banks. */
const QUERYBANK = 'querybank';

export class BlipModel implements Model {
  readonly pack: MedPack;
  readonly tensors: TensorFactory;
  readonly parts: BlipParts;
  readonly #components: Components;
  readonly #cross = new Recent<Tensors>(REMEMBERED, disposeAll);
  readonly #querybank: Querybank | undefined;
  readonly #texts: TextEmbedder;
  readonly #occluded = new Recent<OccludedEmbeds>(REMEMBERED);

  constructor(pack: MedPack, tensors: TensorFactory, components: Components, parts: BlipParts) {
    this.pack = pack;
    this.tensors = tensors;
    this.parts = parts;
    this.#components = components;
    this.#texts = new TextEmbedder(parts.modes, parts.tokenizer);
    const spec = pack.retrieval.querybank;
    this.#querybank = spec && new Querybank(() => components.session(QUERYBANK), tensors, spec);
  }

  async caption(
    params: CaptionParams,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Description> {
    const description = await this.#chosen(params, onText, signal);
    const { minItc } = this.pack.retrieval;
    if (minItc === undefined || description.caption === '') return description;
    const itc = await this.#itc(params.image, description.caption, signal);
    return { ...description, itc, fits: itc >= minItc };
  }

  async #chosen(
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
    const itc = (text: string): Promise<number> => this.#itc(params.image, text, signal);
    const chooser = { lengthPenalty, itcWeight, endToken, detokenise, itc };
    return chooseLikely(first, startMs, finished, chooser);
  }

  async #itc(source: ImageSource, text: string, signal: AbortSignal): Promise<number> {
    return cosine(await this.embedImage(source, signal), await this.embedText(text, signal));
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
    this.#querybank?.forget(key);
  }

  embedText(text: string, signal: AbortSignal): Promise<Float32Array> {
    return this.#texts.embed(text, signal);
  }

  async match(source: ImageSource, text: string, signal: AbortSignal): Promise<PairScore> {
    const image = await this.parts.image.encode(source, signal);
    const textEmbeds = await this.embedText(text, signal);
    const logits = await this.itm(image, text, signal);
    const itc = cosine(image.features.imageEmbeds, textEmbeds);
    const { itmWeight, querybank } = this.pack.retrieval;
    const near = await this.nearness(image, text, signal);
    const plain = itc + itmWeight * (logits.match - logits.mismatch);
    // What competes is normalised: of a picture's texts the texts, of a text's pictures the pictures.
    const common = (part: 'images' | 'texts', nearness = 0): number =>
      near && querybank ? querybank[part].weight * (nearness - querybank[part].mean) : 0;
    return {
      itc,
      itm: probability(logits),
      score: plain - common('texts', near?.text),
      imageScore: plain - common('images', near?.image),
    };
  }

  /** How near the two are to the pack's banks; undefined for a pack without. */
  async nearness(image: EncodedImage, text: string, signal: AbortSignal): Promise<PairNearness | undefined> {
    if (!this.#querybank) return undefined;
    const embeds = await this.embedText(text, signal);
    return this.#querybank.nearness(
      { key: image.key, embeds: image.features.imageEmbeds },
      { key: text, embeds },
    );
  }

  /** The matching head's logits of one pair. */
  async itm(image: EncodedImage, text: string, signal: AbortSignal): Promise<ItmLogits> {
    const { modes, tokenizer } = this.parts;
    const encoder = await modes.grounded(this.pack.dims.visualTokens);
    const cross = await this.crossOf(image);
    await pause(signal);
    const [, ...words] = tokenizer.encode(text);
    return encoder.match([this.pack.tokenizer.encode, ...words], cross);
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
    const { modes } = this.parts;
    if (await this.#texts.prepare()) return true;
    if (!modes.hasGrounded) await modes.grounded(this.pack.dims.visualTokens);
    else if (this.pack.retrieval.querybank && !this.#components.has(QUERYBANK))
      await this.#components.session(QUERYBANK);
    else return false;
    return true;
  }

  async dispose(): Promise<void> {
    this.#cross.clear();
    this.parts.image.dispose();
    await this.#components.release();
  }

  #settings(params: CaptionParams): BeamSettings {
    const { generation, tokenizer, dims } = this.pack;
    const settings = beamSettings(generation, params, tokenizer.end);
    const candidates = atLeast(1, params.candidates ?? 1);
    return {
      ...settings,
      // More beams than candidates, since some end as the same words.
      beams: Math.max(settings.beams, candidates > 1 ? candidates + 2 : 1),
      // The start token takes the first position.
      maxTokens: Math.min(settings.maxTokens, dims.maxPositions - 1),
    };
  }
}
