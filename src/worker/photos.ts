/** The photographs that can be searched: embeddings in the index, sources for re-ranking. */
import type { Retriever } from '../families/family.ts';
import type { MedPack } from '../packs/pack.ts';
import { VlmError } from '../protocol/error.ts';
import type { Params } from '../protocol/methods.ts';
import type { ImageSource, SearchHit } from '../protocol/values.ts';
import { EmbeddingIndex } from '../retrieval/embedding-index.ts';
import { search } from '../retrieval/search.ts';

const LIMIT = 20;

export class PhotoLibrary {
  readonly #model: Retriever;
  readonly #pack: MedPack;
  readonly #index: EmbeddingIndex;
  readonly #sources = new Map<string, ImageSource>();

  constructor(model: Retriever, pack: MedPack) {
    this.#model = model;
    this.#pack = pack;
    this.#index = new EmbeddingIndex(pack.dims.embed);
  }

  get size(): number {
    return this.#index.size;
  }

  async add(id: string, image: ImageSource, signal: AbortSignal): Promise<void> {
    this.#index.add(id, await this.#model.embedImage(image, signal));
    this.#sources.set(id, image);
  }

  remove(id: string): void {
    this.#index.remove(id);
    this.#sources.delete(id);
  }

  clear(): void {
    this.#index.clear();
    this.#sources.clear();
  }

  /** Best first. A query by text is re-ranked by matching unless told otherwise. */
  async search(
    { query, limit = LIMIT, rerank = true }: Params<'search'>,
    signal: AbortSignal,
  ): Promise<SearchHit[]> {
    const settings = { limit, rerank: this.#pack.retrieval.rerank };
    if ('image' in query)
      return search(this.#index, await this.#model.embedImage(query.image, signal), settings);
    if ('id' in query) {
      const embedding = this.#index.get(query.id);
      if (!embedding)
        throw new VlmError('internal', `No photograph of id ${query.id} is in the index; add it first.`);
      return search(this.#index, embedding, settings);
    }
    const { text } = query;
    const match = ({ id }: { id: string }) =>
      this.#model.match(this.#sources.get(id) as ImageSource, text, signal);
    const embedding = await this.#model.embedText(text, signal);
    return search(this.#index, embedding, { ...settings, match: rerank ? match : undefined });
  }
}
