/** Several files load at once and their events interleave; a person wants one bar that only goes forward. */
import type { LoadProgress } from '../../index.ts';

const order: Record<LoadProgress['stage'], number> = { fetch: 0, verify: 1, session: 2, warmup: 3 };

/** The progress to show after `next` has arrived: a later stage is shown once the one before it is complete. */
export function furthest(shown: LoadProgress | undefined, next: LoadProgress): LoadProgress {
  if (shown === undefined) return next;
  if (order[next.stage] === order[shown.stage]) return next.loaded >= shown.loaded ? next : shown;
  return order[next.stage] > order[shown.stage] && shown.loaded >= shown.total ? next : shown;
}
