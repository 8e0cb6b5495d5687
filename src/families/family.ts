/** What a family of models is to the worker. Adding one is a file beside this and a line in the registry. */
import type { Pack } from '../packs/pack.ts';
import type { PackFiles } from '../packs/files.ts';
import type { Description } from '../pipeline/describe.ts';
import type { Voice } from '../pipeline/language/voice.ts';
import type { OccludedEmbeds } from '../pipeline/vision/occlusion-encoder.ts';
import type { CaptionParams } from '../protocol/methods.ts';
import type { ImageSource, LoadProgress, NamedArray } from '../protocol/values.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** What a family is given to load a pack with. */
export interface LoadContext {
  pack: Pack;
  files: PackFiles;
  runtime: Runtime;
  /** Whether a voice's next words are to be those of float32. */
  exact: boolean;
  onProgress: (progress: LoadProgress) => void;
}

/** How one text fits one picture. */
export interface PairScore {
  /** Cosine of the embeddings. */
  itc: number;
  /** Probability that the pair matches. */
  itm: number;
  /** What texts of one picture are ordered by: both, less what the text is near to anyway, weighed as the pack says. */
  score: number;
  /** What pictures of one text are ordered by: both, less what the picture is near to anyway. */
  imageScore: number;
}

/**
 * A loaded pack. Calls come one at a time; every one may reject with `aborted`. What a family can't do it
 * leaves out.
 */
export interface Model {
  caption?(params: CaptionParams, onText: (text: string) => void, signal: AbortSignal): Promise<Description>;
  /** `[embed]`, of length 1. */
  embedImage?(image: ImageSource, signal: AbortSignal): Promise<Float32Array>;
  /** `[embed]`, of length 1. */
  embedText?(text: string, signal: AbortSignal): Promise<Float32Array>;
  match?(image: ImageSource, text: string, signal: AbortSignal): Promise<PairScore>;
  /** Nothing of the picture with this fingerprint stays, in memory or on the disk. */
  forget?(key: string): void;
  /** What conversations and answers are spoken with. */
  readonly voice?: Voice;
  /** The picture's embedding without each of its places. */
  occlude?(image: ImageSource, signal: AbortSignal): Promise<OccludedEmbeds>;
  /** Named outputs of every stage, for diagnosis. */
  inspect?(
    image: ImageSource,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, NamedArray>>;
  /** Makes one more session that a later call will need; false when all are made. */
  prepareNext(): Promise<boolean>;
  dispose(): Promise<void>;
}

/** A model that compares pictures and texts. */
export type Retriever = Required<Pick<Model, 'embedImage' | 'embedText' | 'match' | 'forget'>>;

export interface Family {
  /** The `family` of its packs. */
  readonly id: string;
  /** Paths of files that it has written straight into the memory they will live in (`PackFiles.fill`). */
  streamed?(pack: Pack): readonly string[];
  load(context: LoadContext): Promise<Model>;
}
