/** The person's chats: listed, named, removed, and brought in. */
import { Observable } from '../state/observable.ts';
import {
  loadChats,
  picturesOfChat,
  removeChat,
  saveChat,
  savePicture,
  type ChatPicture,
} from './chat-store.ts';
import type { ChatTree } from './chat-tree.ts';

export class ChatShelf extends Observable {
  /** The last changed first. */
  chats: ChatTree[] = [];
  readonly loaded: Promise<void>;

  constructor() {
    super();
    this.loaded = this.#load();
  }

  /** Keeps a chat as it is now, at the top of the list. */
  async keep(chat: ChatTree): Promise<void> {
    chat.changedMs = Date.now();
    this.chats = [chat, ...this.chats.filter(({ id }) => id !== chat.id)];
    this.changed();
    await saveChat(chat);
  }

  async rename(chat: ChatTree, name: string): Promise<void> {
    chat.name = name.trim();
    this.changed();
    await saveChat(chat);
  }

  async remove(chat: ChatTree): Promise<void> {
    this.chats = this.chats.filter(({ id }) => id !== chat.id);
    this.changed();
    await removeChat(chat.id);
  }

  /** Adds a chat from elsewhere. */
  async bringIn(chat: ChatTree, pictures: readonly ChatPicture[]): Promise<void> {
    for (const picture of pictures) await savePicture(picture);
    await this.keep(chat);
  }

  pictures(chat: ChatTree): Promise<ChatPicture[]> {
    return picturesOfChat(chat.id);
  }

  async #load(): Promise<void> {
    this.chats = await loadChats();
    this.changed();
  }
}
