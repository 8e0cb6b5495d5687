import { describe, expect, it } from 'vitest';
import { UsageError, parseOcelliArguments } from '../../../src/cli/arguments.ts';
import { parseEvaluateArguments } from '../../../src/cli/evaluation/arguments.ts';

describe('parseOcelliArguments', () => {
  it('reads a verb with its images and options', () => {
    expect(
      parseOcelliArguments(['caption', 'a.jpg', 'b.png', '--device', 'wasm', '--beams', '1', '--json']),
    ).toEqual({
      command: { verb: 'caption', images: ['a.jpg', 'b.png'] },
      engine: { device: 'wasm', beams: 1 },
      json: true,
    });
  });

  it('tells texts from images', () => {
    expect(parseOcelliArguments(['match', 'a.jpg', 'a cat', 'a dog']).command).toEqual({
      verb: 'match',
      image: 'a.jpg',
      texts: ['a cat', 'a dog'],
    });
    expect(parseOcelliArguments(['search', 'a cat', 'a.jpg', 'b.jpg']).command).toEqual({
      verb: 'search',
      text: 'a cat',
      images: ['a.jpg', 'b.jpg'],
    });
  });

  it('answers --help whatever else is there', () => {
    expect(parseOcelliArguments(['--help']).command.verb).toBe('help');
  });

  it.each([
    [[], 'verb'],
    [['describe', 'a.jpg'], 'describe'],
    [['caption'], 'IMAGE'],
    [['match', 'a.jpg'], 'text'],
    [['search', 'a cat'], 'IMAGE'],
    [['packs', 'a.jpg'], 'a.jpg'],
    [['ask', 'a.jpg'], '--question'],
    [['ask', '--question', 'What?'], 'IMAGE'],
    [['caption', 'a.jpg', '--question', 'What?'], 'ask'],
    [['caption', 'a.jpg', '--fast'], '--fast'],
    [['caption', 'a.jpg', '--device', 'tpu'], 'tpu'],
    [['caption', 'a.jpg', '--beams', '0'], '--beams'],
    [['caption', 'a.jpg', '--threads', 'two'], 'two'],
    [['caption', 'a.jpg', '--exact=yes'], '--exact'],
  ])('refuses %j', (args, named) => {
    expect(() => parseOcelliArguments(args)).toThrow(UsageError);
    expect(() => parseOcelliArguments(args)).toThrow(named);
  });
});

it('ask takes photographs and several questions', () => {
  const args = ['ask', 'a.jpg', 'b.png', '--question', 'What?', '--question', 'Why?'];
  expect(parseOcelliArguments(args).command).toEqual({
    verb: 'ask',
    images: ['a.jpg', 'b.png'],
    questions: ['What?', 'Why?'],
  });
  expect(parseOcelliArguments(args).engine).toEqual({ device: 'auto' });
  expect(parseOcelliArguments([...args, '--exact']).engine).toEqual({ device: 'auto', exact: true });
});

describe('parseEvaluateArguments', () => {
  it('reads folders, files and options', () => {
    const args = [
      '--images',
      'photos',
      '--captions',
      'rows.jsonl',
      '--out',
      'made.jsonl',
      '--pack',
      'ocelli-blip',
    ];
    expect(parseEvaluateArguments(args)).toEqual({
      help: false,
      images: 'photos',
      task: 'captions',
      rows: 'rows.jsonl',
      out: 'made.jsonl',
      engine: { device: 'auto', pack: 'ocelli-blip' },
      json: false,
    });
  });

  it('reads a task, and refuses one there is not', () => {
    const args = ['--task', 'vqa', '--images', 'photos', '--questions', 'rows.jsonl'];
    expect(parseEvaluateArguments(args)).toMatchObject({ task: 'vqa', rows: 'rows.jsonl' });
    expect(() => parseEvaluateArguments(['--task', 'vqa', '--images', 'photos'])).toThrow('--questions');
    expect(() => parseEvaluateArguments(['--task', 'ocr'])).toThrow('ocr');
  });

  it('needs both the photographs and the captions', () => {
    expect(() => parseEvaluateArguments(['--images', 'photos'])).toThrow('--captions');
    expect(() => parseEvaluateArguments(['--captions', 'rows.jsonl'])).toThrow('--images');
    expect(() => parseEvaluateArguments(['photos'])).toThrow(UsageError);
  });
});
