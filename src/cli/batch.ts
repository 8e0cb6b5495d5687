/** Runs the items of a batch one after the other; what fails costs one line on standard error, not the batch. */
import { InputError } from './browser/engine-session.ts';

/** Calls `run` for every item. Returns how many failed with an InputError; any other error ends the batch. */
export async function runBatch<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  run: (item: T) => Promise<void>,
): Promise<number> {
  let failed = 0;
  for (const item of items) {
    try {
      await run(item);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed += 1;
      process.stderr.write(`${nameOf(item)}: ${error.message}\n`);
    }
  }
  return failed;
}
