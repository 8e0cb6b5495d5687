/** The calls about conversations. */
import type { Chats } from './chats.ts';
import type { Handlers } from './handlers.ts';

type ChatHandlers = Pick<
  Handlers,
  | 'answer'
  | 'chatOpen'
  | 'chatAppend'
  | 'chatPrompt'
  | 'chatResume'
  | 'chatMeasure'
  | 'chatRewind'
  | 'chatRestore'
  | 'chatClone'
  | 'chatClose'
>;

/** @param chats The loaded pack's; throws where none is loaded. */
export function chatHandlers(chats: () => Chats): ChatHandlers {
  return {
    answer: async (params, emit, signal, finish) =>
      chats().answer(params, { onText: (text) => emit({ text }), signal, finish }),
    chatOpen: async (settings, _, signal) => chats().open(settings, signal),
    chatAppend: async ({ at, image }, _, signal) => {
      const chat = chats().at(at);
      await chat.append(image, signal);
      return chat.usage;
    },
    chatPrompt: async (params, emit, signal, finish) =>
      chats().prompt(params, { onText: (text) => emit({ text }), signal, finish }),
    chatResume: async (params, emit, signal, finish) =>
      chats().resume(params, { onText: (text) => emit({ text }), signal, finish }),
    chatMeasure: async ({ at, text, images }, _, signal) => chats().at(at).measure(text, images, signal),
    chatRewind: async ({ at }) => chats().at(at).usage,
    chatRestore: async ({ at, turns }, _, signal) => {
      const chat = chats().at(at);
      await chat.restore(turns, signal);
      return chat.usage;
    },
    chatClone: async ({ at }) => chats().clone(at),
    chatClose: async ({ chat }) => {
      chats().close(chat);
      return undefined;
    },
  };
}
