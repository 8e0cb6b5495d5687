/** One loaded pack on one device, and the photographs to search with it. */
import type { Model } from '../families/family.ts';
import { familyOf } from '../families/registry.ts';
import { PackFiles } from '../packs/files.ts';
import { firstId, openPack } from '../packs/folder.ts';
import { asMedPack } from '../packs/med-manifest.ts';
import type { Pack } from '../packs/pack.ts';
import { weightBytes } from '../packs/weights.ts';
import { VlmError } from '../protocol/error.ts';
import type { LoadParams, Result } from '../protocol/methods.ts';
import type { LoadProgress, MemoryUse } from '../protocol/values.ts';
import { chooseDevice } from '../runtime/device.ts';
import { Runtime } from '../runtime/runtime.ts';
import { ByteRows } from '../runtime/search/byte-rows.ts';
import { demand, type Part, type With } from './abilities.ts';
import { Chats } from './chats.ts';
import { PhotoLibrary } from './photos.ts';

/** What loading reports to, and what may stop it. */
export interface LoadHooks {
  onProgress: (progress: LoadProgress) => void;
  /** Called when the GPU is lost, at any time later. */
  onLost: (error: VlmError) => void;
  signal: AbortSignal;
}

export class Engine {
  readonly model: Model;
  readonly chats: Chats;
  readonly loaded: Result<'load'>;
  readonly #files: PackFiles;
  readonly #runtime: Runtime;
  readonly #pack: Pack;
  readonly #rows: ByteRows | undefined;
  #photos: PhotoLibrary | undefined;
  #saved = false;

  private constructor(
    pack: Pack,
    model: Model,
    files: PackFiles,
    runtime: Runtime,
    rows: ByteRows | undefined,
  ) {
    this.#rows = rows;
    this.#pack = pack;
    this.#files = files;
    this.#runtime = runtime;
    this.model = model;
    this.chats = new Chats(() => this.able('voice').voice, runtime.device.device);
    this.loaded = { pack: pack.info, device: runtime.device };
  }

  /** The model, with parts that not every family has. @throws VlmError `ability-missing` */
  able<P extends Part>(...parts: P[]): With<P> {
    return demand(this.model, parts, this.loaded.pack);
  }

  /** What is in memory now. */
  get memory(): MemoryUse {
    const { voice } = this.model;
    return {
      weightBytes: weightBytes(this.#pack),
      ...(voice && { kvBytes: voice.decoder.kvBytes + this.chats.kvBytes }),
    };
  }

  /** The photographs to search. @throws VlmError `ability-missing` */
  get photos(): PhotoLibrary {
    this.#photos ??= new PhotoLibrary(
      this.able('embedImage', 'embedText', 'match', 'forget'),
      asMedPack(this.#pack),
      this.#rows,
    );
    return this.#photos;
  }

  /** Loads a pack: the files arrive while the device is chosen and the first sessions are made. */
  static async load(params: LoadParams, { onProgress, onLost, signal }: LoadHooks): Promise<Engine> {
    const device = chooseDevice(params.device, params.threads);
    device.catch(() => undefined); // Awaited below, after the manifest.
    const pack = await openPack(params.packs, params.pack ?? (await defaultId(params.packs, signal)), signal);
    const family = familyOf(pack.info.family);
    const files = new PackFiles(pack, onProgress, signal, params.refetch);
    const arrived = files.all(family.streamed?.(pack));
    arrived.catch(() => undefined); // Awaited below, beside the sessions.
    const runtime = await Runtime.create(await device, onLost);
    const { exact = false } = params;
    const [model] = await Promise.all([family.load({ pack, files, runtime, exact, onProgress }), arrived]);
    const rows = pack.info.can.includes('embed')
      ? await ByteRows.load(asMedPack(pack).dims.embed)
      : undefined;
    return new Engine(pack, model, files, runtime, rows);
  }

  /** Keeps what runs the models for visits without network. */
  keep(): Promise<void> {
    return this.#runtime.keep();
  }

  /** Does one of the things that can wait for a quiet moment; false when none is left. */
  async prepareNext(): Promise<boolean> {
    if (!this.#saved) {
      await this.#files.save();
      this.#saved = true;
      return true;
    }
    const more = await this.model.prepareNext();
    if (!more) this.#files.release();
    return more;
  }
}

/** @throws VlmError `pack-not-found` where there is none at all. */
async function defaultId(packs: string, signal: AbortSignal): Promise<string> {
  const id = await firstId(packs, signal);
  if (id !== undefined) return id;
  throw new VlmError('pack-not-found', `The folder ${packs} lists no pack. Add one to its index.json.`);
}
