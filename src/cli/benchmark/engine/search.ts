/** How long a search by embeddings takes in libraries of several sizes, by words and by likeness. Nothing is re-ranked. */
import type { Row } from '../row.ts';
import { sampledRows } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

const sizes = [100, 1000, 10_000, 100_000];
const threads = 1;
const options = { limit: 20, rerank: false };

export async function searchRows({ packs, device, rounds, opened }: Setting): Promise<Row[]> {
  const things = [];
  for (const pack of packs.filter(({ can }) => can.includes('embed'))) {
    const session = await opened(pack, threads);
    const search = async (query: { text: string } | { id: string }, what: string) => {
      const { ms } = await session.timed('search', query, options);
      return { subject: packSubject('search', pack, device, threads, what), figures: { ms } };
    };
    let asked = 0;
    for (const size of sizes)
      things.push(async () => {
        await session.call('fillIndex', size);
        await session.call('search', { id: '0' }, options); // The first one grows what the scores lie in.
        const photographs = `${size.toLocaleString('en')} photographs`;
        return [
          await search({ text: `a cup on table ${++asked}` }, `${photographs}, by words`),
          await search({ id: String(size - 1) }, `${photographs}, by likeness to one of them`),
        ];
      });
  }
  return sampledRows(things, { rounds });
}
