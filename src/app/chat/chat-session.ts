/** The conversation shown: what the person does, done by the engine and kept on the shelf. */
import { msg, str } from '@lit/localize';
import type { Chat, ChatAnswer, ChatTurn, PackInfo, Vlm } from '../../index.ts';
import { shownPicture } from '../../library/heic.ts';
import type { Announcer } from '../state/announcer.ts';
import { messageOf, wasAborted } from '../state/error-message.ts';
import { Observable } from '../state/observable.ts';
import type { NamedPicture } from '../state/photograph.ts';
import type { ChatShelf } from './chat-shelf.ts';
import { savePicture, type ChatPicture } from './chat-store.ts';
import {
  addNode,
  emptyChat,
  pathOf,
  removeLeaf,
  showBranch,
  type ChatNode,
  type ChatTree,
} from './chat-tree.ts';

type Ask = (chat: Chat, onText: (text: string) => void) => Promise<ChatAnswer>;

export class ChatSession extends Observable {
  tree = emptyChat();
  /** The open chat's pictures by id, those not sent yet among them. */
  readonly pictures = new Map<string, ChatPicture>();
  /** Ids of the pictures that go with the next question. */
  pending: string[] = [];
  /** The answer under way, by the id of its turn. */
  answering: string | undefined;
  error = '';
  /** Whether the context is nearly full. */
  warned = false;
  readonly #shelf: ChatShelf;
  readonly #announcer: Announcer;
  #chat: Promise<Chat> | undefined;
  #pack: PackInfo | undefined;
  #open: Chat | undefined;
  #running: Promise<unknown> | undefined;
  /** Whether the answer under way is to end: it may have been asked before the model began. */
  #stopping = false;

  constructor(shelf: ChatShelf, announcer: Announcer) {
    super();
    this.#shelf = shelf;
    this.#announcer = announcer;
  }

  get path(): ChatNode[] {
    return pathOf(this.tree);
  }

  get usage(): { contextUsage: number; contextWindow: number } | undefined {
    return this.#open;
  }

  /** Gives the conversation a model to speak with. */
  async speakWith(vlm: Vlm): Promise<void> {
    this.#pack = vlm.pack;
    this.#chat = vlm.chat();
    this.#open = await this.#chat;
    this.#open.addEventListener('contextwarning', () => {
      this.warned = true;
      this.#announcer.say(msg('The conversation is nearly as long as the model can remember.'));
    });
    await this.#settle();
  }

  async begin(): Promise<void> {
    await this.show(emptyChat());
  }

  async show(tree: ChatTree): Promise<void> {
    this.stop();
    await this.#running;
    this.tree = tree;
    this.pending = [];
    this.error = '';
    this.warned = false;
    this.pictures.clear();
    for (const picture of await this.#shelf.pictures(tree)) this.pictures.set(picture.id, picture);
    this.changed();
    await this.#settle();
  }

  /** Puts pictures before the next question; the model looks at them at once. */
  async attach(pictures: readonly NamedPicture[]): Promise<void> {
    for (const { name, blob: file } of pictures) {
      const blob = await shownPicture(file, name);
      const picture = { id: crypto.randomUUID(), chat: this.tree.id, name, blob };
      this.pictures.set(picture.id, picture);
      this.pending.push(picture.id);
      this.changed();
      try {
        if (this.answering === undefined) await (await this.#chat)?.append(blob);
      } catch (error) {
        this.detach(picture.id);
        this.#fail(`${name}: ${messageOf(error)}`);
      }
    }
    this.changed();
  }

  detach(id: string): void {
    this.pictures.delete(id);
    this.pending = this.pending.filter((other) => other !== id);
    this.changed();
  }

  async ask(text: string): Promise<void> {
    if (!this.free) return;
    const pictures = this.pending;
    this.pending = [];
    for (const id of pictures) await savePicture(this.pictures.get(id) as ChatPicture);
    await this.#question(this.tree.leaf, text, pictures);
  }

  /** Asks in another way: a new branch beside the old question. */
  async edit(node: ChatNode, text: string): Promise<void> {
    if (this.free) await this.#question(node.parent, text, node.pictures);
  }

  /** Answers once more: a new branch beside the old answer. Another draw, since the same would say the same. */
  async regenerate(node: ChatNode): Promise<void> {
    const question = this.tree.nodes.find(({ id }) => id === node.parent);
    if (!question || !this.free) return;
    const seed = this.tree.nodes.length;
    const sampling = { temperature: 0.7, topP: 0.9, seed };
    await this.#answer(question.id, (chat, onText) => this.#prompt(chat, question, { sampling, onText }));
  }

  /** Goes on with an answer that was cut short. */
  async resume(node: ChatNode): Promise<void> {
    if (!this.free) return;
    const before = { ...node };
    this.#running = this.#speak(node, async (chat, onText) => {
      await chat.restore(this.#turns(pathOf(this.tree, node.id)));
      return chat.resume({ onText });
    });
    await this.#running;
    if (this.error) Object.assign(node, before);
    else await this.#shelf.keep(this.tree);
    this.changed();
  }

  stop(): void {
    this.#stopping = this.answering !== undefined;
    this.#open?.stop();
  }

  async showVersion(node: ChatNode): Promise<void> {
    showBranch(this.tree, node);
    this.changed();
    await this.#shelf.keep(this.tree);
    await this.#settle();
  }

  /** Whether a question can be asked now. */
  get free(): boolean {
    return this.#chat !== undefined && this.answering === undefined;
  }

  async #question(parent: string | null, text: string, pictures: string[]): Promise<void> {
    const question = addNode(this.tree, parent, { role: 'user', text, pictures });
    const answered = await this.#answer(question.id, (chat, onText) =>
      this.#prompt(chat, question, { onText }),
    );
    if (answered) return;
    removeLeaf(this.tree, question);
    if (parent === this.tree.leaf) this.pending = [...pictures, ...this.pending];
    this.changed();
  }

  async #prompt(chat: Chat, question: ChatNode, options: Parameters<Chat['prompt']>[1]): Promise<ChatAnswer> {
    await chat.restore(this.#turns(pathOf(this.tree, question.parent)));
    return chat.prompt({ text: question.text, images: this.#blobs(question) }, options);
  }

  /** Adds an answer and fills it; takes it away again when it fails. */
  async #answer(parent: string, ask: Ask): Promise<boolean> {
    const node = addNode(this.tree, parent, { role: 'assistant', text: '', pictures: [] });
    this.#running = this.#speak(node, ask);
    await this.#running;
    if (this.error) {
      removeLeaf(this.tree, node);
      const older = this.tree.nodes.findLast((other) => other.parent === parent);
      if (older) showBranch(this.tree, older);
    } else await this.#shelf.keep(this.tree);
    this.changed();
    return this.error === '';
  }

  async #speak(node: ChatNode, ask: Ask): Promise<void> {
    this.answering = node.id;
    this.#stopping = false;
    this.error = '';
    this.#announcer.say(msg('Answering.'));
    this.changed();
    try {
      const chat = (await this.#chat) as Chat;
      const { text, ids, tokens, finishReason, timings } = await ask(chat, (soFar) => {
        node.text = soFar;
        if (this.#stopping) chat.stop();
        this.changed();
      });
      Object.assign(node, { text, ids, tokens, finishReason, timings });
      this.tree.pack = this.#packName();
      this.#announcer.say(msg(str`Answered in ${text.split(/\s+/).length} words.`));
    } catch (error) {
      if (!wasAborted(error)) this.#fail(messageOf(error));
    } finally {
      this.answering = undefined;
      this.changed();
    }
  }

  /** Brings the engine to the path shown, so that the meter is right. */
  async #settle(): Promise<void> {
    try {
      await (await this.#chat)?.restore(this.#turns(this.path));
    } catch (error) {
      this.#fail(messageOf(error));
    }
    this.changed();
  }

  #turns(path: readonly ChatNode[]): ChatTurn[] {
    const sameVoice = this.tree.pack === this.#packName();
    return path.map((node) => ({
      role: node.role,
      text: node.text,
      images: this.#blobs(node),
      ...(node.ids && sameVoice ? { ids: node.ids } : {}),
    }));
  }

  #blobs({ pictures }: ChatNode): Blob[] {
    return pictures.flatMap((id) => this.pictures.get(id)?.blob ?? []);
  }

  #packName(): string {
    return this.#pack ? `${this.#pack.id}@${this.#pack.version}` : '';
  }

  #fail(message: string): void {
    this.error = message;
    this.#announcer.say(message);
    this.changed();
  }
}
