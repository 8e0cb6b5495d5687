/**
 * Visual tokens to the keys and values that the text layers attend to: BLIP's bridge is the identity, so
 * all that is left to do once per picture is each layer's projection.
 */
import type { Tensors } from '../../runtime/tensor.ts';
import type { ImageFeatures } from '../vision/image-features.ts';

export interface CrossProjection {
  /** @returns `cross.{layer}.key` and `.value`, `[1, heads, tokens, headDim]`; the caller disposes them. */
  project(features: ImageFeatures): Promise<Tensors>;
}
