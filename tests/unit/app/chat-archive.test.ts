/** Chats taken along come back the same, and a stranger's archive can bring nothing but texts and pictures. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readArchive, readChats, writeArchive } from '../../../src/app/chat/archive.ts';
import { addNode, emptyChat, pathOf } from '../../../src/app/chat/chat-tree.ts';

describe('an archive of chats', () => {
  test('holds turns, branches, ids and pictures', async () => {
    const chat = emptyChat();
    chat.pack = 'ocelli-llava@1';
    const blob = new Blob([Uint8Array.of(1, 2, 3)], { type: 'image/png' });
    const question = addNode(chat, null, { role: 'user', text: 'What?', pictures: ['p'] });
    addNode(chat, question.id, { role: 'assistant', text: 'A dog.', pictures: [], ids: [5] });
    addNode(chat, question.id, { role: 'assistant', text: 'A cat.', pictures: [], ids: [6, 7] });
    const written = await writeArchive([
      { chat, pictures: [{ id: 'p', chat: chat.id, name: 'cat.png', blob }] },
    ]);
    const [read] = await readArchive(written);
    expect(read?.chat).toMatchObject({ name: 'What?', pack: 'ocelli-llava@1' });
    expect(read?.chat.id).not.toBe(chat.id);
    const path = pathOf(read!.chat);
    expect(path.map(({ text, role, ids }) => [role, text, ids])).toEqual([
      ['user', 'What?', undefined],
      ['assistant', 'A cat.', [6, 7]],
    ]);
    expect(read?.chat.nodes).toHaveLength(3);
    const [picture] = read!.pictures;
    expect(path[0]?.pictures).toEqual([picture?.id]);
    expect(picture).toMatchObject({ chat: read!.chat.id, name: 'cat.png' });
    expect([...new Uint8Array(await picture!.blob.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  test('anything else in it is left out', () => {
    const value = {
      format: 'ocelli-chats',
      chats: [
        {
          name: 7,
          leaf: 'nowhere',
          pictures: [
            { id: 'a', name: 'x', file: 'pictures/a.svg' },
            { id: 'b', name: 'x', file: '__proto__' },
            { id: 'c', name: 'x', file: 'pictures/c.png' },
          ],
          nodes: [
            {
              id: 'n',
              parent: null,
              role: 'system',
              text: { html: '<b>' },
              pictures: ['a', 'c'],
              ids: [1.5, -2, 'x'],
            },
            null,
          ],
        },
        null,
      ],
    };
    const files = { 'pictures/a.svg': Uint8Array.of(1), 'pictures/c.png': Uint8Array.of(2) };
    const [first, second] = readChats(value, files);
    expect(first?.pictures.map(({ blob }) => blob.type)).toEqual(['image/png']);
    expect(first?.chat.nodes[0]).toMatchObject({
      role: 'user',
      text: '',
      pictures: [first?.pictures[0]?.id],
    });
    expect(first?.chat.nodes[0]).not.toHaveProperty('ids');
    expect(first?.chat.name).toBe('');
    expect(second?.chat.nodes).toEqual([]);
  });

  test('a file that is none says so', async () => {
    await expect(readArchive(new Blob(['hello']))).rejects.toThrow('no zip');
    const zip = (json: string) =>
      new Blob([zipSync({ 'chats.json': new TextEncoder().encode(json) }) as Uint8Array<ArrayBuffer>]);
    await expect(readArchive(zip('{'))).rejects.toThrow('damaged');
    await expect(readArchive(zip('{}'))).rejects.toThrow('no chats');
  });
});
