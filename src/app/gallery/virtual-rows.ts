/** Which items of a long grid are near the screen: a few hundred elements stand for ten thousand. */

export interface GridShape {
  columns: number;
  /** Height of a row with the gap below it, in CSS pixels. */
  rowHeight: number;
}

/** How many columns of at least `least` fit, with `gap` between them. */
export function columnsOf(width: number, least: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (least + gap)));
}

/**
 * The items to render, as [first, end).
 * @param top How far the grid's upper edge is above the screen's; negative when below it.
 * @param height Of the screen.
 */
export function visibleItems(
  count: number,
  { columns, rowHeight }: GridShape,
  top: number,
  height: number,
): [number, number] {
  const overscan = Math.ceil(height / 2);
  const firstRow = Math.max(0, Math.floor((top - overscan) / rowHeight));
  const endRow = Math.max(firstRow, Math.ceil((top + height + overscan) / rowHeight));
  return [Math.min(count, firstRow * columns), Math.min(count, endRow * columns)];
}
