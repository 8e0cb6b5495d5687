/** A pack as the program knows it: what `pack.json` says once every field was checked. */
import type { PackInfo } from '../protocol/values.ts';
import type { VoiceShape } from '../runtime/decoder/voice/shape.ts';

/** One file of a pack, found by its content's hash. */
export interface PackFile {
  path: string;
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
  /** Id of the pack beside this one whose folder holds the file, where it isn't this pack's own. */
  pack?: string;
}

/** An ONNX model and the weight files it names. */
export interface Component {
  model: string;
  externalData: string[];
  /** The same graph, optimised, for WebAssembly: its weights are what `model` expands. */
  fused?: string;
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
  /** Tokens that the vision model makes of a picture. */
  visualTokens: number;
  /** The first of them, which the decoder looks at; where it isn't said, only the decoder's file knows. */
  captionTokens?: number;
  /** Layers with cross-attention. */
  crossLayers: number[];
  decoderVocab: number;
  maxPositions: number;
}

/** The text transformer's tokenizer and its special ids. */
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
  /**
   * The only tokens that may come more than once in a caption; without it all may. Of a voice's, only those are named
   * that begin a word: the others may always.
   */
  repeatable?: number[];
  /** Of the finished captions, the cosine of text and picture counts as much beside the language model's score. */
  itcWeight?: number;
}

export interface RetrievalSpec {
  /** Weight of the matching logits' difference in the final score. */
  itmWeight: number;
  /** What nearness to the pack's banks takes from the final score; without it nothing does. */
  querybank?: QuerybankSpec;
  /** How many of the best are re-ranked. */
  rerank: number;
  logitScale: number;
  /** The least cosine of text and picture that is called a good match, as measured on pairs held out. */
  minItc?: number;
}

/** Querybank normalisation: of a picture and of a text, what is over the mean counts by its weight. */
export interface QuerybankSpec {
  temperature: number;
  /** Entries of the bank of texts that count: those nearest to the text asked about. */
  nearest: number;
  images: { weight: number; mean: number };
  texts: { weight: number; mean: number };
}

/** Places of which the component `explain` gives the embedding without each. */
export interface ExplainSpec {
  rows: number;
  columns: number;
}

/** The decoder-only language model of a pack that talks: its files and its sizes. */
export interface VoiceSpec {
  /** The weights, one block after another. */
  file: string;
  /** Names, types, shapes and places of the weights, as JSON. */
  tensors: string;
  /** The decoder as an ONNX graph over the same weights, for WebGPU; without one it runs on WebAssembly. */
  graph?: string;
  shape: VoiceShape;
}

/** How a pack's conversations are written. */
export interface ChatSpec {
  template: 'chatml';
  /** Positions that a picture takes. */
  imageTokens: number;
  /** What the model is told first; '' for nothing. */
  system: string;
  /** Texts that end an answer. */
  stop: string[];
  /** The question that a caption answers. */
  caption: string;
}

/** What every pack has. */
export interface Pack {
  info: PackInfo;
  /** Address of the pack's folder, ending in a slash. */
  base: string;
  /** Whether it came from disk: what is not stored of it can't be fetched. */
  imported?: boolean;
  files: PackFile[];
  components: Record<string, Component>;
  preprocessing: PreprocessingSpec;
  tokenizer: { file: string };
}

/** A pack of one text transformer in several modes (MED). */
export interface MedPack extends Pack {
  dims: Dims;
  tokenizer: TokenizerSpec;
  generation: GenerationSpec;
  retrieval: RetrievalSpec;
  /** Present where the pack can `explain`. */
  explain?: ExplainSpec;
}

/** What the component `text` reads: it embeds texts in the space of the vision model's `image_embeds`. */
export interface TextEncoderSpec {
  /** File of its tokenizer. */
  tokenizer: string;
  /** Most tokens of a text, first and last included. */
  maxTokens: number;
}

/** A pack with a decoder-only language model. */
export interface VoicePack extends Pack {
  voice: VoiceSpec;
  chat: ChatSpec;
  /** How it writes captions, where the pack says it. */
  generation?: GenerationSpec;
  /** Present where captions are chosen by ITC. */
  textEncoder?: TextEncoderSpec;
}
