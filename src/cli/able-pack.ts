/** The pack for a task where the command names none: the first that can do it. */
import type { Ability } from '../index.ts';
import type { EngineArguments } from './arguments.ts';
import { InputError, type EngineSession } from './browser/engine-session.ts';

/** The arguments with a pack that has the ability. Throws InputError where there is none. */
export async function withAblePack(
  session: EngineSession,
  engine: EngineArguments,
  ability: Ability,
): Promise<EngineArguments> {
  if (engine.pack !== undefined) return engine;
  const packs = await session.call('packs');
  const able = packs.find(({ can }) => can.includes(ability));
  if (able) return { ...engine, pack: able.id };
  const there = packs.map(({ id }) => id).join(', ');
  throw new InputError(
    `None of the packs (${there}) has the ability "${ability}". Add one that has to public/packs.`,
  );
}
