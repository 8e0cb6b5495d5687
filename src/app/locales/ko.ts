/** Korean. A translation's `${n}` stands for the message's value n, counted from 0. */
import type { LocaleModule } from '@lit/localize';
import { benchmark } from './ko/benchmark.ts';
import { captions } from './ko/captions.ts';
import { chat } from './ko/chat.ts';
import { errors } from './ko/errors.ts';
import { library } from './ko/library.ts';
import { models } from './ko/models.ts';
import { search } from './ko/search.ts';
import { shell } from './ko/shell.ts';
import { state } from './ko/state.ts';

export const templates: LocaleModule['templates'] = {
  ...benchmark,
  ...captions,
  ...chat,
  ...errors,
  ...library,
  ...models,
  ...search,
  ...shell,
  ...state,
};
