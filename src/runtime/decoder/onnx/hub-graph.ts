/**
 * The sessions of a decoder in the hub's layout: `input_ids` or `inputs_embeds`, a mask, perhaps positions, and a cache
 * that grows. Where the decoder takes embeddings only, a graph of their own makes them of ids.
 */
import { VlmError } from '../../../protocol/error.ts';
import type { Runtime } from '../../runtime.ts';
import type { ExternalData, Session } from '../../session.ts';
import { read, type Tensor, type Tensors } from '../../tensor.ts';
import type { DecoderInput } from '../decoder.ts';
import type { VoiceSizes } from '../webgpu/shape.ts';
import { foldWeights } from './fold-weights.ts';
import { cacheNames, GrowingCache } from './growing-cache.ts';

/** A decoder as exporters for transformers.js write it, in float32 or with weights of 4 or 8 bits. */
export interface OnnxVoice {
  shape: VoiceSizes;
  decoder: Uint8Array;
  /** Takes `input_ids`, gives `inputs_embeds`. */
  embedTokens?: Uint8Array;
  /** The files that either names. */
  weights: ExternalData[];
}

export class HubGraph {
  readonly shape: VoiceSizes;
  readonly runtime: Runtime;
  /** Products whose weights were expanded. */
  readonly folded: number;
  readonly #decoder: Session;
  readonly #embedTokens: Session | undefined;
  #users = 0;

  private constructor(runtime: Runtime, shape: VoiceSizes, sessions: Session[], folded: number) {
    this.runtime = runtime;
    this.shape = shape;
    this.folded = folded;
    [this.#decoder, this.#embedTokens] = sessions as [Session, Session?];
  }

  /** Makes the sessions. On WebAssembly, with `fold`, weights of 4 and 8 bits are expanded first. */
  static async create(
    runtime: Runtime,
    { shape, decoder, embedTokens, weights }: OnnxVoice,
    fold: boolean,
  ): Promise<HubGraph> {
    const onWasm = runtime.device.device === 'wasm';
    const given = { model: decoder, externalData: weights };
    const { count, ...files } = fold && onWasm ? foldWeights(decoder, weights) : { count: 0, ...given };
    const keepOnDevice = cacheNames(shape.layers).map(({ present }) => present);
    const sessions = [await runtime.session({ name: 'the decoder', ...files, keepOnDevice })];
    if (embedTokens)
      sessions.push(
        await runtime.session({
          name: "the decoder's words",
          model: embedTokens,
          externalData: weights,
          keepOnDevice: ['inputs_embeds'],
        }),
      );
    return new HubGraph(runtime, shape, sessions, count);
  }

  /** Reads a few tokens behind a cache. Gives the logits `[vocab]` after the last, and the cache with them. */
  async read(
    input: DecoderInput,
    past: GrowingCache,
    count: number,
  ): Promise<{ logits: Float32Array; cache: GrowingCache }> {
    const { tensors } = this.runtime;
    const total = past.length + count;
    const words = await this.#words(input, count);
    const given: Tensors = {
      attention_mask: tensors.int64(
        Array.from({ length: total }, () => 1),
        [1, total],
      ),
      position_ids: tensors.int64(
        Array.from({ length: count }, (_, i) => past.length + i),
        [1, count],
      ),
      num_logits_to_keep: tensors.int64([1], []),
    };
    const taken = Object.entries(given).filter(([name]) => this.#decoder.inputs.includes(name));
    const outputs = await this.#decoder.run({ ...Object.fromEntries(taken), ...words, ...past.tensors });
    for (const tensor of Object.values(words)) tensor.dispose();
    const logits = await read(outputs['logits'] as Tensor);
    const names = cacheNames(this.shape.layers);
    const cache = Object.fromEntries(
      names.map(({ past: name, present }) => [name, outputs[present] as Tensor]),
    );
    return { logits: logits.slice(-this.shape.vocab), cache: new GrowingCache(cache, total) };
  }

  join(): void {
    this.#users += 1;
  }

  leave(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    void this.#decoder.release();
    void this.#embedTokens?.release();
  }

  /** What is to be read, as the decoder takes it. */
  async #words(input: DecoderInput, count: number): Promise<Tensors> {
    const { tensors } = this.runtime;
    const takesEmbeds = this.#decoder.inputs.includes('inputs_embeds');
    const ids = 'ids' in input ? { input_ids: tensors.int64(input.ids, [1, count]) } : undefined;
    if (!ids && takesEmbeds)
      return {
        inputs_embeds: tensors.float((input as { embeds: Float32Array }).embeds, [
          1,
          count,
          this.shape.hidden,
        ]),
      };
    if (ids && !takesEmbeds) return ids;
    if (ids && this.#embedTokens) return await this.#embedTokens.run(ids);
    throw new VlmError(
      'pack-invalid',
      'The decoder takes no ids, or no embeddings, and the pack has no graph that makes the one of the other. Export it with inputs_embeds, and with embed_tokens.',
    );
  }
}
