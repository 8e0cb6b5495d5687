/** The shape of a text encoder, read off its ONNX file: packs that only borrow the file don't name it. */
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { MedShape } from './shape.ts';

/** With the size of its word table. */
export interface EncoderShape extends MedShape {
  vocab: number;
}

/** The exporter's name for the shape `[0, 0, heads, -1]` that splits states into heads, as int64. */
const SPLIT_HEADS = 'split_heads';

/**
 * Undefined where the file doesn't say it.
 * @param visualTokens Tokens of a picture, where the encoder looks at one; they come with the picture, so no file knows.
 */
export function encoderShape(
  tensors: ReadonlyMap<string, StoredTensor>,
  visualTokens: number,
): EncoderShape | undefined {
  const bytesOf = (name: string): number => tensors.get(`med.${name}`)?.bytes?.length ?? 0;
  const hidden = bytesOf('embeddings.norm.weight') / 4;
  const split = tensors.get(SPLIT_HEADS)?.bytes;
  const heads = split?.length === 32 ? Number(new DataView(split.slice().buffer).getBigInt64(16, true)) : 0;
  if (hidden === 0 || heads <= 0) return undefined;
  let layers = 0;
  while (bytesOf(`layers.${layers}.feed_forward.norm.weight`) > 0) layers++;
  return {
    hidden,
    layers,
    heads,
    headDim: hidden / heads,
    crossLayers: Array.from({ length: layers }, (_, i) => i).filter(
      (i) => bytesOf(`layers.${i}.cross_attention.norm.weight`) > 0,
    ),
    visualTokens,
    maxPositions: bytesOf('embeddings.position.weight') / 4 / hidden,
    vocab: (bytesOf('embeddings.word.weight.q4') * 2) / hidden,
  };
}
