/**
 * A job that takes what waits until nothing is left, never twice at once. Asked for while it runs, it runs once more:
 * what came after it had looked for the last time would wait for ever otherwise.
 */
export function oneAtATime(job: () => Promise<void>): () => Promise<void> {
  let running = false;
  let asked = false;
  return async () => {
    asked = true;
    if (running) return;
    running = true;
    try {
      while (asked) {
        asked = false;
        await job();
      }
    } finally {
      running = false;
    }
  };
}
