/** Who the rows of whole packs are about. */
import type { PackInfo } from '../../../index.ts';
import type { BenchArguments } from '../arguments.ts';
import type { Subject } from '../row.ts';

/** A pack of this project's engine. @param what What was timed. */
export function packSubject(
  group: string,
  pack: Pick<PackInfo, 'id'>,
  device: BenchArguments['device'],
  threads: number,
  what: string,
): Subject {
  return { group, engine: 'ocelli', dtype: pack.id, device, threads, what };
}
