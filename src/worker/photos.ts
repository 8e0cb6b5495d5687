/** The photographs that can be searched: embeddings in the index, sources for re-ranking. */
import type { Retriever } from '../families/family.ts';
import type { MedPack } from '../packs/pack.ts';
import { fingerprint } from '../pipeline/image/fingerprint.ts';
import { VlmError } from '../protocol/error.ts';
import type { Params, Result } from '../protocol/methods.ts';
import type { ImageSource, LabelledPhotograph, SearchQuery } from '../protocol/values.ts';
import { classify } from '../retrieval/classify.ts';
import { EmbeddingIndex } from '../retrieval/embedding-index.ts';
import type { EmbeddingRows } from '../retrieval/embedding-rows.ts';
import { combine, weights } from '../retrieval/query.ts';
import { search, type Reranked } from '../retrieval/search.ts';

const LIMIT = 20;

export class PhotoLibrary {
  readonly #model: Retriever;
  readonly #pack: MedPack;
  readonly #index: EmbeddingIndex;
  readonly #sources = new Map<string, ImageSource>();

  /** @param rows Where the embeddings are kept and scored. */
  constructor(model: Retriever, pack: MedPack, rows?: EmbeddingRows) {
    this.#model = model;
    this.#pack = pack;
    this.#index = new EmbeddingIndex(pack.dims.embed, rows);
  }

  get size(): number {
    return this.#index.size;
  }

  /** Adds or replaces; encodes the picture where its embedding isn't given. */
  async add(
    id: string,
    image: ImageSource,
    embedding: Float32Array | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    this.#index.add(id, embedding ? this.#checked(embedding) : await this.#model.embedImage(image, signal));
    this.#sources.set(id, image);
  }

  /** Adds embeddings `[ids, embed]` without their pictures. */
  restore(ids: readonly string[], embeddings: Float32Array): void {
    const length = this.#pack.dims.embed;
    if (embeddings.length !== ids.length * length) throw this.#misfit();
    ids.forEach((id, row) => this.#index.add(id, embeddings.subarray(row * length, (row + 1) * length)));
  }

  /** Takes pictures whose embeddings are here. */
  show(images: Readonly<Record<string, ImageSource>>): void {
    for (const [id, image] of Object.entries(images)) this.#sources.set(id, image);
  }

  /** Nothing that was made of the picture stays; without it, its id is taken for its fingerprint. */
  async remove(id: string): Promise<void> {
    const source = this.#sources.get(id);
    this.#index.remove(id);
    this.#sources.delete(id);
    this.#model.forget(source ? await fingerprint(source) : id);
  }

  clear(): void {
    this.#index.clear();
    this.#sources.clear();
  }

  /** Best first. A query by nothing but text is re-ranked by matching unless told otherwise. */
  async search(
    { query, limit = LIMIT, rerank = true }: Params<'search'>,
    signal: AbortSignal,
  ): Promise<Result<'search'>> {
    const embedding = await this.#embed(query, signal);
    const { rerank: count, minItc } = this.#pack.retrieval;
    const { text } = query;
    const wordsAlone =
      text !== undefined && !query.minus && query.image === undefined && query.id === undefined;
    const matching = wordsAlone && rerank !== false;
    if (matching && rerank !== 'seen') {
      const nearest = this.#index.nearest(embedding, count);
      const unseen = nearest.map(({ id }) => id).filter((id) => !this.#sources.has(id));
      if (unseen.length > 0) return { hits: [], unseen };
    }
    const match = ({ id }: { id: string }) => {
      const source = this.#sources.get(id);
      return source && this.#reranked(source, text ?? '', signal);
    };
    const found = await search(this.#index, embedding, {
      limit,
      rerank: count,
      match: matching ? match : undefined,
    });
    // The threshold was measured between words and pictures: two pictures are nearer to each other.
    const judged = minItc !== undefined && wordsAlone;
    const hits = judged ? found.map((hit) => ({ ...hit, fits: hit.itc >= minItc })) : found;
    return { hits, unseen: [] };
  }

  async #reranked(source: ImageSource, text: string, signal: AbortSignal): Promise<Reranked> {
    const { itm, imageScore } = await this.#model.match(source, text, signal);
    return { itm, score: imageScore };
  }

  /** Every photograph under the best of these labels. */
  async classify(labels: readonly string[], signal: AbortSignal): Promise<LabelledPhotograph[]> {
    const embedded = [];
    for (const label of labels) {
      embedded.push({ label, embedding: await this.#model.embedText(`a photo of ${label}`, signal) });
    }
    return classify(this.#index, embedded, this.#pack.retrieval.logitScale);
  }

  async #embed({ text, image, id, minus }: SearchQuery, signal: AbortSignal): Promise<Float32Array> {
    const parts = [];
    if (text !== undefined) {
      parts.push({ embedding: await this.#model.embedText(text, signal), weight: weights.text });
    }
    if (image) parts.push({ embedding: await this.#model.embedImage(image, signal), weight: weights.image });
    if (id !== undefined) {
      const embedding = this.#index.get(id);
      if (!embedding)
        throw new VlmError('internal', `No photograph of id ${id} is in the index; add it first.`);
      parts.push({ embedding, weight: weights.image });
    }
    if (parts.length === 0)
      throw new VlmError('text-empty', 'A search needs words or a picture: give text, image or id.');
    if (minus) {
      parts.push({ embedding: await this.#model.embedText(minus, signal), weight: weights.minus });
    }
    return combine(parts);
  }

  #checked(embedding: Float32Array): Float32Array {
    if (embedding.length !== this.#pack.dims.embed) throw this.#misfit();
    return embedding;
  }

  #misfit(): VlmError {
    const { id, version } = this.#pack.info;
    return new VlmError(
      'internal',
      `These embeddings are not of ${id} ${version}, which has ${this.#pack.dims.embed} numbers each: embed the pictures again.`,
    );
  }
}
