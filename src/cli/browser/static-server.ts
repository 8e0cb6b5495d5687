/**
 * Serves the built page on 127.0.0.1, cross-origin isolated so that WASM may use threads, the input files under
 * /input/, and other folders under /folder/. Not for the open network.
 */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import sirv, { type RequestHandler } from 'sirv';

export interface StaticServer {
  /** For example http://127.0.0.1:43117 */
  origin: string;
  /** Makes a file of the disk readable by the page. Returns its URL path. */
  share(path: string): string;
  /** Makes a folder of the disk readable by the page. Returns its URL path, without a slash at the end. */
  shareFolder(path: string): string;
  close(): Promise<void>;
}

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const inputPrefix = '/input/';
const folderPrefix = '/folder/';

/** How a directory is served. */
export interface ServeOptions {
  /** Whether the isolation headers are sent; many hosts leave them out. */
  isolated?: boolean;
  /** More headers of every response. */
  headers?: Record<string, string>;
  /** A free one by default. */
  port?: number;
}

/** Serves `directory` on 127.0.0.1. */
export async function serveDirectory(
  directory: string,
  { isolated = true, headers = {}, port = 0 }: ServeOptions = {},
): Promise<StaticServer> {
  const always = { ...(isolated ? isolation : {}), ...headers };
  const inputs: string[] = [];
  const folders: RequestHandler[] = [];
  const serveFiles = sirv(directory, { etag: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    const notFound = (): void => {
      response.writeHead(404).end();
    };
    const url = request.url ?? '/';
    if (url.startsWith(folderPrefix)) {
      const [index, ...rest] = url.slice(folderPrefix.length).split('/');
      const serve = folders[Number(index)];
      request.url = `/${rest.join('/')}`;
      return serve ? serve(request, response, notFound) : notFound();
    }
    if (!url.startsWith(inputPrefix)) return serveFiles(request, response, notFound);
    const path = inputs[Number(url.slice(inputPrefix.length))];
    if (path === undefined) return notFound();
    response.setHeader('Content-Type', 'application/octet-stream');
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    // Not cached in memory, and read anew: the files may be large, and may change.
    shareFolder: (path) => `${folderPrefix}${folders.push(sirv(path, { dev: true })) - 1}`,
    share: (path) => `${inputPrefix}${inputs.push(path) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
