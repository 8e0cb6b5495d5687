/** The parts of a BLIP pack that are there from the start; those for text and matching follow. */
import type { CrossProjection } from '../pipeline/bridge/cross-projection.ts';
import type { ImageEncoder } from '../pipeline/encode-image.ts';
import type { GroundedDecoder } from '../pipeline/language/grounded-decoder.ts';
import type { Tokenizer } from '../pipeline/language/tokenizer.ts';
import type { MedModes } from './med-modes.ts';

export interface BlipParts {
  image: ImageEncoder;
  cross: CrossProjection;
  decoder: GroundedDecoder;
  tokenizer: Tokenizer;
  /** What makes the encoders of text. */
  modes: MedModes;
}
