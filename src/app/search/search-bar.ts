/** <search-bar>: asks for photographs by words, by a picture or by both, and says what came of it. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { countPhotographs, formatMs, formatNumber } from '../figures.ts';
import { acceptedPictures } from '../intake/pictures.ts';
import { icons } from '../shell/icons.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class SearchBar extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.search, this.app.route]);
  }

  override render() {
    const { route, search, photographs } = this.app;
    const active = search.status.kind !== 'none';
    const liked = photographs.find(route.get('like'));
    return html`<search>
      <form @submit=${this.#askText}>
        <label class="visually-hidden" for="words">${msg('Search your photographs')}</label>
        <input
          id="words"
          type="search"
          autocomplete="off"
          enterkeyhint="search"
          placeholder=${liked ? msg('Add words, such as: at night') : msg('Search: a dog on a beach -people')}
          .value=${route.get('q')}
        />
        <button class="primary" type="submit">${msg('Search')}</button>
        <button type="button" class="image" @click=${this.#chooseImage}>
          ${icons.picture}<span>${msg('Search by image')}</span>
        </button>
        ${active ? html`<button type="button" @click=${this.#clear}>${msg('Clear')}</button>` : nothing}
        <input
          class="file"
          type="file"
          accept=${acceptedPictures}
          hidden
          aria-label=${msg('Image to search by')}
          @change=${this.#askImage}
        />
      </form>
      ${this.#outcome()}
    </search>`;
  }

  #outcome() {
    const { status, fitting } = this.app.search;
    switch (status.kind) {
      case 'none':
        return nothing;
      case 'searching':
        return html`<p>${msg(str`Looking for ${status.question.title}…`)}</p>`;
      case 'found': {
        const ranked = msg(
          str`${countPhotographs(status.hits.size)} ranked for ${status.question.title} in ${formatMs(status.ms)}`,
        );
        if (!status.refined) return html`<p>${ranked}, ${msg('looking closer…')}</p>`;
        if (fitting === 0)
          return html`<p class="doubt">
            <strong>${msg('No good match.')}</strong> ${msg('The nearest are shown.')} ${ranked}
          </p>`;
        return html`<p>
          ${fitting === undefined ? nothing : html`<strong>${fitting === 1 ? msg('1 good match.') : msg(str`${formatNumber(fitting)} good matches.`)}</strong>`}
          ${ranked}
        </p>`;
      }
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
    const typed = this.#words?.value.trim() ?? '';
    const { route } = this.app;
    if (typed === '' && route.get('like') === '') return this.#words?.focus();
    if (typed === route.get('q')) return void this.app.search.again();
    route.go({ q: typed, like: route.get('like'), labels: route.get('labels'), label: route.get('label') });
  }

  #chooseImage(): void {
    this.renderRoot.querySelector<HTMLInputElement>('.file')?.click();
  }

  #askImage(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [image] = input.files ?? [];
    if (image) void this.app.search.askImage(image, image.name);
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
        flex: 1 1 12rem;
        min-width: 0;
        min-height: 2.6rem;
        padding: 0.3rem 0.9rem;
        font: inherit;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--control-line);
        border-radius: 0.6rem;
      }
      #words::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      #words:placeholder-shown {
        text-overflow: ellipsis;
      }
      button {
        min-height: 2.6rem;
      }
      .image {
        display: inline-flex;
        align-items: center;
        gap: 0.45rem;
      }
      p {
        margin: 0.6rem 0 0;
      }
      p:not(.error) {
        color: var(--muted);
        font-size: 0.9rem;
      }
      strong {
        color: var(--text);
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
