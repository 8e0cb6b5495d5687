/** Every stage of BLIP for one picture, as plain arrays: what parity tests compare with the training code. */
import type { MedPack } from '../packs/pack.ts';
import { decode } from '../pipeline/image/decode.ts';
import type { EncodedImage } from '../pipeline/encode-image.ts';
import type { ItmLogits } from '../pipeline/language/grounded-encoder.ts';
import { preprocess } from '../pipeline/preprocessing/pixel-values.ts';
import type { PairNearness } from '../pipeline/querybank/querybank.ts';
import type { ImageSource, NamedArray } from '../protocol/values.ts';
import type { BlipParts } from './blip-parts.ts';
import { read, type Tensors } from '../runtime/tensor.ts';

/** What is looked at: a loaded BLIP model. */
export interface Inspected {
  readonly pack: MedPack;
  readonly parts: BlipParts;
  crossOf(image: EncodedImage): Promise<Tensors>;
  embedText(text: string, signal: AbortSignal): Promise<Float32Array>;
  itm(image: EncodedImage, text: string, signal: AbortSignal): Promise<ItmLogits>;
  nearness(image: EncodedImage, text: string, signal: AbortSignal): Promise<PairNearness | undefined>;
}

/**
 * @returns `pixel_values`, `image_embeds`, `visual_tokens`, `cross.{layer}.key|value`, `text_embeds`
 * `[texts, embed]`, `itm_logits` `[texts, 2]`, `nearness` `[texts, 2]` to the banks, of the picture and of the text, and
 * `decoder_logits` `[1, vocab]` of the first step.
 */
export async function inspectBlip(
  model: Inspected,
  source: ImageSource,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Record<string, NamedArray>> {
  const { pack, parts } = model;
  const out: Record<string, NamedArray> = {};
  const pixels = preprocess(await decode(source), pack.preprocessing);
  out['pixel_values'] = { data: pixels.data, dims: [...pixels.dims] };

  const image = await parts.image.encode(source, signal);
  const { imageEmbeds, visualTokens, dims } = image.features;
  out['image_embeds'] = { data: imageEmbeds, dims: [1, imageEmbeds.length] };
  out['visual_tokens'] = { data: visualTokens, dims: [...dims] };

  const cross = await model.crossOf(image);
  for (const [name, tensor] of Object.entries(cross)) {
    out[name] = { data: Float32Array.from(await read(tensor)), dims: [...tensor.dims] };
  }

  const hypotheses = await parts.decoder.begin(cross, 1);
  const [logits = new Float32Array(0)] = await hypotheses.step([pack.tokenizer.decode]);
  hypotheses.dispose();
  out['decoder_logits'] = { data: logits, dims: [1, logits.length] };

  if (texts.length === 0) return out;
  const embeds = [];
  const itm = [];
  const near = [];
  for (const text of texts) {
    embeds.push(...(await model.embedText(text, signal)));
    const { mismatch, match } = await model.itm(image, text, signal);
    itm.push(mismatch, match);
    const nearness = await model.nearness(image, text, signal);
    if (nearness) near.push(nearness.image, nearness.text);
  }
  out['text_embeds'] = { data: Float32Array.from(embeds), dims: [texts.length, pack.dims.embed] };
  out['itm_logits'] = { data: Float32Array.from(itm), dims: [texts.length, 2] };
  if (near.length > 0) out['nearness'] = { data: Float32Array.from(near), dims: [texts.length, 2] };
  return out;
}
