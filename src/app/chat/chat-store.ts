/** The person's chats in IndexedDB: the turns as plain values, the pictures as Blobs. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ChatTree } from './chat-tree.ts';

export interface ChatPicture {
  id: string;
  /** The chat it belongs to. */
  chat: string;
  name: string;
  blob: Blob;
}

interface Schema extends DBSchema {
  chats: { key: string; value: ChatTree };
  pictures: { key: string; value: ChatPicture; indexes: { chat: string } };
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('ocelli-chats', 1, {
    upgrade(db) {
      db.createObjectStore('chats', { keyPath: 'id' });
      db.createObjectStore('pictures', { keyPath: 'id' }).createIndex('chat', 'chat');
    },
  });
  return database;
}

/** All chats, the last changed first. */
export async function loadChats(): Promise<ChatTree[]> {
  const chats = await (await open()).getAll('chats');
  return chats.toSorted((a, b) => b.changedMs - a.changedMs);
}

export async function saveChat(chat: ChatTree): Promise<void> {
  await (await open()).put('chats', chat);
}

export async function savePicture(picture: ChatPicture): Promise<void> {
  await (await open()).put('pictures', picture);
}

export async function picturesOfChat(chat: string): Promise<ChatPicture[]> {
  return (await open()).getAllFromIndex('pictures', 'chat', chat);
}

/** Removes a chat and its pictures. */
export async function removeChat(id: string): Promise<void> {
  const transaction = (await open()).transaction(['chats', 'pictures'], 'readwrite');
  await transaction.objectStore('chats').delete(id);
  const pictures = transaction.objectStore('pictures');
  for (const key of await pictures.index('chat').getAllKeys(id)) await pictures.delete(key);
  await transaction.done;
}
