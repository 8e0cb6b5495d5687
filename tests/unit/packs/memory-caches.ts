/** The browser's Cache API in memory, for Node, which has none: `open`, and of a cache `match`, `put`, `delete`, `keys`. */

class MemoryCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Whether the disk is full. */
  full = false;

  async match(url: string): Promise<Response | undefined> {
    const bytes = this.entries.get(url);
    return bytes && new Response(bytes);
  }

  async put(url: string, response: Response): Promise<void> {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(url, await bytesOf(response));
  }

  async delete(url: string): Promise<boolean> {
    return this.entries.delete(url);
  }

  async keys(): Promise<{ url: string }[]> {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

/** Copies each part before it asks for the next, as browsers do; Node's own `arrayBuffer` copies them at the end. */
export async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of response.body ?? []) parts.push(Buffer.from(part));
  return new Uint8Array(Buffer.concat(parts));
}

export class MemoryCaches {
  readonly cache = new MemoryCache();

  async open(): Promise<MemoryCache> {
    return this.cache;
  }
}
