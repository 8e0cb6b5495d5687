/**
 * Keeps the page for when there is no network: the shell from the start, ONNX Runtime as soon as it is used. The files
 * of packs are not its business: the engine stores them, and the person deletes them. It also takes in what other
 * applications share, and makes the page cross-origin isolated on hosts that can't.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { isolated, wantsIsolation } from './isolation.ts';
import { keepManifests, compiledModule, lastSeen } from './kept-responses.ts';
import { isShare, receiveShare } from './share-target.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const shell = new PrecacheController({ cacheName: 'ocelli-shell' });
shell.addToCacheList(self.__WB_MANIFEST);

self.addEventListener('install', (event) => void shell.install(event));
self.addEventListener('activate', (event) => {
  void shell.activate(event);
  event.waitUntil(self.clients.claim());
  event.waitUntil(keepManifests(new URL('packs/', self.registration.scope).href));
});

/** The page asks for the waiting version when the person said so. */
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (isShare(request)) event.respondWith(receiveShare(request));
  else if (request.method === 'GET' && !request.headers.has('range') && !isOfPack(url)) {
    const response = respond(request, url);
    event.respondWith(wantsIsolation(request) ? response.then(isolated) : response);
  }
});

async function respond(request: Request, url: URL): Promise<Response> {
  const stored = await shell.matchPrecache(documentOf(url));
  if (stored) return stored;
  if (url.pathname.endsWith('.wasm')) return compiledModule(request);
  if (isManifest(url)) return lastSeen(request);
  return fetch(request);
}

/** What packs there are, and what is in them. */
function isManifest({ pathname }: URL): boolean {
  return /\/packs\/(.+\/)?(index|pack)\.json$/.test(pathname);
}

/** A large file that the engine stores itself: its way need not lead through here. */
function isOfPack(url: URL): boolean {
  return url.pathname.includes('/packs/') && !isManifest(url);
}

/** The address names the view in its query, and the folder stands for its index: the document is the same. */
function documentOf({ origin, pathname }: URL): string {
  return `${origin}${pathname.endsWith('/') ? `${pathname}index.html` : pathname}`;
}
