/**
 * Cross-origin isolation for hosts that can't send its headers, such as GitHub Pages: with it, WebAssembly has threads.
 * It holds from the first document that came through the service worker, so the second visit is the faster one.
 */

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Whether the answer becomes a document or a worker: all else of this origin needs no headers, and stays as it came. */
export function wantsIsolation({ destination }: Request): boolean {
  return ['document', 'iframe', 'worker', 'sharedworker'].includes(destination);
}

/** The same response with the headers it lacks. */
export function isolated(response: Response): Response {
  // A redirect or an error has no headers that may be set.
  if (response.type === 'opaqueredirect' || response.type === 'error' || response.type === 'opaque')
    return response;
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) if (!all.has(name)) all.set(name, value);
  const { status, statusText } = response;
  const body = [101, 204, 205, 304].includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers: all });
}
