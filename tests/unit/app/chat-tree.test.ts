import { describe, expect, test } from 'vitest';
import {
  addNode,
  chatMatches,
  emptyChat,
  nameOf,
  pathOf,
  removeLeaf,
  showBranch,
  versionsOf,
} from '../../../src/app/chat/chat-tree.ts';

const user = (text: string) => ({ role: 'user' as const, text, pictures: [] });
const answer = (text: string) => ({ role: 'assistant' as const, text, pictures: [] });

function twoBranches() {
  const chat = emptyChat();
  const question = addNode(chat, null, user('What is it?'));
  const first = addNode(chat, question.id, answer('A cat.'));
  const more = addNode(chat, first.id, user('Why?'));
  const second = addNode(chat, question.id, answer('A dog.'));
  return { chat, question, first, more, second };
}

describe('a chat', () => {
  test('shows the newest branch, and any other when asked', () => {
    const { chat, question, first, more, second } = twoBranches();
    expect(pathOf(chat)).toEqual([question, second]);
    showBranch(chat, first);
    expect(pathOf(chat)).toEqual([question, first, more]);
    expect(versionsOf(chat, first)).toEqual([first, second]);
    expect(versionsOf(chat, question)).toEqual([question]);
  });

  test('an edited first question is another version of it', () => {
    const { chat, question } = twoBranches();
    const edited = addNode(chat, null, user('What is that?'));
    expect(versionsOf(chat, edited)).toEqual([question, edited]);
    expect(pathOf(chat)).toEqual([edited]);
  });

  test('a turn taken away leaves the path before it', () => {
    const { chat, question, second } = twoBranches();
    removeLeaf(chat, second);
    expect(pathOf(chat)).toEqual([question]);
  });

  test('turns that go round in a circle end', () => {
    const { chat, question, second } = twoBranches();
    question.parent = second.id;
    expect(pathOf(chat).length).toBeLessThanOrEqual(chat.nodes.length);
  });

  test('is named by its first question unless the person names it, and found by every word', () => {
    const { chat } = twoBranches();
    expect(nameOf(chat)).toBe('What is it?');
    expect(chatMatches(chat, 'CAT what')).toBe(true);
    expect(chatMatches(chat, 'cat horse')).toBe(false);
    chat.name = 'Pets';
    expect(nameOf(chat)).toBe('Pets');
    expect(chatMatches(chat, 'pets')).toBe(true);
  });
});
