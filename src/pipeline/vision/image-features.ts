/** What the vision model saw: kept on the CPU, since a picture outlives many calls. */
export interface ImageFeatures {
  /** `[embed]`, of length 1. */
  imageEmbeds: Float32Array;
  /** `[1, tokens, hidden]` */
  visualTokens: Float32Array;
  dims: readonly number[];
}
