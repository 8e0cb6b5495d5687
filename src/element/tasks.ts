/** What <ocelli-vlm> can be asked to do with its picture, by the public API. */
import { VlmError, type Vlm } from '../index.ts';
import { tell, type Task } from './events.ts';

/** How a task reports and is stopped. `target` is told the result. */
export interface TaskOptions {
  signal: AbortSignal;
  onText: (textSoFar: string) => void;
  target: EventTarget;
}

/**
 * Runs one task.
 * @returns What to show.
 * @throws VlmError of the engine, or `ability-missing` where the pack can't do it.
 */
export async function perform(
  vlm: Vlm,
  task: Task,
  question: string,
  picture: Blob,
  { signal, onText, target }: TaskOptions,
): Promise<string> {
  if (task === 'answer') return answer(vlm, question, picture, { signal, onText, target });
  if (task !== 'caption' || !vlm.pack.can.includes('caption')) throw unable(vlm, task);
  const show = (text: string): void => onText(asSentence(text));
  const result = await vlm.caption(picture, { signal, onText: show });
  if (!signal.aborted) tell(target, 'caption', result);
  return asSentence(result.caption);
}

async function answer(
  vlm: Vlm,
  question: string,
  picture: Blob,
  { signal, onText, target }: TaskOptions,
): Promise<string> {
  if (question.trim() === '')
    throw new VlmError('text-empty', 'There is no question: set the attribute question.');
  if (!vlm.pack.can.includes('answer')) throw unable(vlm, 'answer');
  const { text } = await vlm.answer(picture, question, { signal, onText });
  if (!signal.aborted) tell(target, 'answer', { question, answer: text });
  return text;
}

function unable({ pack }: Vlm, task: string): VlmError {
  return new VlmError(
    'ability-missing',
    `The pack ${pack.id} can't do the task "${task}"; it can ${pack.can.join(', ')}. Choose another with the attribute pack.`,
  );
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
}
