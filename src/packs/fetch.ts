/** Getting bytes and JSON over the network: failures become VlmErrors that say what to do. */
import { VlmError } from '../protocol/error.ts';

/** Called with the bytes received so far. */
export type OnBytes = (loaded: number) => void;

/** The whole of one address, with progress. */
export async function fetchBytes(
  url: string,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, signal);
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      loaded += part.value.length;
      onBytes(loaded);
    }
  } catch (cause) {
    throw failed(url, cause, signal);
  }
  const bytes = new Uint8Array(loaded);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
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

async function request(url: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: unknown) =>
    Promise.reject(failed(url, cause, signal)),
  );
  if (response.status === 404) throw notFound(url);
  if (!response.ok) {
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
