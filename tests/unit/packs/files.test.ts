/** Files of a pack over a real HTTP server that counts what it was asked for. Node has no Cache API: every load fetches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackFiles } from '../../../src/packs/files.ts';
import { openPack } from '../../../src/packs/folder.ts';
import type { LoadProgress } from '../../../src/protocol/values.ts';
import { contents, packJson } from './pack-json.ts';

let server: Server;
let base: string;
let asked: string[];
let served: Record<string, Uint8Array | string>;

beforeEach(async () => {
  asked = [];
  served = { 'pack.json': JSON.stringify(packJson), ...contents };
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/tiny/', '');
    asked.push(path);
    response.statusCode = served[path] === undefined ? 404 : 200;
    response.end(served[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => {
  server.close();
});

async function load(progress: LoadProgress[] = [], signal?: AbortSignal): Promise<PackFiles> {
  return new PackFiles(await openPack(base, 'tiny'), (one) => progress.push(one), signal);
}

describe('PackFiles', () => {
  it('fetches each file once and reports bytes up to the total', async () => {
    const progress: LoadProgress[] = [];
    const files = await load(progress);
    await Promise.all([files.all(), files.get('eye.bin')]);
    expect(await files.get('eye.bin')).toEqual(contents['eye.bin']);
    expect(asked.filter((path) => path === 'eye.bin')).toHaveLength(1);
    const last = (stage: string) => progress.findLast((one) => one.stage === stage);
    expect(last('fetch')).toMatchObject({ loaded: 60, total: 60 });
    expect(last('verify')).toMatchObject({ loaded: 60, total: 60 });
  });

  it('notices a changed byte and a changed length', async () => {
    served['eye.bin'] = new Uint8Array(20);
    await expect((await load()).get('eye.bin')).rejects.toMatchObject({ code: 'pack-integrity' });
    served['eye.bin'] = new Uint8Array(3);
    await expect((await load()).get('eye.bin')).rejects.toThrow(/3 bytes/);
  });

  it('says which file is not there', async () => {
    delete served['eye.bin'];
    await expect((await load()).all()).rejects.toThrow(/eye\.bin/);
  });

  it('rejects with aborted when its signal fired, and with network when the server is gone', async () => {
    await expect((await load([], AbortSignal.abort())).all()).rejects.toMatchObject({ code: 'aborted' });
    const files = await load();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await expect(files.all()).rejects.toMatchObject({ code: 'network' });
  });
});

describe('openPack', () => {
  it('tells a missing pack from a broken one', async () => {
    await expect(openPack(base, 'other')).rejects.toMatchObject({ code: 'pack-not-found' });
    served['pack.json'] = '<!doctype html>';
    await expect(openPack(base, 'tiny')).rejects.toMatchObject({ code: 'pack-not-found' });
    served['pack.json'] = '{';
    await expect(openPack(base, 'tiny')).rejects.toMatchObject({ code: 'pack-invalid' });
  });
});
