/**
 * The arithmetic of a transformer decoder on one linear memory. Every number named after a thing is its address in
 * bytes; what a function does and demands is written at its plain form (plain/) and its fast one (assembly/).
 */

/** Weights `[rows, columns]` at 4 bits in blocks of 32, as addresses: codes u8, scales and minimums f16. */
export interface Q4 {
  q: number;
  scales: number;
  minimums: number;
  rows: number;
  columns: number;
}

/** Weights at 8 bits in blocks of 32 around 128: codes u8, scales f16. */
export interface Q8 {
  q: number;
  scales: number;
}

/** Where a convolution's window goes on a picture `[height, width]`; outside of it is 0. */
export type Window = [
  height: number,
  width: number,
  size: number,
  stride: number,
  /** Rows of nothing above the picture, and columns of it on the left. */
  top: number,
  left: number,
  outWidth: number,
];

/** Bytes of a quantised vector's codes. One is in blocks of 32 only. */
export type CodeBytes = 1 | 2;

export interface Kernels {
  /** Bytes of a quantised vector of `n` numbers; what lies in them is the kernels' own business. */
  quantisedBytes(n: number): number;
  /**
   * Quantises blocks `begin` to `end` of the vector `[n]`; `block` as of the weights that it is for, 32 or 64; `bytes` of
   * a code: with two a product is as exact as with float32.
   */
  quantise(
    x: number,
    n: number,
    out: number,
    begin: number,
    end: number,
    block: number,
    bytes: CodeBytes,
  ): void;
  /**
   * Puts weights, which lie as in the file, in the order in which the q4 kernels read them. `rows` is a multiple
   * of 4, `block` the columns that share a scale (32 or 64), `room` for 2 x `columns` bytes.
   */
  q4Quads(
    q: number,
    scales: number,
    minimums: number,
    rows: number,
    columns: number,
    block: number,
    room: number,
  ): void;
  /**
   * Rows `begin` to `end`, multiples of 4, of weights in blocks of 32 times a quantised vector, and their biases
   * `[rows]` f32 unless `bias` is 0; added to what is there if `add` is 1.
   */
  q4Vector(
    out: number,
    q: number,
    scales: number,
    minimums: number,
    begin: number,
    end: number,
    columns: number,
    x: number,
    add: 0 | 1,
    bias: number,
    bytes: CodeBytes,
  ): void;
  /** The same for `count` vectors and for weights of any block; `stride` bytes from a result to the next. */
  q4Matrix(
    out: number,
    stride: number,
    q: number,
    scales: number,
    minimums: number,
    begin: number,
    end: number,
    columns: number,
    block: number,
    x: number,
    count: number,
    add: 0 | 1,
    bias: number,
    bytes: CodeBytes,
  ): void;
  /** One row of weights as f32; `block` as above. */
  q4Row(
    out: number,
    q: number,
    scales: number,
    minimums: number,
    row: number,
    columns: number,
    block: number,
  ): void;
  /** Bytes of a wide vector of `n` numbers: codes as the q8 product takes them. */
  wideBytes(n: number): number;
  quantiseWide(x: number, n: number, out: number): void;
  /** Rows `begin` to `end` of weights at 8 bits times a wide vector. */
  q8Vector(
    out: number,
    q: number,
    scales: number,
    begin: number,
    end: number,
    columns: number,
    x: number,
  ): void;
  q8Row(out: number, q: number, scales: number, row: number, columns: number): void;
  rmsNorm(x: number, weight: number, n: number, epsilon: number, out: number): void;
  /** `stride` bytes from a turned head to the next. */
  rope(x: number, heads: number, dim: number, turns: number, out: number, stride: number): void;
  /** Of one query over f32 keys and values; `scores` has room for `length` f32 in whole eights. */
  attention(
    out: number,
    query: number,
    pages: number,
    keys: number,
    values: number,
    pageLength: number,
    length: number,
    dim: number,
    scale: number,
    scores: number,
  ): void;
  /**
   * Writes keys and values `[heads, dim]` f32 of one position to a page of a cache, the first head's part at `page`
   * (its layout: assembly/cache-page.ts).
   */
  remember(
    keys: number,
    values: number,
    heads: number,
    dim: number,
    page: number,
    slot: number,
    pageLength: number,
  ): void;
  /** Bytes of room for `groupedAttention` to `length` positions. */
  attentionRoom(length: number, dim: number): number;
  /** Of `heads` queries that lie together and share a key head, whose part begins `at` bytes into each page. */
  groupedAttention(
    out: number,
    query: number,
    heads: number,
    pages: number,
    at: number,
    pageLength: number,
    length: number,
    dim: number,
    scale: number,
    room: number,
  ): void;
  /** Copies vectors that lie together to places `stride` bytes apart. */
  spread(x: number, count: number, dim: number, out: number, stride: number): void;
  swiGlu(gate: number, up: number, n: number, out: number): void;
  /** x + y; `out` may be one of them, `n` a multiple of 4. */
  add(x: number, y: number, n: number, out: number): void;
  /** LayerNorm(x + y), in place of x. */
  addNorm(x: number, y: number, weight: number, bias: number, n: number, epsilon: number): void;
  /** In place, as is `relu`. */
  gelu(x: number, n: number): void;
  relu(x: number, n: number): void;
  /** Index of the largest; the first of equal ones. */
  argmax(x: number, n: number): number;
  /** Dot products of an f32 vector with rows of i8 that have a scale each; `parts` is room for `dim` x 4 bytes. */
  scoreRows(
    out: number,
    codes: number,
    scales: number,
    rows: number,
    dim: number,
    query: number,
    parts: number,
  ): void;
  /**
   * Pixels `begin` to `end` of a convolution of 1 x 1: `x` `[pixels, inputs]` times weights `[outputs / 8, inputs, 8]`,
   * plus bias, plus those of `rest` `[pixels, outputs]` unless that is 0; from 0 to `most` unless that is below 0.
   */
  pointwise(
    out: number,
    x: number,
    weights: number,
    bias: number,
    rest: number,
    begin: number,
    end: number,
    inputs: number,
    outputs: number,
    most: number,
  ): void;
  /** Rows `begin` to `end` of a depthwise convolution of `[height, width, channels]`; weights `[size, size, channels]`. */
  depthwise(
    out: number,
    x: number,
    weights: number,
    bias: number,
    channels: number,
    ...window: [...Window, begin: number, end: number, most: number]
  ): void;
  /**
   * Rows `begin` to `end` of what a window sees of `[channels, height, width]`, times `scale` plus `shift`, as
   * `[rows, outWidth, inputs]`; what is beyond its numbers is 0.
   */
  unfold(
    out: number,
    x: number,
    inputs: number,
    channels: number,
    ...window: [...Window, begin: number, end: number, scale: number, shift: number]
  ): void;
}
