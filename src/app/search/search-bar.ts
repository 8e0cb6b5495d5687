/** <search-bar>: asks for photographs by words or by another picture, and says what came of it. */
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { countPhotographs, formatMs } from '../figures.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class SearchBar extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.search]);
  }

  override render() {
    const active = this.app.search.status.kind !== 'none';
    return html`<search>
      <form @submit=${this.#askText}>
        <label class="visually-hidden" for="words">Search the photographs on this page</label>
        <input id="words" type="search" autocomplete="off" placeholder="Search these photographs" />
        <button class="primary" type="submit">Search</button>
        <button type="button" @click=${this.#chooseImage}>Search by image</button>
        ${active ? html`<button type="button" @click=${this.#clear}>Clear</button>` : nothing}
        <input
          class="file"
          type="file"
          accept="image/*"
          hidden
          aria-label="Image to search by"
          @change=${this.#askImage}
        />
      </form>
      ${this.#outcome()}
    </search>`;
  }

  #outcome() {
    const { status } = this.app.search;
    switch (status.kind) {
      case 'none':
        return nothing;
      case 'searching':
        return html`<p>Looking for ${status.question.title}…</p>`;
      case 'found':
        return html`<p>
          ${countPhotographs(status.hits.size)} ranked for ${status.question.title} in ${formatMs(status.ms)}
        </p>`;
      case 'failed':
        return html`<p class="error">${status.message}</p>`;
      default:
        return status satisfies never;
    }
  }

  get #words(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('#words');
  }

  #askText(event: Event): void {
    event.preventDefault();
    const text = this.#words?.value.trim() ?? '';
    if (text === '') return this.#words?.focus();
    void this.app.search.ask({ query: { text }, title: `“${text}”` });
  }

  #chooseImage(): void {
    this.renderRoot.querySelector<HTMLInputElement>('.file')?.click();
  }

  #askImage(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [image] = input.files ?? [];
    if (image) void this.app.search.ask({ query: { image }, title: `photographs like ${image.name}` });
    input.value = '';
  }

  #clear(): void {
    this.app.search.clear();
    if (this.#words) this.#words.value = '';
    this.#words?.focus();
  }

  static override styles = [
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      #words {
        flex: 1 1 16rem;
        min-width: 0;
        min-height: 2.5rem;
        padding: 0.3rem 0.9rem;
        font: inherit;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--control-line);
        border-radius: 0.55rem;
      }
      #words::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      button {
        min-height: 2.5rem;
      }
      p {
        margin: 0.6rem 0 0;
      }
      p:not(.error) {
        color: var(--muted);
        font-size: 0.9rem;
      }
    `,
  ];
}

customElements.define('search-bar', SearchBar);

declare global {
  interface HTMLElementTagNameMap {
    'search-bar': SearchBar;
  }
}
