/** Where a step writes: to the terminal as it goes, or in one piece at its end, where another step is writing meanwhile. */

/** @typedef {{ write(text: string): void, end(): void }} Output */

/** @returns {Output} */
export function live() {
  return { write: (text) => process.stdout.write(text), end: () => undefined };
}

/** @returns {Output} */
export function aside() {
  let text = '';
  return {
    write: (more) => (text += more),
    end: () => process.stdout.write(text),
  };
}
