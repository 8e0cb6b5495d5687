/** A call that tells its text so far, as a stream of the text's pieces. */
import type { ChatAnswer } from '../protocol/chat.ts';
import type { PromptOptions } from './chat.ts';

/** What the stream adds to the call's options. */
type Streaming = Required<Pick<PromptOptions, 'onText' | 'signal'>>;

export class TextStream extends ReadableStream<string> {
  /** @param given The caller's own; the stream's come on top. */
  constructor(call: (streaming: Streaming) => Promise<ChatAnswer>, given: PromptOptions) {
    const cancelled = new AbortController();
    const signal = given.signal ? AbortSignal.any([given.signal, cancelled.signal]) : cancelled.signal;
    super({
      async start(controller) {
        let told = 0;
        const onText = (text: string): void => {
          if (text.length > told && !cancelled.signal.aborted) controller.enqueue(text.slice(told));
          told = text.length;
          given.onText?.(text);
        };
        call({ onText, signal }).then(
          () => controller.close(),
          (error: unknown) => cancelled.signal.aborted || controller.error(error),
        );
      },
      cancel: (reason) => cancelled.abort(reason),
    });
  }
}
