/**
 * Chats as one zip: `chats.json` and the pictures as they are. What comes in is checked value by value:
 * a stranger may have made it.
 */
import { msg } from '@lit/localize';
import type { ChatPicture } from './chat-store.ts';
import { nameOf, type ChatNode, type ChatTree } from './chat-tree.ts';

/** A chat on its way in or out. */
export interface ArchivedChat {
  chat: ChatTree;
  pictures: ChatPicture[];
}

const FORMAT = 'ocelli-chats';
/** Picture formats by the ending of their file. An SVG is none: it may hold scripts. */
const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

export async function writeArchive(chats: readonly ArchivedChat[]): Promise<Blob> {
  const { downloadZip } = await import('client-zip');
  const json = {
    format: FORMAT,
    version: 1,
    chats: chats.map(({ chat, pictures }) => ({
      ...chat,
      name: nameOf(chat),
      pictures: pictures.map(({ id, name, blob }) => ({ id, name, file: fileOf(id, blob) })),
    })),
  };
  const files = chats.flatMap(({ pictures }) =>
    pictures.map(({ id, blob }) => ({ name: fileOf(id, blob), input: blob })),
  );
  const text = { name: 'chats.json', input: JSON.stringify(json, null, 2) };
  return downloadZip([text, ...files]).blob();
}

/** Reads an archive; every id is new. Throws an Error that says what is wrong with the file. */
export async function readArchive(archive: Blob): Promise<ArchivedChat[]> {
  const { unzipSync } = await import('fflate');
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
  } catch {
    throw new Error(msg('This file is no zip. Choose one that was exported here.'));
  }
  const json = files['chats.json'];
  if (!json) throw new Error(msg('There is no chats.json in this zip. Choose one that was exported here.'));
  return readChats(parse(new TextDecoder().decode(json)), files);
}

/** The chats of a parsed `chats.json`. @param files Contents by name. */
export function readChats(value: unknown, files: Record<string, Uint8Array>): ArchivedChat[] {
  const top = record(value);
  if (top['format'] !== FORMAT) throw new Error(msg('This zip holds no chats of Ocelli.'));
  return list(top['chats']).map((chat) => readChat(record(chat), files));
}

function readChat(value: Record<string, unknown>, files: Record<string, Uint8Array>): ArchivedChat {
  const id = crypto.randomUUID();
  const renamed = new Map<string, string>();
  const fresh = (old: unknown): string => {
    const known = renamed.get(text(old));
    if (known) return known;
    const next = crypto.randomUUID();
    renamed.set(text(old), next);
    return next;
  };
  const pictures = list(value['pictures']).flatMap((one): ChatPicture[] => {
    const picture = record(one);
    const file = text(picture['file']);
    const type = TYPES[file.split('.').pop() ?? ''];
    const bytes = Object.hasOwn(files, file) ? files[file] : undefined;
    if (!type || !bytes) return [];
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
    return [{ id: fresh(picture['id']), chat: id, name: text(picture['name']), blob }];
  });
  const known = new Set(pictures.map((picture) => picture.id));
  const nodes = list(value['nodes']).map((one): ChatNode => {
    const node = record(one);
    const ids = list(node['ids']).filter((token) => Number.isInteger(token) && (token as number) >= 0);
    return {
      id: fresh(node['id']),
      parent: node['parent'] === null ? null : fresh(node['parent']),
      role: node['role'] === 'assistant' ? 'assistant' : 'user',
      text: text(node['text']),
      pictures: list(node['pictures'])
        .map(fresh)
        .filter((picture) => known.has(picture)),
      ...(ids.length > 0 ? { ids: ids as number[] } : {}),
    };
  });
  const leaf = nodes.find((node) => node.id === renamed.get(text(value['leaf']))) ?? nodes.at(-1);
  const chat = {
    id,
    name: text(value['name']).slice(0, 200),
    changedMs: Date.now(),
    pack: text(value['pack']),
    nodes,
    leaf: leaf?.id ?? null,
  };
  return { chat, pictures };
}

function fileOf(id: string, { type }: Blob): string {
  const ending = Object.keys(TYPES).find((one) => TYPES[one] === type) ?? 'png';
  return `pictures/${id}.${ending}`;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error(msg('The chats.json of this zip is damaged.'));
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
