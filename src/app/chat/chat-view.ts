/** <chat-view>: conversations about pictures: the chats, the turns, the pictures in view, the next question. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import { WindowIntake } from '../intake/window-intake.ts';
import '../shell/model-status.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import './chat-composer.ts';
import { ChatEngine } from './chat-engine.ts';
import './chat-list.ts';
import { ChatSession } from './chat-session.ts';
import { ChatShelf } from './chat-shelf.ts';
import './chat-turn.ts';
import { chatViewStyles } from './chat-view-styles.ts';
import { contextMeter } from './context-meter.ts';
import { exampleQuestions } from './example-questions.ts';
import { pictureUrl } from './picture-url.ts';

/** Where the chats stand beside the conversation, open. */
const wide = matchMedia('(min-width: 60rem)');

export class ChatView extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  readonly #shelf = new ChatShelf();
  readonly #intake = new WindowIntake(this, (pictures) => void this.#parts?.session.attach(pictures));
  #parts: { engine: ChatEngine; session: ChatSession } | undefined;

  constructor() {
    super();
    wide.addEventListener('change', () => this.requestUpdate());
    observe(this, () => {
      const { engine, session } = this.#connected();
      return [engine, session, this.#shelf];
    });
  }

  #connected() {
    this.#parts ??= {
      engine: new ChatEngine(this.app),
      session: new ChatSession(this.#shelf, this.app.announcer),
    };
    return this.#parts;
  }

  override render() {
    const { session } = this.#connected();
    return html`<div class="chat ${this.#intake.dragging ? 'dragging' : ''}">
      <details class="side" ?open=${wide.matches}>
        <summary>${msg('Your chats')}</summary>
        <chat-list
          .shelf=${this.#shelf}
          .session=${session}
          .announcer=${this.app.announcer}
          .chats=${[...this.#shelf.chats]}
        ></chat-list>
      </details>
      <section aria-label=${msg('Conversation')}>
        ${this.#pictures()} ${this.#turns()}
        ${session.error ? html`<p class="error" role="alert">${session.error}</p>` : nothing} ${this.#model()}
      </section>
    </div>`;
  }

  /** Those of the path shown, at the top while its turns scroll by. */
  #pictures() {
    const { session } = this.#connected();
    const ids = session.path.flatMap((node) => node.pictures);
    const pictures = ids.flatMap((id) => session.pictures.get(id) ?? []);
    if (pictures.length === 0) return nothing;
    return html`<ul class="pictures" aria-label=${msg('Pictures of this chat')}>
      ${pictures.map(
        ({ name, blob }, i) =>
          html`<li><img src=${pictureUrl(blob)} alt=${msg(str`Image ${i + 1}: ${name}`)} /></li>`,
      )}
    </ul>`;
  }

  #turns() {
    const { session } = this.#connected();
    const { path } = session;
    return html`<div class="turns">
      ${repeat(
        path,
        ({ id }) => id,
        (node, i) =>
          html`<chat-turn
            .session=${session}
            .node=${node}
            .text=${`${node.text} ${session.tree.nodes.length} ${session.answering ?? ''}`}
            ?busy=${!session.free}
            ?last=${i === path.length - 1}
          ></chat-turn>`,
      )}
    </div>`;
  }

  /** The next question, or what has to be there before one can be asked. */
  #model() {
    const { engine, session } = this.#connected();
    const { found } = engine;
    if (found.kind === 'looking') return nothing;
    if (found.kind === 'missing')
      return html`<p class="notice">
        ${msg(
          'Conversations need a model with a voice, such as the pack “ocelli-llava”, and none is here. Add one to the packs folder of this page.',
        )}
      </p>`;
    if (found.kind === 'failed')
      return html`<div class="error" role="alert">
        <p>${found.message}</p>
        <button @click=${() => void engine.look()}>${msg('Try again')}</button>
      </div>`;
    if (found.engine.status.kind === 'idle')
      return html`<div class="notice">
        <p>
          ${msg(str`${found.pack.title} answers questions about your pictures, in this tab. It is loaded once.`)}
        </p>
        <button class="primary" @click=${() => void this.#load()}>
          ${msg(str`Load it, ${formatBytes(found.pack.bytes)}`)}
        </button>
      </div>`;
    if (found.engine.status.kind !== 'ready')
      return html`<model-status .engine=${found.engine}></model-status>`;
    return html`
      ${
        session.path.length === 0
          ? exampleQuestions(found.pack, (question) =>
              this.renderRoot.querySelector('chat-composer')?.suggest(question),
            )
          : nothing
      }
      <chat-composer
        .session=${session}
        .pending=${[...session.pending]}
        ?busy=${session.answering !== undefined}
      ></chat-composer>
      ${contextMeter(session.usage, session.warned)}
    `;
  }

  async #load(): Promise<void> {
    const { engine, session } = this.#connected();
    if (engine.found.kind !== 'found') return;
    await session.speakWith(await engine.found.engine.ready());
  }

  static override styles = chatViewStyles;
}

customElements.define('chat-view', ChatView);

declare global {
  interface HTMLElementTagNameMap {
    'chat-view': ChatView;
  }
}
