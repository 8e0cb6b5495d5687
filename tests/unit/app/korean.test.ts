/** Korean says everything that the page says, and nothing else. */
import { describe, expect, it } from 'vitest';
import { templates } from '../../../src/app/locales/ko.ts';
import { plainWords, sourceMessages } from './source-messages.ts';

/** Names that are the same in every language. */
const names = new Set(['Ocelli', 'ITC', 'ITM']);

describe('Korean', () => {
  const messages = new Map(sourceMessages().map((message) => [message.id, message]));

  it('finds the messages of the page', () => {
    expect(messages.size).toBeGreaterThan(150);
  });

  it('has a translation of every message', () => {
    const missing = [...messages.values()].filter(({ id }) => !Object.hasOwn(templates, id));
    expect(missing.map(({ id, parts, file }) => `${file}: ${id} ${parts.join('{}')}`)).toEqual([]);
  });

  it('has no translation of what the page does not say', () => {
    expect(Object.keys(templates).filter((id) => !messages.has(id))).toEqual([]);
  });

  it('places every value once', () => {
    const wrong = [...messages.values()].filter(({ id, parts }) => {
      const indices = Array.from({ length: parts.length - 1 }, (_, index) => index);
      return JSON.stringify(placesOf(templates[id]).toSorted()) !== JSON.stringify(indices);
    });
    expect(wrong.map(({ id, parts }) => `${id} ${parts.join('{}')}`)).toEqual([]);
  });

  it('leaves no words of the templates untranslatable', () => {
    expect(plainWords().filter((word) => !names.has(word))).toEqual([]);
  });
});

/** The places of the values in a translation, each the index of a value. */
function placesOf(template: (typeof templates)[string] | undefined): number[] {
  return typeof template === 'object' ? template.values.map(Number) : [];
}
