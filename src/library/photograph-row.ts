/** One photograph of the library as it is stored: everything but its bytes, its thumbnail and its embedding. */

export type CaptionLength = 'short' | 'long';

/** A caption with where it comes from. */
export interface StoredCaption {
  text: string;
  /** `model` wrote it, `hand`: a person did, `file`: it came with the picture. */
  source: 'model' | 'hand' | 'file';
  /** Id and version of the pack that wrote it. */
  pack?: string;
  /** Others it was chosen from, best first. */
  candidates?: ScoredText[];
  /** How the model made it, for those who want to know. */
  making?: CaptionMaking;
  /** The model wrote it, and it is farther from the picture than right captions mostly are. */
  unsure?: true;
  /** How well it fits the picture, where that was measured. */
  match?: ScoredText;
}

/** Tokens, device and the milliseconds of each stage of one caption. */
export interface CaptionMaking {
  tokens: number;
  device: 'webgpu' | 'wasm';
  timings: {
    msDecode: number;
    msPreprocess: number;
    msVision: number;
    msFirstToken: number;
    msTotal: number;
    tokensPerSecond: number;
  };
}

/** A sentence and how well it fits: ITM probability, ITC cosine, and the final score (`TextMatch`). */
export interface ScoredText {
  text: string;
  itm: number;
  itc: number;
  score: number;
}

export interface PhotographRow {
  /** SHA-256 of the file's bytes, 64 hexadecimal digits: a picture is in the library once. */
  id: string;
  name: string;
  /** Folders above the file inside the chosen one, each followed by a slash; empty when chosen alone. */
  folder: string;
  type: string;
  bytes: number;
  /** When it was added, in ms; all files of one choice have the same. */
  batch: number;
  /** Its place among all ever added. */
  order: number;
  /** Pixels, upright; absent where the browser can't show the picture. */
  width?: number;
  height?: number;
  caption?: StoredCaption;
  /** The caption that came in a file beside the picture. */
  given?: StoredCaption;
  /** A caption asked for and not made yet. */
  wanted?: { length: CaptionLength; candidates: number };
  /** Why nothing could be made of it. */
  failure?: { message: string; mayRetry: boolean };
  /** When it was deleted, in ms, while that can be undone. */
  removed?: number;
}

/** A picture on its way in, kept so that a reload loses none. */
export interface Arrival {
  file: Blob;
  name: string;
  folder: string;
  batch: number;
  /** Text of the caption file beside it. */
  given?: string;
  wanted?: { length: CaptionLength; candidates: number };
}

/** Newest choice first, within it the order of the files. */
export function byArrival(a: PhotographRow, b: PhotographRow): number {
  return b.batch - a.batch || a.order - b.order;
}

/** A row without one of its optional parts. */
export function without(row: PhotographRow, part: 'wanted' | 'failure' | 'removed'): PhotographRow {
  const rest = { ...row };
  delete rest[part];
  return rest;
}
