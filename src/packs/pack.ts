/** A pack as the program knows it: what `pack.json` says once every field was checked. */
import type { PackInfo } from '../protocol/values.ts';

/** One file of a pack, found by its content's hash. */
export interface PackFile {
  path: string;
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/** An ONNX model and the weight files it names. */
export interface Component {
  model: string;
  externalData: string[];
}

/** How a picture becomes the vision model's input. */
export interface PreprocessingSpec {
  width: number;
  height: number;
  fit: 'squash' | 'crop';
  resample: 'bilinear';
  /** Per channel, on the scale 0 to 1. */
  mean: number[];
  std: number[];
}

/** The model's sizes. */
export interface Dims {
  hidden: number;
  embed: number;
  layers: number;
  heads: number;
  headDim: number;
  /** Layers with cross-attention. */
  crossLayers: number[];
  decoderVocab: number;
  maxPositions: number;
}

export interface TokenizerSpec {
  file: string;
  pad: number;
  /** First token of the grounded encoder's input. */
  encode: number;
  /** First token of the decoder. */
  decode: number;
  end: number;
  /** Most tokens of a text, first and last included. */
  maxTokens: number;
}

export interface GenerationSpec {
  beams: number;
  maxTokens: number;
  minTokens: number;
  lengthPenalty: number;
  /** Length of the word groups that may not occur twice; 0 for no such rule. */
  noRepeatNgram: number;
}

export interface RetrievalSpec {
  /** Weight of the matching logits' difference in the final score. */
  itmWeight: number;
  /** How many of the best are re-ranked. */
  rerank: number;
  logitScale: number;
}

export interface Pack {
  info: PackInfo;
  /** Address of the pack's folder, ending in a slash. */
  base: string;
  files: PackFile[];
  components: Record<string, Component>;
  preprocessing: PreprocessingSpec;
  dims: Dims;
  tokenizer: TokenizerSpec;
  generation: GenerationSpec;
  retrieval: RetrievalSpec;
}
