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
  SearchHit,
  TextMatch,
  Vlm,
} from '../index.ts';

/** What came of a call: its value, or the code and message of its VlmError. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

export interface OpenOptions {
  pack?: string;
  device: 'auto' | 'webgpu' | 'wasm';
  threads?: number;
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
  ask(question: string, images: string[]): Promise<Answer<ChatAnswer>>;
  addToIndex(id: string, image: string): Promise<Answer<null>>;
  search(text: string, limit: number): Promise<Answer<SearchHit[]>>;
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
  try {
    return { ok: true, value: await call() };
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
  ask: (text, images) =>
    answer(async () => {
      if (chat === undefined) throw new ocelli.VlmError('chat-closed', 'No chat is open: call beginChat.');
      return chat.prompt({ text, images: await Promise.all(images.map(picture)) });
    }),
  addToIndex: (id, image) =>
    answer(async () => {
      await opened().index.add(id, await picture(image));
      return null;
    }),
  search: (text, limit) => answer(() => opened().search({ text }, { limit })),
  close: () =>
    answer(async () => {
      await vlm?.dispose();
      vlm = undefined;
      return null;
    }),
};
