/** <chat-composer>: the next question, its pictures, sending and stopping. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { acceptedPictures, picturesOf } from '../intake/pictures.ts';
import { icons } from '../shell/icons.ts';
import { controls } from '../styles/controls.ts';
import type { ChatSession } from './chat-session.ts';
import { pictureUrl } from './picture-url.ts';

export class ChatComposer extends AppElement {
  static override properties = {
    session: { attribute: false },
    busy: { type: Boolean },
    pending: { attribute: false },
  };
  declare session: ChatSession;
  declare busy: boolean;
  /** The session's own, here so that a change renders. */
  declare pending: readonly string[];

  /** Puts a text where the person types, and the cursor behind it. */
  suggest(text: string): void {
    const area = this.#area;
    if (!area) return;
    area.value = text;
    area.focus();
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  override render() {
    return html`<form @submit=${this.#submit}>
      ${this.#pictures()}
      <textarea
        rows="2"
        aria-label=${msg('Your question')}
        placeholder=${msg('Ask about the picture')}
        @keydown=${this.#key}
      ></textarea>
      <div class="row">
        <button type="button" @click=${this.#choose}>
          ${icons.picture}<span>${msg('Add pictures')}</span>
        </button>
        <input
          type="file"
          accept=${acceptedPictures}
          multiple
          hidden
          aria-label=${msg('Picture files')}
          @change=${this.#chosen}
        />
        ${
          this.busy
            ? html`<button type="button" class="primary" @click=${() => this.session.stop()}>
                ${msg('Stop')}
              </button>`
            : html`<button class="primary">${msg('Send')}</button>`
        }
      </div>
    </form>`;
  }

  #pictures() {
    const pictures = this.session.pending.flatMap((id) => this.session.pictures.get(id) ?? []);
    if (pictures.length === 0) return nothing;
    return html`<ul aria-label=${msg('Pictures of the next question')}>
      ${pictures.map(
        ({ id, name, blob }) =>
          html`<li>
            <img src=${pictureUrl(blob)} alt=${name} />
            <button
              type="button"
              class="quiet"
              aria-label=${msg(str`Remove ${name}`)}
              @click=${() => this.session.detach(id)}
            >
              ${icons.close}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const area = this.#area;
    const text = area?.value.trim() ?? '';
    if (!area || text === '' || this.busy) return;
    area.value = '';
    await this.session.ask(text);
    if (this.session.error && area.value === '') area.value = text;
  }

  #choose(): void {
    this.renderRoot.querySelector('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.session.attach(picturesOf(input.files ?? []));
    input.value = '';
  }

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 0.5rem;
        padding: 0.75rem;
        border: 1px solid var(--control-line);
        border-radius: 0.9rem;
        background: var(--surface);
      }
      textarea {
        width: 100%;
        font: inherit;
        padding: 0.4rem;
        border: 0;
        border-radius: 0.4rem;
        resize: vertical;
        background: none;
        color: var(--text);
      }
      .row {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
      }
      .row button {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: start;
      }
      img {
        height: 4rem;
        max-width: 7rem;
        object-fit: cover;
        border-radius: 0.5rem;
      }
    `,
  ];
}

customElements.define('chat-composer', ChatComposer);

declare global {
  interface HTMLElementTagNameMap {
    'chat-composer': ChatComposer;
  }
}
