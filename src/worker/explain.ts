/** Why a picture matched: the maps of the whole text and of each of its words. */
import type { Explanation, HeatMap, ImageSource } from '../protocol/values.ts';
import { heatMap } from '../retrieval/heat-map.ts';
import { visibleWords } from '../retrieval/visible-words.ts';
import type { With } from './abilities.ts';

/** Words of a long text that get a map of their own. */
const MOST_WORDS = 12;

/** The picture is looked at once; each word then costs one run of the text encoder. */
export async function explain(
  model: With<'embedImage' | 'embedText' | 'occlude'>,
  image: ImageSource,
  text: string,
  signal: AbortSignal,
): Promise<Explanation> {
  const whole = await model.embedText(text, signal);
  const embedding = await model.embedImage(image, signal);
  const occluded = await model.occlude(image, signal);
  const map = (textEmbeds: Float32Array): HeatMap =>
    heatMap(embedding, occluded.embeds, textEmbeds, occluded);
  const words: Explanation['words'] = [];
  for (const word of visibleWords(text).slice(0, MOST_WORDS))
    words.push({ word, map: map(await model.embedText(word, signal)) });
  return { query: map(whole), words };
}
