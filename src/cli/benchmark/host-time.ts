/**
 * What a token costs the host, where a GPU does the rest: the processor time of the thread that the engine runs on,
 * by the browser's own trace. Waiting costs nothing, and work done while the GPU computes counts as it should.
 */
import type { Page } from '@playwright/test';
import { FIRST_TOKEN, LAST_TOKEN } from './page/token-marks.ts';

interface TraceEvent {
  name: string;
  /** Microseconds that the thread has run for. */
  tts?: number;
}

/** Returns what `call` resolves to, and the milliseconds between the marks; undefined where the trace has no such times. */
export async function withHostTime<T>(
  page: Page,
  call: () => Promise<T>,
): Promise<{ value: T; hostMs: number | undefined }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser that can be traced.');
  await browser.startTracing(page, { categories: ['-*', 'blink.user_timing'] });
  let trace: Buffer | undefined;
  let value: T;
  try {
    value = await call();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const at = (mark: string): number => traceEvents.findLast(({ name }) => name === mark)?.tts ?? NaN;
  const hostMs = (at(LAST_TOKEN) - at(FIRST_TOKEN)) / 1000;
  return { value, hostMs: Number.isFinite(hostMs) ? hostMs : undefined };
}
