/** Whether strangers' texts did what they ask for: opened a dialog, or fetched something from evil.example. */
import type { BrowserContext } from '@playwright/test';
import { expect } from './ocelli-test.ts';

/** Watches all pages of a context from now on. Returns what expects that nothing has happened. */
export function watchForHarm(context: BrowserContext): () => void {
  const done: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('evil.example')) done.push(request.url());
  });
  context.on('dialog', (dialog) => {
    done.push(dialog.message());
    void dialog.dismiss();
  });
  return () => expect(done).toEqual([]);
}
