/** The model that chats: which pack can, and its own engine, loaded when the person asks for it. */
import { listPacks, type PackInfo } from '../../index.ts';
import type { AppState } from '../state/app-state.ts';
import { EngineState } from '../state/engine-state.ts';
import { messageOf } from '../state/error-message.ts';
import { Observable } from '../state/observable.ts';

export type ChatPack =
  | { kind: 'looking' }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string }
  | { kind: 'found'; pack: PackInfo; engine: EngineState };

export class ChatEngine extends Observable {
  found: ChatPack = { kind: 'looking' };
  readonly #app: AppState;

  constructor(app: AppState) {
    super();
    this.#app = app;
    void this.look();
  }

  /** Looks for the pack that the person wants to talk with, else the first that can chat. */
  async look(): Promise<void> {
    const { announcer, preferences } = this.#app;
    try {
      const able = (await listPacks()).filter(({ can }) => can.includes('chat'));
      const pack = able.find(({ id }) => id === preferences.get('chatPack')) ?? able[0];
      if (!pack) return this.#become({ kind: 'missing' });
      const engine = new EngineState(announcer, { pack: pack.id });
      engine.subscribe(() => this.changed());
      this.#become({ kind: 'found', pack, engine });
    } catch (error) {
      this.#become({ kind: 'failed', message: messageOf(error) });
    }
  }

  #become(found: ChatPack): void {
    this.found = found;
    this.changed();
  }
}
