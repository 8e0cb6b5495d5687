/**
 * Photographs shared from another application arrive as a form sent to `share`. They are put where the page finds them
 * (src/app/install/launch-intake.ts), and the page is opened.
 */
import { SHARED } from '../app/install/shared-cache.ts';

/** Whether the request is the one that the web manifest's `share_target` describes. */
export function isShare(request: Request): boolean {
  return request.method === 'POST' && new URL(request.url).pathname.endsWith('/share');
}

/** Stores the files of the form and answers with the page's address. */
export async function receiveShare(request: Request): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll('photographs').filter((value) => value instanceof File);
  const cache = await caches.open(SHARED);
  for (const [i, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, 'X-File-Name': encodeURIComponent(file.name) };
    await cache.put(new URL(`shared/${Date.now()}-${i}`, request.url).href, new Response(file, { headers }));
  }
  return Response.redirect(new URL('./', request.url).href, 303);
}
