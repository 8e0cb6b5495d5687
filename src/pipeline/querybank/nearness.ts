/** How near a picture, or a text, is to the entries of a bank: a soft maximum of cosines (inverted softmax). */
import { largest } from '../../runtime/largest.ts';
import { logSumExp } from '../text/log-sum-exp.ts';

/** How the pack measures it. */
export interface NearnessSpec {
  /** Of the soft maximum. */
  temperature: number;
  /** Of the bank of texts so many count that are nearest to the text asked about. */
  nearest: number;
}

/** What is known of a text: which entries of the bank of texts are like it, and how near it is to any photograph. */
export interface BankedText {
  like: readonly number[];
  nearness: number;
}

/** temperature * log(sum(exp(cosines / temperature))): over the greatest by what the others add. */
export function softMaximum(cosines: Float32Array, temperature: number): number {
  return temperature * logSumExp(cosines.map((cosine) => cosine / temperature));
}

/** @param texts, photographs A text's cosines with either bank. */
export function bankedText(
  texts: Float32Array,
  photographs: Float32Array,
  { nearest, temperature }: NearnessSpec,
): BankedText {
  return { like: largest(texts, nearest), nearness: softMaximum(photographs, temperature) };
}

/** How near a picture is to what is said in such words. @param texts The picture's cosines with the bank of texts. */
export function nearnessOfImage(
  texts: Float32Array,
  { like }: BankedText,
  { temperature }: NearnessSpec,
): number {
  return softMaximum(
    Float32Array.from(like, (entry) => texts[entry] ?? 0),
    temperature,
  );
}
