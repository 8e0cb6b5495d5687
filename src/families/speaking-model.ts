/** A loaded pack whose language model reads pictures as words: it chats, answers and captions. */
import type { GenerationSpec, VoicePack } from '../packs/pack.ts';
import { describe, type Description } from '../pipeline/describe.ts';
import type { ImageEncoder } from '../pipeline/encode-image.ts';
import { decode } from '../pipeline/image/decode.ts';
import { generateAloud } from '../pipeline/language/generate-aloud.ts';
import { ChatMl } from '../pipeline/language/chat-template.ts';
import type { ChatTokenizer } from '../pipeline/language/chat-tokenizer.ts';
import type { ImageTokens, Segment } from '../pipeline/language/prompt.ts';
import type { Voice } from '../pipeline/language/voice.ts';
import { preprocess } from '../pipeline/preprocessing/pixel-values.ts';
import type { Hypothesis } from '../pipeline/text/beam-search.ts';
import type { Glimpse } from '../pipeline/vision/image-token-encoder.ts';
import type { CaptionParams } from '../protocol/methods.ts';
import { VlmError } from '../protocol/error.ts';
import type { ImageSource, NamedArray } from '../protocol/values.ts';
import type { LanguageDecoder } from '../runtime/decoder/decoder.ts';
import { beamSettings } from './beam-settings.ts';
import type { Components } from './components.ts';
import type { Model } from './family.ts';
import { chooseLikely } from './likely-caption.ts';
import { cosine, type TextEmbedder } from './text-embedder.ts';

/** How captions are written where the pack doesn't say it. */
const GENERATION: GenerationSpec = {
  beams: 1,
  maxTokens: 40,
  minTokens: 2,
  lengthPenalty: 1,
  // A small voice is prone to circles ("a sign that says a sign that says"); no pair of words twice leaves it none.
  noRepeatNgram: 2,
};

/** What a family loads for it. */
export interface SpeakingParts {
  image: ImageEncoder<Glimpse>;
  decoder: LanguageDecoder;
  tokenizer: ChatTokenizer;
  /** In packs whose captions are chosen by ITC. */
  texts?: TextEmbedder;
}

export class SpeakingModel implements Model {
  readonly voice: Voice;
  readonly #pack: VoicePack;
  readonly #components: Components;
  readonly #parts: SpeakingParts;

  constructor(pack: VoicePack, components: Components, parts: SpeakingParts) {
    this.#pack = pack;
    this.#components = components;
    this.#parts = parts;
    const { decoder, tokenizer, image } = parts;
    this.voice = {
      decoder,
      tokenizer,
      template: new ChatMl(tokenizer),
      system: pack.chat.system,
      stop: pack.chat.stop,
      imageTokens: async (source, signal) => {
        const { key, features } = await image.encode(source, signal);
        return this.#tokens(key, features.tokens);
      },
    };
  }

  async caption(
    params: CaptionParams,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Description> {
    const startMs = performance.now();
    const { image, texts } = this.#parts;
    const { template, decoder, tokenizer } = this.voice;
    const generation = this.#pack.generation ?? GENERATION;
    const settings = beamSettings(generation, params, template.end, tokenizer);
    const finished: Hypothesis[] = [];
    const detokenise = (ids: readonly number[]): string => tokenizer.decode(ids).trim();
    const first = await describe(
      params.image,
      {
        encode: (source) => image.encode(source, signal),
        bridge: async ({ key, features }) => this.#prompt(this.#tokens(key, features.tokens)),
        generate: async function* (this: void, prompt: readonly Segment[]) {
          finished.push(...(yield* generateAloud(decoder, prompt, settings, signal)));
        },
        endToken: template.end,
        detokenise,
      },
      onText,
      signal,
    );
    const { lengthPenalty, itcWeight = 0 } = generation;
    if (!texts || itcWeight === 0) return first;
    const { imageEmbeds } = (await image.encode(params.image, signal)).features;
    if (!imageEmbeds) return first;
    const itc = async (text: string): Promise<number> => cosine(imageEmbeds, await texts.embed(text, signal));
    const chooser = { lengthPenalty, itcWeight, endToken: template.end, detokenise, itc };
    return chooseLikely(first, startMs, finished, chooser);
  }

  /** `pixel_values`, `image_tokens`, and for each text the logits of an answer's first token. */
  async inspect(
    source: ImageSource,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, NamedArray>> {
    const pixels = preprocess(await decode(source), this.#pack.preprocessing);
    const image = await this.voice.imageTokens(source, signal);
    const { hidden, vocab } = this.voice.decoder;
    const out: Record<string, NamedArray> = {
      pixel_values: { data: pixels.data, dims: [...pixels.dims] },
      image_tokens: { data: image.embeds, dims: [1, image.count, hidden] },
    };
    for (const [i, text] of texts.entries()) {
      const decoder = this.voice.decoder.fork();
      let logits = new Float32Array() as Float32Array;
      for (const segment of this.#prompt(image, text)) {
        const input = 'ids' in segment ? segment : { embeds: segment.image.embeds };
        logits = await decoder.prefill(input, signal);
      }
      decoder.dispose();
      out[`answer.${i}.logits`] = { data: logits, dims: [1, vocab] };
    }
    return out;
  }

  async prepareNext(): Promise<boolean> {
    return (await this.#parts.texts?.prepare()) ?? false;
  }

  async dispose(): Promise<void> {
    this.#parts.decoder.dispose();
    await this.#components.release();
  }

  #prompt(image: ImageTokens, question = this.#pack.chat.caption): Segment[] {
    const { template, system } = this.voice;
    return [
      ...template.system(system),
      template.open('user'),
      ...template.image(image, 1),
      template.text(question),
      template.close(),
      template.open('assistant'),
    ];
  }

  #tokens(key: string, embeds: Float32Array): ImageTokens {
    const { imageTokens } = this.#pack.chat;
    const wanted = imageTokens * this.voice.decoder.hidden;
    if (embeds.length === wanted) return { key, embeds, count: imageTokens };
    throw new VlmError(
      'pack-invalid',
      `The vision model gives ${embeds.length} numbers where pack.json's chat.imageTokens says ${wanted}. Export the pack again.`,
    );
  }
}
