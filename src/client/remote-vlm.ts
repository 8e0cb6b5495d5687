/** A Vlm whose every method is one call to the worker. No model knowledge lives on this side. */
import type { DeviceInfo, ImageSource, PackInfo, SearchQuery } from '../protocol/values.ts';
import type { Engine } from './engine.ts';
import type { ChatOptions, PromptOptions } from './chat.ts';
import { RemoteIndex } from './photo-index.ts';
import { picture } from './picture.ts';
import { RemoteChat } from './remote-chat.ts';
import type { SignalOptions } from './signal-options.ts';
import type { CaptionOptions, SearchOptions, Vlm } from './vlm.ts';

export class RemoteVlm implements Vlm {
  readonly pack: PackInfo;
  readonly index: RemoteIndex;
  readonly #engine: Engine;

  constructor(engine: Engine, pack: PackInfo) {
    this.#engine = engine;
    this.pack = pack;
    this.index = new RemoteIndex(engine);
  }

  /** The device in use; a restart may have had to choose another. */
  get device(): DeviceInfo {
    return this.#engine.device;
  }

  async caption(image: ImageSource, options: CaptionOptions = {}) {
    const { onText, signal, ...settings } = options;
    return this.#engine.call(
      'caption',
      { image: picture(image), ...settings },
      { signal, onEvent: ({ text }) => onText?.(text) },
    );
  }

  async embedImage(image: ImageSource, { signal }: SignalOptions = {}) {
    return this.#engine.call('embedImage', { image: picture(image) }, { signal });
  }

  async embedText(text: string, { signal }: SignalOptions = {}) {
    return this.#engine.call('embedText', { text }, { signal });
  }

  async match(image: ImageSource, texts: string[], { signal }: SignalOptions = {}) {
    return this.#engine.call('match', { image: picture(image), texts }, { signal });
  }

  async explain(image: ImageSource, text: string, { signal }: SignalOptions = {}) {
    return this.#engine.call('explain', { image: picture(image), text }, { signal });
  }

  async search(query: SearchQuery, { signal, ...settings }: SearchOptions = {}) {
    if (query.image !== undefined) picture(query.image);
    await this.index.revive();
    const { hits, unseen } = await this.#engine.call('search', { query, ...settings }, { signal });
    if (unseen.length === 0) return hits;
    await this.index.show(unseen);
    return (await this.#engine.call('search', { query, ...settings, rerank: 'seen' }, { signal })).hits;
  }

  async classify(labels: string[], { signal }: SignalOptions = {}) {
    await this.index.revive();
    return this.#engine.call('classify', { labels }, { signal });
  }

  async answer(image: ImageSource, question: string, options: PromptOptions = {}) {
    const { onText, signal, ...settings } = options;
    return this.#engine.call(
      'answer',
      { image: picture(image), question, settings },
      { signal, onEvent: ({ text }) => onText?.(text) },
    );
  }

  async chat({ signal, ...settings }: ChatOptions = {}) {
    return RemoteChat.open(this.#engine, settings, signal);
  }

  async inspect(image: ImageSource, texts: string[], { signal }: SignalOptions = {}) {
    return this.#engine.call('inspect', { image: picture(image), texts }, { signal });
  }

  async keepEngine() {
    await this.#engine.call('keepEngine', undefined);
  }

  memory() {
    return this.#engine.call('memory', undefined);
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}
