/** The two entrances: which packs there are, and a model made from one of them. */
import type { LoadParams } from '../protocol/methods.ts';
import type { PackInfo } from '../protocol/values.ts';
import { callOnce } from './brief-worker.ts';
import { Engine } from './engine.ts';
import { packsFolder } from './packs-folder.ts';
import { RemoteVlm } from './remote-vlm.ts';
import type { CreateOptions, Vlm } from './vlm.ts';

/**
 * Loads a pack in a worker of its own and returns the model.
 * Rejects with `pack-not-found`, `pack-invalid`, `pack-integrity`, `network`, `device-unavailable`,
 * `out-of-memory` or `aborted`.
 */
export async function createVlm(options: CreateOptions = {}): Promise<Vlm> {
  const params: LoadParams = { packs: packsFolder(options.packs), device: options.device ?? 'auto' };
  if (options.pack !== undefined) params.pack = options.pack;
  if (options.threads !== undefined) params.threads = options.threads;
  if (options.exact !== undefined) params.exact = options.exact;
  if (options.refetch !== undefined) params.refetch = options.refetch;
  const engine = new Engine(params);
  const { pack } = await engine.load(options.onProgress, options.signal);
  return new RemoteVlm(engine, pack);
}

/** The packs of a folder, in the order of its `index.json`. */
export function listPacks(base?: string | URL): Promise<PackInfo[]> {
  return callOnce('packs', { packs: packsFolder(base) });
}
