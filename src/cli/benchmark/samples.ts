/** What single rounds measured, and how it becomes rows. */
import { grouped } from './grouped.ts';
import { figure, rowKey, type Figures, type Row, type Subject } from './row.ts';

/** One round's figures; `min` and `max` of the row are those of the first. */
export interface Sample {
  subject: Subject;
  figures: Figures;
}

/**
 * Runs each of `things` once to warm up, where asked, and then `rounds` times in turn, so that a slow minute of the
 * machine falls on all alike. Returns the medians, a row a subject.
 */
export async function sampledRows(
  things: readonly (() => Promise<readonly Sample[]>)[],
  { rounds, warmUp = true }: { rounds: number; warmUp?: boolean },
): Promise<Row[]> {
  const samples: Sample[] = [];
  if (warmUp) for (const measure of things) await measure();
  for (let round = 0; round < rounds; round++)
    for (const measure of things) samples.push(...(await measure()));
  return rowsOf(samples);
}

/** A row a subject, in the order of the things measured. */
export function rowsOf(samples: readonly Sample[]): Row[] {
  return [...grouped(samples, ({ subject }) => rowKey(subject)).values()].map((same) => {
    const [{ subject, figures }] = same as [Sample];
    const names = Object.keys(figures) as (keyof Figures)[];
    const values = (name: keyof Figures) => same.map((sample) => sample.figures[name]);
    const first = values(names[0] as keyof Figures) as number[];
    return {
      ...subject,
      ...Object.assign({}, ...names.map((name) => figure(name, values(name)))),
      n: same.length,
      min: Math.min(...first),
      max: Math.max(...first),
    } as Row;
  });
}
