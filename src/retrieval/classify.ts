/** Zero-shot classification: every photograph under the label whose sentence is nearest. */
import type { LabelledPhotograph } from '../protocol/values.ts';
import type { EmbeddingIndex } from './embedding-index.ts';

/** A label and the embedding `[embed]` of a sentence with it. */
export interface EmbeddedLabel {
  label: string;
  embedding: Float32Array;
}

/** @param logitScale What the cosines are multiplied by before the softmax, as the model was trained. */
export function classify(
  index: EmbeddingIndex,
  labels: readonly EmbeddedLabel[],
  logitScale: number,
): LabelledPhotograph[] {
  const photographs = new Map<string, { best: number; label: string; cosines: number[] }>();
  for (const { label, embedding } of labels) {
    for (const { id, itc } of index.nearest(embedding, index.size)) {
      const known = photographs.get(id) ?? { best: -Infinity, label, cosines: [] };
      known.cosines.push(itc);
      if (itc > known.best) Object.assign(known, { best: itc, label });
      photographs.set(id, known);
    }
  }
  return [...photographs].map(([id, { best, label, cosines }]) => {
    const total = cosines.reduce((sum, itc) => sum + Math.exp(logitScale * (itc - best)), 0);
    return { id, label, probability: 1 / total, itc: best };
  });
}
