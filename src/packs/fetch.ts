/** Getting bytes and JSON over the network: failures become VlmErrors that say what to do. */
import { VlmError } from '../protocol/error.ts';
import { partsOf } from './parts.ts';

/** Called with the bytes received so far. */
export type OnBytes = (loaded: number) => void;

/** The bytes of an address from `start` on; with a `failure` where they broke off. */
export interface Piece {
  start: number;
  bytes: Uint8Array<ArrayBuffer>;
  failure?: VlmError;
}

/** The whole of one address, with progress. @param cache What the browser's cache may answer. */
export async function fetchBytes(
  url: string,
  onBytes: OnBytes,
  signal?: AbortSignal,
  cache?: RequestCache,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, failure } = await fetchPiece(url, 0, onBytes, signal, cache);
  if (failure) throw failure;
  return bytes;
}

/**
 * The bytes after the first `from`, or all where the server gives only the whole. Progress counts those before.
 * Rejects when nothing was answered.
 */
export async function fetchPiece(
  url: string,
  from: number,
  onBytes: OnBytes,
  signal?: AbortSignal,
  cache?: RequestCache,
): Promise<Piece> {
  const response = await request(url, signal, from, cache);
  const start = startOf(response);
  if (start !== 0 && start !== from) return fetchPiece(url, 0, onBytes, signal);
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  let failure: VlmError | undefined;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      loaded += part.value.length;
      onBytes(start + loaded);
    }
  } catch (cause) {
    failure = failed(url, cause, signal);
  }
  const bytes = new Uint8Array(loaded);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return failure ? { start, bytes, failure } : { start, bytes };
}

/** The bytes of an address as they arrive; parts are valid as {@link partsOf} says. */
export async function* fetchParts(
  url: string,
  signal?: AbortSignal,
  cache?: RequestCache,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const { body } = await request(url, signal, 0, cache);
  if (!body) return;
  const parts = partsOf(body)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const part = await parts.next().catch((cause: unknown) => Promise.reject(failed(url, cause, signal)));
      if (part.done) return;
      yield part.value;
    }
  } finally {
    await parts.return?.();
  }
}

/** A JSON file of a packs folder; `pack-not-found` where there is none. */
export async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await request(url, signal);
  const text = await response.text().catch((cause: unknown) => Promise.reject(failed(url, cause, signal)));
  // A server that answers every address with its page sends HTML for a file that isn't there.
  if (/^\s*</.test(text)) throw notFound(url);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VlmError('pack-invalid', `${url} is not valid JSON. Export the pack again.`, cause);
  }
}

/** Where a response's bytes begin: 0, or what `Content-Range` says; -1 where the server has no such range. */
function startOf(response: Response): number {
  if (response.status === 416) return -1;
  if (response.status !== 206) return 0;
  return Number(/^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? -1);
}

async function request(
  url: string,
  signal?: AbortSignal,
  from = 0,
  cache: RequestCache = 'default',
): Promise<Response> {
  const headers: HeadersInit = from > 0 ? { Range: `bytes=${from}-` } : {};
  const response = await fetch(url, { headers, cache, ...(signal ? { signal } : {}) }).catch(
    (cause: unknown) => Promise.reject(failed(url, cause, signal)),
  );
  if (response.status === 404) throw notFound(url);
  if (!response.ok && !(response.status === 416 && from > 0)) {
    throw new VlmError(
      'network',
      `${url} answered ${response.status} ${response.statusText}. Try again later.`,
    );
  }
  return response;
}

function notFound(url: string): VlmError {
  return new VlmError(
    'pack-not-found',
    `There is no ${url}. Check the pack's id and the address of the packs folder.`,
  );
}

function failed(url: string, cause: unknown, signal?: AbortSignal): VlmError {
  if (signal?.aborted) return new VlmError('aborted', 'Loading was aborted as its signal asked.', cause);
  return new VlmError('network', `${url} could not be fetched. Check the connection and try again.`, cause);
}
