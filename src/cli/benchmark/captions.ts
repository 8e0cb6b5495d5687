/** The group of the captions: their stages on one thread, and their whole time in other ways. */
import { join } from 'node:path';
import { withSession } from '../command.ts';
import type { BenchArguments } from './arguments.ts';
import { captionRows } from './caption-rows.ts';
import { FreshPictures } from './fresh-pictures.ts';
import { runRounds } from './rounds.ts';
import type { Row } from './row.ts';

/** No rows for WebGPU: of its captions the parity tests know; their time on an emulated GPU says nothing. */
export async function captions({ rounds, pack, device }: BenchArguments): Promise<Row[]> {
  if (device !== 'wasm') return [];
  const wasm = (threads: number) => ({ device, threads, ...(pack !== undefined && { pack }) });
  return withSession('wasm', async (oneThread) => {
    const opened = await oneThread.open(wasm(1));
    const twoThreads = await oneThread.another();
    await twoThreads.open(wasm(2));
    const pictures = await FreshPictures.of(join(oneThread.directory, 'samples/cat.png'));
    try {
      return captionRows(
        opened.pack.id,
        await runRounds({ oneThread, twoThreads }, pictures, rounds),
        rounds,
      );
    } finally {
      await pictures.remove();
    }
  });
}
