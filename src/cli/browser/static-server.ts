/**
 * Serves the built page on 127.0.0.1, cross-origin isolated so that WASM may use threads, and the input files under
 * /input/. Not for the open network.
 */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import sirv from 'sirv';

export interface StaticServer {
  /** For example http://127.0.0.1:43117 */
  origin: string;
  /** Makes a file of the disk readable by the page. Returns its URL path. */
  share(path: string): string;
  close(): Promise<void>;
}

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const inputPrefix = '/input/';

/** How a directory is served. */
export interface ServeOptions {
  /** Whether the isolation headers are sent; many hosts leave them out. */
  isolated?: boolean;
  /** More headers of every response. */
  headers?: Record<string, string>;
}

/** Serves `directory` on a free port. */
export async function serveDirectory(
  directory: string,
  { isolated = true, headers = {} }: ServeOptions = {},
): Promise<StaticServer> {
  const always = { ...(isolated ? isolation : {}), ...headers };
  const inputs: string[] = [];
  const serveFiles = sirv(directory, { etag: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    const notFound = (): void => {
      response.writeHead(404).end();
    };
    const url = request.url ?? '/';
    if (!url.startsWith(inputPrefix)) return serveFiles(request, response, notFound);
    const path = inputs[Number(url.slice(inputPrefix.length))];
    if (path === undefined) return notFound();
    response.setHeader('Content-Type', 'application/octet-stream');
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    share: (path) => `${inputPrefix}${inputs.push(path) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
