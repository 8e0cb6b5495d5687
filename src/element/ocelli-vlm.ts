/**
 * <ocelli-vlm src="photo.jpg">: a picture that is described where it stands. Nothing of the model is fetched before
 * the reader asks for it. Attributes: src, task (caption, answer), pack, packs, question, lang.
 */
import { LitElement, html, nothing } from 'lit';
import { VlmError, type LoadProgress } from '../index.ts';
import { elementStyles } from './element-styles.ts';
import { tell, type Task } from './events.ts';
import { packSize, type PackSize } from './pack-size.ts';
import { fetchPicture } from './picture.ts';
import { isLoaded, sharedModel } from './shared-model.ts';
import { perform } from './tasks.ts';
import { sizeIn, wordsOf } from './words.ts';

type State =
  | { kind: 'poster' }
  | { kind: 'loading'; progress?: LoadProgress }
  | { kind: 'working'; text: string }
  | { kind: 'done'; text: string }
  | { kind: 'failed'; message: string };

export class OcelliVlm extends LitElement {
  static override properties = {
    src: {},
    task: {},
    pack: {},
    packs: {},
    question: {},
    lang: {},
    size: { state: true },
    state: { state: true },
  };
  /** Address of the picture; from another origin only with CORS. */
  declare src: string;
  /** `caption`, or `answer` with a question. */
  declare task: Task;
  /** Id of the pack; the first of the folder where absent. */
  declare pack: string | undefined;
  /** Folder of packs; `packs/` beside this library where absent. */
  declare packs: string | undefined;
  declare question: string;
  declare size: PackSize | undefined;
  declare state: State;
  #run: AbortController | undefined;
  /** Whether it was taken out of the page while it worked. */
  #interrupted = false;

  constructor() {
    super();
    this.src = this.question = '';
    this.task = 'caption';
    this.state = { kind: 'poster' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.size === undefined) void this.#learn();
    // A page that moves the element takes it out and puts it in again: what was asked for goes on.
    if (this.#interrupted) void this.start();
    this.#interrupted = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#run?.abort();
    this.#interrupted = this.state.kind === 'loading' || this.state.kind === 'working';
    if (this.#interrupted) this.state = { kind: 'poster' };
  }

  /** Another picture, question or pack is another poster; one that asks for nothing new runs at once. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (!this.hasUpdated || !['src', 'task', 'question', 'pack', 'packs'].some((name) => changed.has(name)))
      return;
    const answered = this.state.kind === 'done';
    this.#run?.abort();
    this.state = { kind: 'poster' };
    if (changed.has('pack') || changed.has('packs')) void this.#learn();
    else if (answered) void this.start();
  }

  /** Does what the button does: loads the model if need be, then describes or answers. */
  async start(): Promise<void> {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    const { signal } = run;
    const become = (state: State): void => {
      if (!signal.aborted) this.state = state;
    };
    become({ kind: 'loading' });
    try {
      const picture = await fetchPicture(this.src, signal);
      const { id } = (this.size ??= await packSize(this.#packs, this.pack));
      const vlm = await sharedModel(this.#packs, id, (progress) => {
        if (signal.aborted) return;
        become({ kind: 'loading', progress });
        tell(this, 'progress', progress);
      });
      if (signal.aborted) return;
      become({ kind: 'working', text: '' });
      const onText = (text: string): void => become({ kind: 'working', text });
      const text = await perform(vlm, this.task, this.question, picture, { signal, onText, target: this });
      become({ kind: 'done', text });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = thrown instanceof VlmError ? thrown : new VlmError('internal', String(thrown), thrown);
      become({ kind: 'failed', message: error.message });
      tell(this, 'error', error);
    }
  }

  override render() {
    const words = wordsOf(this.#language);
    const { state } = this;
    const alt = state.kind === 'done' && this.task === 'caption' ? state.text : words.picture;
    return html`<figure part="frame" lang=${/^ko\b/i.test(this.#language) ? 'ko' : 'en'}>
      <slot name="poster"
        >${this.src === '' ? nothing : html`<img part="picture" src=${this.src} alt=${alt} lang=${alt === words.picture ? nothing : 'en'} crossorigin="anonymous" />`}</slot
      >
      ${this.task === 'answer' ? html`<p part="question" dir="auto">${this.question}</p>` : nothing}
      <div role="status" aria-busy=${state.kind === 'loading' || state.kind === 'working'}>
        ${this.#outcome()}
      </div>
      ${this.#button()}
    </figure>`;
  }

  #outcome() {
    const words = wordsOf(this.#language);
    const { state } = this;
    switch (state.kind) {
      case 'poster':
        return html`<p part="note">${words.runsHere}</p>`;
      case 'loading': {
        const { progress } = state;
        const fraction = progress && progress.total > 0 ? progress.loaded / progress.total : undefined;
        return html`<p part="note">${words.loading}</p>
          <progress
            part="progress"
            aria-label=${words.loading}
            max="1"
            value=${fraction ?? nothing}
          ></progress>`;
      }
      case 'working':
        return state.text
          ? html`<p part="text" lang="en" aria-live="off">${state.text}</p>`
          : html`<p part="text" aria-live="off">${words.working}</p>`;
      case 'done':
        return html`<p part="text" lang="en">${state.text}</p>`;
      case 'failed':
        return html`<p part="error">${words.failed} <span lang="en">${state.message}</span></p>`;
      default:
        return state satisfies never;
    }
  }

  #button() {
    const words = wordsOf(this.#language);
    const { kind } = this.state;
    if (kind !== 'poster' && kind !== 'failed') return nothing;
    const { size } = this;
    const asks = size === undefined || !isLoaded(this.#packs, size.id);
    const label = asks
      ? words.load(size ? sizeIn(this.#language, size.bytes) : '…')
      : this.task === 'answer'
        ? words.answer
        : words.caption;
    return html`<button part="button" @click=${() => void this.start()}>
      ${kind === 'failed' ? words.again : label}
    </button>`;
  }

  async #learn(): Promise<void> {
    try {
      this.size = undefined;
      this.size = await packSize(this.#packs, this.pack);
    } catch (error) {
      if (!(error instanceof VlmError)) throw error;
      this.state = { kind: 'failed', message: error.message };
      tell(this, 'error', error);
    }
  }

  get #packs(): string {
    if (this.packs !== undefined) return new URL(this.packs.replace(/\/?$/, '/'), document.baseURI).href;
    return new URL(/* @vite-ignore */ 'packs/', import.meta.url).href;
  }

  get #language(): string {
    const near = this.closest<HTMLElement>('[lang]')?.lang;
    return this.lang || near || navigator.language;
  }

  static override styles = elementStyles;
}
