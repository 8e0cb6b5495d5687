/** Pictures that are embedded and put into the search index a second, by how many are handed over at once. */
import type { Row } from '../row.ts';
import { sampledRows, type Sample } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

const batches = [1, 4, 16];

export async function indexingRows({ packs, device, pictures, rounds, opened }: Setting): Promise<Row[]> {
  const things = [];
  for (const pack of packs.filter(({ can }) => can.includes('embed')))
    for (const threads of [1, 2]) {
      const session = await opened(pack, threads);
      things.push(async () => {
        const samples: Sample[] = [];
        for (const batch of batches) {
          const urls: string[] = [];
          while (urls.length < batch) urls.push(await session.picture(await pictures.next()));
          const startMs = performance.now();
          await Promise.all(urls.map((url) => session.call('addToIndex', url, url)));
          samples.push({
            subject: packSubject('index', pack, device, threads, `batch of ${batch}`),
            figures: { picturesPerS: (1000 * batch) / (performance.now() - startMs) },
          });
        }
        return samples;
      });
    }
  return sampledRows(things, { rounds });
}
