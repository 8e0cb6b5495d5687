/** Search and replace over captions: the words as they stand, not a pattern. */
import type { PhotographRow } from '../../library/photograph-row.ts';

/** The rows whose caption changes, changed. Upper and lower case are the same to the search. */
export function replaced(rows: readonly PhotographRow[], find: string, replacement: string): PhotographRow[] {
  if (find === '') return [];
  const pattern = new RegExp(find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'giu');
  return rows.flatMap((row) => {
    const text = row.caption?.text.replace(pattern, () => replacement);
    return row.caption && text !== undefined && text !== row.caption.text
      ? [{ ...row, caption: { ...row.caption, text, source: 'hand' as const } }]
      : [];
  });
}
