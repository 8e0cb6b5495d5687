/**
 * The modes of a MED, each made when first asked for: on the project's own kernels, where those run and know the file,
 * else on ONNX Runtime.
 */
import type { Dims } from '../packs/pack.ts';
import type { CrossProjection } from '../pipeline/bridge/cross-projection.ts';
import { OnnxCrossProjection } from '../pipeline/bridge/onnx-cross-projection.ts';
import type { GroundedDecoder } from '../pipeline/language/grounded-decoder.ts';
import type { GroundedEncoder } from '../pipeline/language/grounded-encoder.ts';
import { OnnxGroundedDecoder } from '../pipeline/language/onnx-grounded-decoder.ts';
import { OnnxGroundedEncoder } from '../pipeline/language/onnx-grounded-encoder.ts';
import { OnnxTextEncoder } from '../pipeline/language/onnx-text-encoder.ts';
import type { TextEncoder } from '../pipeline/language/text-encoder.ts';
import { tensorsOf, type StoredTensor } from '../runtime/onnx/stored-tensor.ts';
import { MedCross } from '../runtime/med/med-cross.ts';
import { MedDecoder } from '../runtime/med/med-decoder.ts';
import { MedEncoder } from '../runtime/med/med-encoder.ts';
import { matchingHead, MedGroundedEncoder } from '../runtime/med/med-grounded-encoder.ts';
import { MedTextEncoder } from '../runtime/med/med-text-encoder.ts';
import { MedMemory } from '../runtime/med/memory.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Components } from './components.ts';

/** Names of the components. */
const [CROSS, DECODER, TEXT, MATCH] = ['cross', 'decoder', 'text', 'match'] as const;

export class MedModes {
  readonly #components: Components;
  readonly #runtime: Runtime;
  #memory: Promise<MedMemory | undefined> | undefined;
  #text: Promise<TextEncoder> | undefined;
  #grounded: Promise<GroundedEncoder> | undefined;

  constructor(components: Components, runtime: Runtime) {
    this.#components = components;
    this.#runtime = runtime;
  }

  get hasText(): boolean {
    return this.#text !== undefined;
  }

  get hasGrounded(): boolean {
    return this.#grounded !== undefined;
  }

  /**
   * What projects a picture's tokens for cross-attention, made anew.
   * @param before What ONNX Runtime has to make first, where it is needed.
   */
  async cross(dims: Dims, before: Promise<unknown>): Promise<CrossProjection> {
    const { tensors } = this.#runtime;
    const own = await this.#onKernels(CROSS, (memory, stored) =>
      MedCross.create(memory, stored, dims, tensors),
    );
    if (own) return own;
    await before;
    return new OnnxCrossProjection(await this.#components.session(CROSS), tensors);
  }

  /**
   * The image-grounded decoder (LM), made anew.
   * @param before What ONNX Runtime has to make first, where it is needed.
   */
  async decoder(dims: Dims, before: Promise<unknown>): Promise<GroundedDecoder> {
    const { captionTokens } = dims;
    if (captionTokens !== undefined) {
      const own = await this.#onKernels(DECODER, (memory, tensors) =>
        MedDecoder.create(memory, tensors, { ...dims, captionTokens }),
      );
      if (own) return own;
    }
    await before;
    return new OnnxGroundedDecoder(await this.#components.session(DECODER), this.#runtime.tensors, dims);
  }

  /** The unimodal text encoder (ITC). */
  text(): Promise<TextEncoder> {
    return (this.#text ??= this.#makeText());
  }

  /** The image-grounded text encoder (ITM). @param visualTokens Tokens of a picture. */
  grounded(visualTokens: number): Promise<GroundedEncoder> {
    return (this.#grounded ??= this.#makeGrounded(visualTokens));
  }

  async #makeText(): Promise<TextEncoder> {
    const own = await this.#onKernels(TEXT, (memory, tensors) => MedEncoder.create(memory, tensors, 0));
    if (own) return new MedTextEncoder(own);
    return new OnnxTextEncoder(await this.#components.session(TEXT), this.#runtime.tensors);
  }

  async #makeGrounded(visualTokens: number): Promise<GroundedEncoder> {
    const own = await this.#onKernels(MATCH, (memory, tensors) => {
      const head = matchingHead(tensors);
      const encoder = head && MedEncoder.create(memory, tensors, visualTokens);
      return encoder && new MedGroundedEncoder(encoder, head);
    });
    return own ?? new OnnxGroundedEncoder(await this.#components.session(MATCH), this.#runtime.tensors);
  }

  async #onKernels<Part>(
    name: string,
    make: (memory: MedMemory, tensors: ReadonlyMap<string, StoredTensor>) => Part | undefined,
  ): Promise<Part | undefined> {
    if (this.#runtime.device.device !== 'wasm') return undefined;
    this.#memory ??= MedMemory.load();
    const memory = await this.#memory;
    if (!memory) return undefined;
    const { model, externalData } = await this.#components.files(name);
    return make(memory, tensorsOf(model, externalData));
  }
}
