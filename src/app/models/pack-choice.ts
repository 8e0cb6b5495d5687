/** Which pack does which job, where several can: the person's choice, else the first. */
import type { Ability, StoredPack } from '../../index.ts';
import type { Preferences } from '../state/preferences.ts';

/** Captions and search go together: both are of the page's one library. */
export type Job = 'library' | 'chat';

const needs: Record<Job, readonly Ability[]> = {
  library: ['caption', 'embed', 'match'],
  chat: ['chat'],
};
const keys = { library: 'libraryPack', chat: 'chatPack' } as const;

/** The jobs that a pack can do and another could do as well, and whether it is the one that does it. */
export function jobsOf(
  { pack }: StoredPack,
  all: readonly StoredPack[],
  preferences: Preferences,
): { job: Job; used: boolean }[] {
  return (['library', 'chat'] as const).flatMap((job) => {
    const able = all.map((one) => one.pack).filter(({ can }) => needs[job].every((one) => can.includes(one)));
    if (able.length < 2 || !able.includes(pack)) return [];
    const chosen = able.find(({ id }) => id === preferences.get(keys[job])) ?? able[0];
    return [{ job, used: chosen === pack }];
  });
}

/** Has a pack do a job from the next visit on. */
export function choosePack(id: string, job: Job, preferences: Preferences): void {
  preferences.set(keys[job], id);
}

/** Forgets the choice of a pack that is gone. */
export function forgetPack(id: string, preferences: Preferences): void {
  for (const key of Object.values(keys)) if (preferences.get(key) === id) preferences.set(key, '');
}
