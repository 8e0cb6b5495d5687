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
 * @throws VlmError of the engine, or `pack-invalid` where the pack can't do it.
 */
export async function perform(
  vlm: Vlm,
  task: Task,
  question: string,
  picture: Blob,
  { signal, onText, target }: TaskOptions,
): Promise<string> {
  if (!vlm.pack.can.includes('caption') || task !== 'caption') throw unable(vlm, task, question);
  const show = (text: string): void => onText(asSentence(text));
  const result = await vlm.caption(picture, { signal, onText: show });
  if (!signal.aborted) tell(target, 'caption', result);
  return asSentence(result.caption);
}

function unable({ pack }: Vlm, task: string, question: string): VlmError {
  if (task === 'answer' && question.trim() === '')
    return new VlmError('text-empty', 'There is no question: set the attribute question.');
  const wanted = task === 'answer' ? 'answer questions' : `do the task "${task}"`;
  return new VlmError(
    'pack-invalid',
    `The pack ${pack.id} can't ${wanted}; it can ${pack.can.join(', ')}. Choose another with the attribute pack.`,
  );
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
}
