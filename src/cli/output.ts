/** Standard output: a JSON object a line, or cells between tabs. */

/** Prints `row` as JSON when `json` is set, else the cells. */
export function printRow(json: boolean, row: object, cells: readonly (string | number)[]): void {
  process.stdout.write(`${json ? JSON.stringify(row) : cells.join('\t')}\n`);
}
