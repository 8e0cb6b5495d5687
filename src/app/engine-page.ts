/**
 * The bare page of the command line: the public API on `window.ocelli`, and on `window.engine` one session whose
 * arguments and answers survive JSON. Pictures are named by their address on this server.
 */
import * as ocelli from '../index.ts';
import type {
  CaptionResult,
  Chat,
  ChatAnswer,
  DeviceInfo,
  PackInfo,
  PromptOptions,
  SearchHit,
  SearchQuery,
  TextMatch,
  Vlm,
} from '../index.ts';

/** What came of a call: its value and the time it took, or the code and message of its VlmError. */
export type Answer<T> = { ok: true; value: T; ms: number } | { ok: false; code: string; message: string };

export interface OpenOptions {
  pack?: string;
  device: 'auto' | 'webgpu' | 'wasm';
  threads?: number;
  exact?: true;
}

/** The session's methods. Every picture is a URL of this origin. */
export interface Engine {
  packs(): Promise<Answer<PackInfo[]>>;
  open(options: OpenOptions): Promise<Answer<{ pack: PackInfo; device: DeviceInfo }>>;
  caption(image: string, options: { beams?: number }): Promise<Answer<CaptionResult>>;
  embedImage(image: string): Promise<Answer<number[]>>;
  embedText(text: string): Promise<Answer<number[]>>;
  match(image: string, texts: string[]): Promise<Answer<TextMatch[]>>;
  /** One question about one picture. */
  answer(image: string, question: string, maxTokens: number): Promise<Answer<ChatAnswer>>;
  beginChat(): Promise<Answer<null>>;
  /** One turn of the conversation begun last. */
  ask(
    question: string,
    images: string[],
    settings?: Pick<PromptOptions, 'sampling' | 'maxTokens'>,
  ): Promise<Answer<ChatAnswer>>;
  addToIndex(id: string, image: string): Promise<Answer<null>>;
  /** The index holds `size` random embeddings from now on, under the ids 0, 1, …: what it takes to search many. */
  fillIndex(size: number): Promise<Answer<null>>;
  search(
    query: Pick<SearchQuery, 'text' | 'id'>,
    options: { limit?: number; rerank?: boolean },
  ): Promise<Answer<SearchHit[]>>;
  close(): Promise<Answer<null>>;
}

declare global {
  interface Window {
    ocelli: typeof ocelli;
    engine: Engine;
  }
}

let vlm: Vlm | undefined;
let chat: Chat | undefined;

function opened(): Vlm {
  if (vlm === undefined) throw new ocelli.VlmError('internal', 'No pack is open: call open first.');
  return vlm;
}

async function answer<T>(call: () => Promise<T>): Promise<Answer<T>> {
  const startMs = performance.now();
  try {
    const value = await call();
    return { ok: true, value, ms: performance.now() - startMs };
  } catch (error) {
    const code = error instanceof ocelli.VlmError ? error.code : 'internal';
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) };
  }
}

async function picture(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok)
    throw new ocelli.VlmError('network', `The picture could not be read (HTTP ${response.status}).`);
  return response.blob();
}

window.ocelli = ocelli;
window.engine = {
  packs: () => answer(() => ocelli.listPacks()),
  open: (options) =>
    answer(async () => {
      await vlm?.dispose();
      vlm = await ocelli.createVlm(options);
      return { pack: vlm.pack, device: vlm.device };
    }),
  caption: (image, options) => answer(async () => opened().caption(await picture(image), options)),
  embedImage: (image) => answer(async () => Array.from(await opened().embedImage(await picture(image)))),
  embedText: (text) => answer(async () => Array.from(await opened().embedText(text))),
  match: (image, texts) => answer(async () => opened().match(await picture(image), texts)),
  answer: (image, question, maxTokens) =>
    answer(async () => opened().answer(await picture(image), question, { maxTokens })),
  beginChat: () =>
    answer(async () => {
      await chat?.destroy();
      chat = await opened().chat();
      return null;
    }),
  ask: (text, images, settings) =>
    answer(async () => {
      if (chat === undefined) throw new ocelli.VlmError('chat-closed', 'No chat is open: call beginChat.');
      return chat.prompt({ text, images: await Promise.all(images.map(picture)) }, settings);
    }),
  addToIndex: (id, image) =>
    answer(async () => {
      await opened().index.add(id, await picture(image));
      return null;
    }),
  fillIndex: (size) =>
    answer(async () => {
      const { index } = opened();
      const { length } = await opened().embedText('a');
      const embeddings = Float32Array.from({ length: size * length }, () => Math.random() - 0.5);
      for (let at = 0; at < embeddings.length; at += length) {
        const embedding = embeddings.subarray(at, at + length);
        const norm = Math.hypot(...embedding);
        embedding.forEach((value, i) => (embedding[i] = value / norm));
      }
      await index.clear();
      await index.restore({ ids: Array.from({ length: size }, (_, i) => String(i)), embeddings }, () =>
        Promise.reject(new Error('These embeddings are of no picture.')),
      );
      return null;
    }),
  search: (query, options) => answer(() => opened().search(query, options)),
  close: () =>
    answer(async () => {
      await vlm?.dispose();
      vlm = undefined;
      return null;
    }),
};
