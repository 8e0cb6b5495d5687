/** What the groups about whole packs have in common: the engine in a browser, its packs, pictures that it has not seen. */
import { join } from 'node:path';
import type { PackInfo } from '../../../index.ts';
import type { EngineSession } from '../../browser/engine-session.ts';
import { withSession } from '../../command.ts';
import type { BenchArguments } from '../arguments.ts';
import { FreshPictures } from '../fresh-pictures.ts';

export interface Setting {
  session: EngineSession;
  device: BenchArguments['device'];
  rounds: number;
  /** The pack asked for, else all of them. */
  packs: readonly PackInfo[];
  pictures: FreshPictures;
  /** A session in a profile of its own with a pack loaded. */
  opened(pack: PackInfo, threads: number): Promise<EngineSession>;
}

/** Closes everything when `use` is done. */
export async function withSetting<T>(
  { device, rounds, pack }: BenchArguments,
  use: (setting: Setting) => Promise<T>,
): Promise<T> {
  return withSession(device, async (session) => {
    const all = await session.call('packs');
    const pictures = await FreshPictures.of(join(session.directory, 'samples/cat.png'));
    const opened = async ({ id }: PackInfo, threads: number) => {
      const other = await session.another();
      await other.open({ pack: id, device, threads });
      return other;
    };
    const packs = all.filter(({ id }) => id === (pack ?? id));
    try {
      return await use({ session, device, rounds, packs, pictures, opened });
    } finally {
      await pictures.remove();
    }
  });
}
