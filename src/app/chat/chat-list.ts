/** <chat-list>: the person's chats: to find, open, name, remove, take along and bring in. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import { saveFile } from '../saved-file.ts';
import { icons } from '../shell/icons.ts';
import type { Announcer } from '../state/announcer.ts';
import { messageOf } from '../state/error-message.ts';
import { controls } from '../styles/controls.ts';
import { readArchive, writeArchive } from './archive.ts';
import type { ChatSession } from './chat-session.ts';
import type { ChatShelf } from './chat-shelf.ts';
import { chatMatches, nameOf, type ChatTree } from './chat-tree.ts';

export class ChatList extends AppElement {
  static override properties = {
    shelf: { attribute: false },
    session: { attribute: false },
    announcer: { attribute: false },
    chats: { attribute: false },
    query: { state: true },
    error: { state: true },
  };
  declare shelf: ChatShelf;
  declare session: ChatSession;
  declare announcer: Announcer;
  /** The shelf's own, here so that a change renders. */
  declare chats: readonly ChatTree[];
  declare query: string;
  declare error: string;

  constructor() {
    super();
    this.query = '';
    this.error = '';
  }

  override render() {
    const shown = this.shelf.chats.filter((chat) => chatMatches(chat, this.query));
    return html`<nav aria-label=${msg('Chats')}>
      <button class="primary" @click=${() => void this.session.begin()}>${msg('New chat')}</button>
      <input
        type="search"
        aria-label=${msg('Find a chat')}
        placeholder=${msg('Find a chat')}
        .value=${this.query}
        @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
      />
      <ul>
        ${shown.map((chat) => this.#row(chat))}
      </ul>
      <div class="row">
        <button class="quiet" @click=${() => void this.#export()} ?disabled=${this.shelf.chats.length === 0}>
          ${msg('Export all')}
        </button>
        <button
          class="quiet"
          @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}
        >
          ${msg('Import')}
        </button>
        <input
          id="file"
          type="file"
          accept=".zip"
          hidden
          aria-label=${msg('Exported chats')}
          @change=${this.#import}
        />
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : ''}
    </nav>`;
  }

  #row(chat: ChatTree) {
    const name = nameOf(chat) || msg('Chat without words');
    const current = chat.id === this.session.tree.id;
    return html`<li>
      <button
        class="name quiet"
        aria-current=${current ? 'true' : 'false'}
        @click=${() => void this.session.show(chat)}
      >
        ${name}
      </button>
      <button class="quiet" aria-label=${msg(str`Rename ${name}`)} @click=${() => this.#rename(chat, name)}>
        ${msg('Name')}
      </button>
      <button
        class="quiet"
        aria-label=${msg(str`Delete ${name}`)}
        @click=${() => void this.#remove(chat, name)}
      >
        ${icons.remove}
      </button>
    </li>`;
  }

  #rename(chat: ChatTree, name: string): void {
    const next = prompt(msg('Name of the chat'), name);
    if (next !== null) void this.shelf.rename(chat, next);
  }

  async #remove(chat: ChatTree, name: string): Promise<void> {
    if (!confirm(msg(str`Delete “${name}” and its pictures?`))) return;
    await this.shelf.remove(chat);
    if (chat.id === this.session.tree.id) await this.session.begin();
    this.announcer.say(msg(str`${name} was deleted.`));
  }

  async #export(): Promise<void> {
    const chats = [];
    for (const chat of this.shelf.chats) chats.push({ chat, pictures: await this.shelf.pictures(chat) });
    saveFile(await writeArchive(chats), 'ocelli-chats.zip');
  }

  async #import(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    try {
      const chats = await readArchive(file);
      for (const { chat, pictures } of chats) await this.shelf.bringIn(chat, pictures);
      const [first] = chats;
      if (first) await this.session.show(first.chat);
      this.error = '';
      this.announcer.say(msg(str`Chats brought in: ${chats.length}.`));
    } catch (error) {
      this.error = messageOf(error);
    }
  }

  static override styles = [
    controls,
    css`
      nav {
        display: grid;
        gap: 0.6rem;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        max-height: 26rem;
        overflow-y: auto;
      }
      li,
      .row {
        display: flex;
        align-items: center;
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-align: left;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--text);
      }
      .name[aria-current='true'] {
        background: var(--accent-soft);
        font-weight: 600;
      }
      li button:not(.name) {
        font-size: 0.8rem;
      }
      input[type='search'] {
        font: inherit;
        font-size: 0.9rem;
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--control-line);
        border-radius: 0.55rem;
        background: var(--surface);
        color: var(--text);
      }
      p {
        margin: 0;
      }
    `,
  ];
}

customElements.define('chat-list', ChatList);

declare global {
  interface HTMLElementTagNameMap {
    'chat-list': ChatList;
  }
}
