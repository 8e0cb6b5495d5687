import { describe, expect, test } from 'vitest';
import { kindFigures } from '../../../src/cli/evaluation/chat-task.ts';
import { repetition } from '../../../src/cli/evaluation/repetition.ts';
import {
  commonest,
  normaliseAnswer,
  saidAnswer,
  softScore,
} from '../../../src/cli/evaluation/vqa-answers.ts';
import { vqaFigures } from '../../../src/cli/evaluation/vqa-task.ts';

describe('answers are compared as VQAv2 does', () => {
  test.each([
    ['Yes.', 'yes'],
    ['A  Red, ball!', 'red ball'],
    ['Two', '2'],
    ["It's 1,000", 'its 1000'],
    ['2.5 kg.', '2.5 kg'],
  ])('%s', (answer, normal) => expect(normaliseAnswer(answer)).toBe(normal));

  test('soft: three who say the same make it right, each left out in turn', () => {
    const ten = (same: number) => Array.from({ length: 10 }, (_, i) => (i < same ? 'red' : `other ${i}`));
    expect(softScore('red', ten(0))).toBe(0);
    expect(softScore('red', ten(1))).toBeCloseTo(0.3);
    expect(softScore('Red.', ten(2))).toBeCloseTo(0.6);
    expect(softScore('red', ten(3))).toBeCloseTo(0.9);
    expect(softScore('red', ten(4))).toBe(1);
    expect(softScore('red', ['red'])).toBe(1);
    expect(softScore('red', ['red', 'blue'])).toBe(0.5);
  });

  test('a yes or no may be followed by more, other answers may not', () => {
    expect(saidAnswer('Yes, there is a dog.', ['yes'])).toBe('yes');
    expect(saidAnswer('Yes, a red one.', ['red'])).toBe('yes red 1');
    expect(commonest(['no', 'yes', 'Yes'])).toBe('yes');
  });

  test('figures over all questions, in percent', () => {
    const row = (answer: string, ...answers: string[]) => ({ name: 'a', question: 'b?', answer, answers });
    const rows = [row('Yes.', 'yes'), row('Yes.', 'no'), row('No.', 'no'), row('Blue.', 'red')];
    expect(vqaFigures(rows)).toEqual({ accuracy: 50, softAccuracy: 50, yesShare: (100 * 2) / 3 });
    expect(vqaFigures([row('Red.', 'red')]).yesShare).toBeNull();
  });
});

test('repetition is the share of triples said again', () => {
  expect(repetition('a cat on a mat')).toBe(0);
  expect(repetition('one two three one two three')).toBeCloseTo(1 / 4);
  expect(repetition('Yes.')).toBe(0);
});

test('answers are averaged by their kind', () => {
  const line = (kind: 'detail' | 'reasoning', answer: string, itm: number | null) => ({
    name: 'a',
    question: 'b',
    kind,
    answer,
    itm,
  });
  expect(
    kindFigures([line('detail', 'a b', 0.5), line('detail', 'a b c d', 1), line('reasoning', 'a', null)]),
  ).toEqual({
    detail: { n: 2, itm: 0.75, words: 3, repetition: 0 },
    reasoning: { n: 1, itm: null, words: 1, repetition: 0 },
  });
});
