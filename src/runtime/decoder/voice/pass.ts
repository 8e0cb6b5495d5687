/** What goes through: the tokens whose embeddings lie in `scratch.x`. */
export interface Pass {
  /** Tokens, at most CHUNK. */
  count: number;
  /** Position of the first. */
  start: number;
  /** Address of the cache's table of pages; of hypotheses apart, of their tables' addresses. */
  table: number;
  /** Whether the logits of the last token are wanted; of hypotheses apart, those of each. */
  logits: boolean;
  /** The tokens are those of as many hypotheses, each with a cache of its own, all at the position `start`. */
  apart: boolean;
  /** Activations are rounded to 16 bits, not to 8: next words are those of float32, at two thirds or more of the speed. */
  exact: boolean;
}
