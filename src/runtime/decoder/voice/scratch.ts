/** Memory for what lies between a decoder's layers, for at most CHUNK tokens at a time. */
import type { Heap } from '../../kernels/heap.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import type { VoiceShape } from './shape.ts';

/** Most tokens that go through the layers together. */
export const CHUNK = 64;

/** Most hypotheses that take a step together. */
export const HYPOTHESES = 8;

/** Addresses; f32 unless said. */
export interface Scratch {
  /** The residual stream `[CHUNK, hidden]`. */
  x: number;
  /** A single token's residual stream for each thread `[threads, hidden]`. */
  streams: number;
  /** What each thread adds to a single token's, of two sublayers in turn `[2, threads, hidden]`. */
  sums: number;
  /** What all threads but the first add to those of several `[threads - 1, CHUNK, hidden]`. */
  partial: number;
  /** A normalised token for each thread `[threads, hidden]`. */
  normed: number;
  /** `[hidden]`, all 0. */
  nothing: number;
  /** Quantised vectors `[CHUNK]`, `hidden` wide; or of what is attended to, for each thread `[CHUNK]`, as wide as its heads. */
  quantised: number;
  /** A quantised vector for each thread `[threads]`, `hidden` wide. */
  own: number;
  /** Quantised vectors for each thread `[CHUNK]`, as wide as its part of `inner`. */
  active: number;
  /** Queries, keys and values `[CHUNK, (heads + 2 kvHeads) headDim]`. */
  qkv: number;
  /** `[CHUNK, heads headDim]`. */
  attended: number;
  /** What the feed-forward layers' first matrix gives `[CHUNK, 2 inner]`, of OPT `[CHUNK, inner]`. */
  up: number;
  /** Cosines, then sines, of each position `[CHUNK, headDim]`; of OPT, whose heads don't turn, 1 and 0. */
  turns: number;
  /** Attention's room for each thread, `roomBytes` each; before that, of the keys as they turn. */
  room: number;
  roomBytes: number;
  /** `[HYPOTHESES, vocab]`. */
  logits: number;
  /** The tokens that speak, as wide vectors `[HYPOTHESES]`; of a single one each thread has its own. */
  wide: number;
  /** Where each hypothesis has its table of pages, u32 `[HYPOTHESES]`. */
  tables: number;
}

export function allocateScratch(
  heap: Heap,
  kernels: Kernels,
  shape: VoiceShape,
  threads: number,
  contextWindow: number,
): Scratch {
  const { hidden, inner, heads, kvHeads, headDim } = shape;
  const size = (width: number): number => kernels.quantisedBytes(width);
  const roomBytes = Math.max(kernels.attentionRoom(contextWindow, headDim), kvHeads * headDim * 4);
  const floats = (count: number): number => heap.allocate(count * 4);
  return {
    x: floats(CHUNK * hidden),
    streams: floats(threads * hidden),
    sums: floats(2 * threads * hidden),
    partial: floats((threads - 1) * CHUNK * hidden),
    normed: floats(threads * hidden),
    nothing: floats(hidden),
    quantised: heap.allocate(CHUNK * size(Math.max(hidden, heads * headDim))),
    own: heap.allocate(threads * size(hidden)),
    active: heap.allocate(CHUNK * size(inner)),
    qkv: floats(CHUNK * (heads + 2 * kvHeads) * headDim),
    attended: floats(CHUNK * heads * headDim),
    up: floats(CHUNK * 2 * inner),
    turns: floats(CHUNK * headDim),
    room: heap.allocate(threads * roomBytes),
    roomBytes,
    logits: floats(HYPOTHESES * shape.vocab),
    wide: heap.allocate(Math.max(HYPOTHESES, threads) * kernels.wideBytes(hidden)),
    tables: heap.allocate(HYPOTHESES * 4),
  };
}
