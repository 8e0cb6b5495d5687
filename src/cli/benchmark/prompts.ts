/** The prompts of the decoders: English of a given number of tokens, another in every round, so that no engine's memory helps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';

export interface Prompt {
  ids: number[];
  text: string;
}

const story =
  'of the harbour was older than the town. Every evening the keeper climbed the narrow stairs, trimmed the lamp and wrote in his log about the weather, the ships that passed and the birds that rested on the rail. In winter the waves reached the lower windows, and the noise of the stones kept him awake until the morning came. He had a radio, a shelf of books and a small garden behind the wall, where he grew beans and potatoes. ';
const starts = [
  'The keeper',
  'An engineer',
  'One painter',
  'Her uncle',
  'Some sailors',
  'Two children',
  'My teacher',
  'That doctor',
];

export class Prompts {
  readonly #tokenizer: Tokenizer;

  private constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** @param folder A voice's, with its `tokenizer.json`. */
  static async of(folder: string): Promise<Prompts> {
    const json = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as object;
    return new Prompts(new Tokenizer(json, {}));
  }

  /** The prompt of a round. */
  get(round: number, tokens: number): Prompt {
    const start = starts[round % starts.length] as string;
    const whole = `${start} ${story.repeat(Math.ceil(tokens / 60) + 1)}`;
    const ids = this.#tokenizer.encode(whole).ids.slice(0, tokens);
    return { ids, text: this.#tokenizer.decode(ids) };
  }
}
