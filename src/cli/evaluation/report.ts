/** The figures of an evaluation as a table for reading. */
import type { CaptionScores } from './caption-scores.ts';
import type { Recalls } from './retrieval.ts';
import type { noRetrieval, RetrievalFigures } from './retrieval-figures.ts';
import type { Threshold } from './threshold.ts';

/** The retrieval figures are null of a pack that can't embed and match. */
export type Evaluation = CaptionScores & CaptionRun & (RetrievalFigures | typeof noRetrieval);

interface CaptionRun {
  pack: string;
  device: 'webgpu' | 'wasm';
  /** Photographs evaluated, and rows that could not be. */
  n: number;
  skipped: number;
  msCaptionMedian: number;
}

/** Several lines, without a newline at the end. */
export function reportOf(evaluation: Evaluation): string {
  const { pack, device, n, skipped, msCaptionMedian, tokenizer, meteor } = evaluation;
  const recallsLine = (label: string, recalls: Recalls | null) => {
    const figures = recalls ? [recalls.r1, recalls.r5, recalls.r10] : [];
    return `${label.padEnd(28)}${figures.map((recall) => recall.toFixed(1).padStart(7)).join('')}`;
  };
  return [
    `${pack} on ${device}: ${n} photographs, ${skipped} skipped, ${Math.round(msCaptionMedian)} ms a caption (median)`,
    `CIDEr-D ${evaluation.cider.toFixed(3)}   BLEU-4 ${evaluation.bleu4.toFixed(3)}   ROUGE-L ${evaluation.rougeL.toFixed(3)}   METEOR ${meteor?.toFixed(3) ?? 'needs Java'}   (${tokenizer} tokenizer)`,
    `${'Recall, percent'.padEnd(28)}${['@1', '@5', '@10'].map((k) => k.padStart(7)).join('')}`,
    recallsLine('image to text', evaluation.i2t),
    recallsLine('text to image', evaluation.t2i),
    recallsLine('image to text, re-ranked', evaluation.i2tReranked),
    recallsLine('text to image, re-ranked', evaluation.t2iReranked),
    ...thresholdLines(evaluation.threshold),
  ].join('\n');
}

function thresholdLines(threshold: Threshold | null): string[] {
  if (threshold === null) return [];
  const { minItc, found, refused } = threshold;
  return [
    `Good match from ITC ${minItc.toFixed(3)}: ${found.toFixed(0)} % of texts find their photograph, ${refused.toFixed(0)} % without it find nothing`,
  ];
}
