/** Photographs the page was opened with: shared from another application, or opened with the installed page. */
import { msg } from '@lit/localize';
import type { NamedPicture } from '../state/photograph.ts';
import { SHARED } from './shared-cache.ts';

interface LaunchQueue {
  setConsumer(consume: (launch: { files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Gives `take` what the page was opened with, now and when it is opened again. */
export async function takeLaunched(take: (pictures: NamedPicture[]) => Promise<void>): Promise<void> {
  const queue = 'launchQueue' in window ? (window.launchQueue as LaunchQueue) : undefined;
  queue?.setConsumer(({ files }) => {
    void Promise.all(files.map((handle) => handle.getFile())).then((opened) =>
      take(opened.map((file) => ({ name: file.name, blob: file }))),
    );
  });
  await takeShared(take);
}

/** Takes what was shared since the page last looked. It is gone from there once it is taken in, and not before. */
async function takeShared(take: (pictures: NamedPicture[]) => Promise<void>): Promise<void> {
  if (!('caches' in window) || !(await caches.has(SHARED))) return;
  const cache = await caches.open(SHARED);
  const requests = await cache.keys();
  const pictures: NamedPicture[] = [];
  for (const request of requests) {
    const response = await cache.match(request);
    const name = decodeURIComponent(response?.headers.get('X-File-Name') ?? '');
    if (response) pictures.push({ name: name || msg('shared'), blob: await response.blob() });
  }
  if (pictures.length > 0) await take(pictures);
  for (const request of requests) await cache.delete(request);
}
