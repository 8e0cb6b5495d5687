/** A folder of two packs on a real HTTP server that knows ranges, notes what it was asked for, and can stall. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contents, packJson } from './pack-json.ts';

/** The file that the larger pack has alone. */
export const own = new Uint8Array(200_000).map((_, i) => (i * 7) % 251);
const sha256 = createHash('sha256').update(own).digest('hex');
/** Shares all files of the tiny pack, and has one more, longer than what is sent at once. */
const larger = {
  ...packJson,
  id: 'larger',
  files: [...packJson.files, { path: 'own.bin', bytes: own.length, sha256 }],
};
export const largerBytes = 60 + own.length;

export class PackServer {
  readonly served: Record<string, Uint8Array | string> = {
    'index.json': JSON.stringify({ packs: ['tiny', 'larger'] }),
    'tiny/pack.json': JSON.stringify(packJson),
    'larger/pack.json': JSON.stringify(larger),
    'larger/own.bin': own,
  };
  /** What was asked for, but for the manifests. */
  asked: { path: string; range: string | undefined }[] = [];
  /** After so many bytes of own.bin the server waits. */
  stopAt = Infinity;
  ranges = true;
  readonly #server: Server;

  private constructor() {
    for (const [path, bytes] of Object.entries(contents))
      for (const id of ['tiny', 'larger']) this.served[`${id}/${path}`] = bytes;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<PackServer> {
    const site = new PackServer();
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer({ url, headers: { range } }: IncomingMessage, response: ServerResponse): void {
    const path = (url ?? '').slice(1);
    if (!path.endsWith('.json') || path.endsWith('tokenizer.json')) this.asked.push({ path, range });
    const body = Buffer.from(this.served[path] ?? '');
    const from = this.ranges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    if (from >= body.length) {
      response.writeHead(416).end();
      return;
    }
    if (from > 0) {
      response.writeHead(206, { 'Content-Range': `bytes ${from}-${body.length - 1}/${body.length}` });
    }
    if (!path.endsWith('own.bin') || this.stopAt > body.length) response.end(body.subarray(from));
    else response.write(body.subarray(from, this.stopAt));
  }
}
