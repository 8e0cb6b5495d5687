/** The most memory that Chromium's pages took at once while something ran, as Linux tells it. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

/** Returns what `run` gives and the MB by which one page's process grew at most; none where the system doesn't tell. */
export async function peakMemoryMB<T>(
  browser: Browser,
  run: () => Promise<T>,
): Promise<{ value: T; memoryMB?: number }> {
  const before = new Map<number, number>();
  for (const process of await renderers(browser)) {
    // Makes the kernel forget the peak so far (proc(5), clear_refs).
    await writeFile(`/proc/${process}/clear_refs`, '5').catch(() => {});
    before.set(process, await megabytes(process, 'VmRSS'));
  }
  const value = await run();
  const growths: number[] = [];
  for (const [process, start] of before) growths.push((await megabytes(process, 'VmHWM')) - start);
  const memoryMB = Math.max(...growths.filter((growth) => Number.isFinite(growth)));
  return Number.isFinite(memoryMB) ? { value, memoryMB } : { value };
}

async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** A figure of a process's status; NaN where there is none. */
async function megabytes(process: number, figure: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${process}/status`, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`^${figure}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kilobytes === undefined ? NaN : (Number(kilobytes) * 1024) / 1e6;
}
