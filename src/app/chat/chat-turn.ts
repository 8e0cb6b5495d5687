/** <chat-turn>: one question or answer, with what can be done with it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { AppElement } from '../element.ts';
import { modelLanguage } from '../model-language.ts';
import { icons } from '../shell/icons.ts';
import type { ChatSession } from './chat-session.ts';
import { versionsOf, type ChatNode } from './chat-tree.ts';
import { chatTurnStyles } from './chat-turn-styles.ts';
import { renderMarkdown } from './markdown.ts';
import { pictureUrl } from './picture-url.ts';
import { turnTimings } from './turn-timings.ts';

export class ChatTurnElement extends AppElement {
  static override properties = {
    session: { attribute: false },
    node: { attribute: false },
    text: {},
    busy: { type: Boolean },
    last: { type: Boolean },
    editing: { state: true },
    copied: { state: true },
  };
  declare session: ChatSession;
  declare node: ChatNode;
  /** The node's own, here so that a change renders. */
  declare text: string;
  /** Whether the model can't be asked now. */
  declare busy: boolean;
  declare last: boolean;
  declare editing: boolean;
  declare copied: boolean;

  override render() {
    const { node } = this;
    const mine = node.role === 'user';
    return html`<article class=${node.role} aria-label=${mine ? msg('You') : msg('Answer')}>
      ${this.#pictures()} ${this.editing ? this.#editor() : this.#words()}
      ${node.id === this.session.answering ? html`<p class="muted">${msg('Answering…')}</p>` : this.#actions(mine)}
    </article>`;
  }

  #pictures() {
    const pictures = this.node.pictures.flatMap((id) => this.session.pictures.get(id) ?? []);
    if (pictures.length === 0) return nothing;
    return html`<div class="pictures">
      ${pictures.map(({ name, blob }) => html`<img src=${pictureUrl(blob)} alt=${name} />`)}
    </div>`;
  }

  #words() {
    const { role, text } = this.node;
    const markdown = role === 'assistant' ? renderMarkdown(text) : undefined;
    return markdown === undefined
      ? html`<p class="plain" lang=${role === 'assistant' ? modelLanguage : nothing}>${text}</p>`
      : html`<div class="prose" lang=${modelLanguage}>${unsafeHTML(markdown)}</div>`;
  }

  #editor() {
    return html`<form @submit=${this.#saveEdit}>
      <textarea aria-label=${msg('Edit the question')} rows="3" .value=${this.node.text}></textarea>
      <button class="primary">${msg('Ask again')}</button>
      <button type="button" @click=${() => (this.editing = false)}>${msg('Cancel')}</button>
    </form>`;
  }

  #actions(mine: boolean) {
    const { node, busy } = this;
    const cut = node.finishReason === 'length' || node.finishReason === 'interrupted';
    return html`<div class="actions">
      ${this.#versions()}
      ${
        mine
          ? html`<button class="quiet" ?disabled=${busy} @click=${this.#edit}>${msg('Edit')}</button>`
          : html`<button class="quiet" @click=${this.#copy}>
                ${this.copied ? icons.done : icons.copy}<span
                  >${this.copied ? msg('Copied') : msg('Copy')}</span
                >
              </button>
              <button class="quiet" ?disabled=${busy} @click=${() => void this.session.regenerate(node)}>
                ${icons.retry}<span>${msg('Regenerate')}</span>
              </button>
              ${
                cut && this.last
                  ? html`<button
                      class="quiet"
                      ?disabled=${busy}
                      @click=${() => void this.session.resume(node)}
                    >
                      ${msg('Continue')}
                    </button>`
                  : nothing
              }
              ${turnTimings(node)}`
      }
    </div>`;
  }

  #versions() {
    const versions = versionsOf(this.session.tree, this.node);
    if (versions.length < 2) return nothing;
    const at = versions.indexOf(this.node);
    const step = (by: number, label: string, icon: unknown) => {
      const other = versions[at + by];
      return html`<button
        class="quiet"
        aria-label=${label}
        ?disabled=${this.busy || !other}
        @click=${() => other && void this.session.showVersion(other)}
      >
        ${icon}
      </button>`;
    };
    return html`<span class="versions" role="group" aria-label=${msg('Versions')}>
      ${step(-1, msg('Earlier version'), icons.previous)}
      <span>${msg(str`${at + 1} of ${versions.length}`)}</span>
      ${step(1, msg('Later version'), icons.next)}
    </span>`;
  }

  async #edit(): Promise<void> {
    this.editing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  #saveEdit(event: Event): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    if (text === '') return;
    this.editing = false;
    void this.session.edit(this.node, text);
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.node.text);
    this.copied = true;
    setTimeout(() => (this.copied = false), 2000);
  }

  static override styles = chatTurnStyles;
}

customElements.define('chat-turn', ChatTurnElement);

declare global {
  interface HTMLElementTagNameMap {
    'chat-turn': ChatTurnElement;
  }
}
