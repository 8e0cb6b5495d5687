import { expect, it } from 'vitest';
import { furthest } from '../../../src/app/state/load-progress.ts';
import type { LoadProgress } from '../../../src/index.ts';

const at = (stage: LoadProgress['stage'], loaded: number): LoadProgress => ({ stage, loaded, total: 10 });

it('shows interleaved events as one bar that only goes forward', () => {
  const events = [
    at('fetch', 4),
    at('verify', 3),
    at('fetch', 2),
    at('session', 1),
    at('fetch', 10),
    at('session', 1),
  ];
  const shown: LoadProgress[] = [];
  for (const event of events) shown.push(furthest(shown.at(-1), event));
  expect(shown).toEqual([
    at('fetch', 4),
    at('fetch', 4),
    at('fetch', 4),
    at('fetch', 4),
    at('fetch', 10),
    at('session', 1),
  ]);
});
