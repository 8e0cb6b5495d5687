/** The image-grounded text encoder (ITM) on the project's own kernels. */
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { Tensors } from '../tensor.ts';
import type { MedEncoder } from './med-encoder.ts';

/** The matching head, f32: two rows of weights, and a bias for each. */
export interface MatchingHead {
  weight: Float32Array;
  bias: Float32Array;
}

/** Undefined where the file has none of this kind. */
export function matchingHead(tensors: ReadonlyMap<string, StoredTensor>): MatchingHead | undefined {
  const floats = (name: string): Float32Array => {
    const bytes = tensors.get(`med.itm_head.${name}`)?.bytes ?? new Uint8Array();
    return new Float32Array(bytes.slice().buffer);
  };
  const head = { weight: floats('weight'), bias: floats('bias') };
  return head.bias.length === 2 && head.weight.length > 0 ? head : undefined;
}

export class MedGroundedEncoder {
  readonly #encoder: MedEncoder;
  readonly #head: MatchingHead;

  constructor(encoder: MedEncoder, head: MatchingHead) {
    this.#encoder = encoder;
    this.#head = head;
  }

  /** @param ids BLIP's [Encode] first. @param cross Keys and values of one picture. */
  async match(ids: readonly number[], cross: Tensors): Promise<{ mismatch: number; match: number }> {
    const mean = await this.#encoder.mean(ids, cross);
    const { weight, bias } = this.#head;
    const logit = (row: number): number =>
      mean.reduce((sum, x, i) => sum + x * (weight[row * mean.length + i] ?? 0), bias[row] ?? 0);
    return { mismatch: logit(0), match: logit(1) };
  }
}
