/** The model that chats: which pack can, and its own engine, loaded when the person asks for it. */
import { listPacks, type PackInfo } from '../../index.ts';
import type { Announcer } from '../state/announcer.ts';
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
  readonly #announcer: Announcer;
  readonly #chosen: string;

  /** @param chosen Id of the pack that the person wants to talk with; '' for the first that can. */
  constructor(announcer: Announcer, chosen: string) {
    super();
    this.#announcer = announcer;
    this.#chosen = chosen;
    void this.look();
  }

  /** Looks for a pack that can chat. */
  async look(): Promise<void> {
    try {
      const able = (await listPacks()).filter(({ can }) => can.includes('chat'));
      const pack = able.find(({ id }) => id === this.#chosen) ?? able[0];
      if (!pack) return this.#become({ kind: 'missing' });
      const engine = new EngineState(this.#announcer, { pack: pack.id });
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
