/** The packs, what of them is stored, the downloads under way, and the room on this device. */
import { msg, str } from '@lit/localize';
import {
  deviceInfo,
  packStorage,
  type DeviceInfo,
  type ImportProgress,
  type SourceFile,
  type StoredPack,
} from '../../index.ts';
import type { Announcer } from '../state/announcer.ts';
import { messageOf, wasAborted } from '../state/error-message.ts';
import { Observable } from '../state/observable.ts';
import type { Preferences } from '../state/preferences.ts';
import type { Room } from './device-fit.ts';
import { choosePack, forgetPack, jobsOf, type Job } from './pack-choice.ts';

/** Several files are stored one right after another: the list is read once for them. */
const QUIET_MS = 400;

export interface Download {
  loaded: number;
  pause: AbortController;
}

export class ModelShelf extends Observable {
  packs: StoredPack[] | undefined;
  device: DeviceInfo | undefined;
  /** Of this site, in bytes; undefined where the browser does not tell. */
  usage: number | undefined;
  quota: number | undefined;
  /** What went wrong last. */
  error = '';
  /** By the pack's id. */
  readonly downloads = new Map<string, Download>();
  /** The import under way. */
  import: { progress?: ImportProgress; stop: AbortController } | undefined;
  readonly #storage = packStorage();
  readonly #preferences: Preferences;
  readonly #announcer: Announcer;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(announcer: Announcer, preferences: Preferences) {
    super();
    this.#announcer = announcer;
    this.#preferences = preferences;
  }

  /** Reads everything now, and again whenever what is stored changes. Returns the function that ends it. */
  open(): () => void {
    void this.refresh();
    if (!this.device) void this.#findDevice();
    const end = this.#storage.watch(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.refresh(), QUIET_MS);
    });
    return () => {
      clearTimeout(this.#timer);
      end();
    };
  }

  get room(): Room {
    const { usage, quota } = this;
    const { deviceMemory } = navigator as { deviceMemory?: number };
    return {
      free: quota === undefined ? undefined : quota - (usage ?? 0),
      memory: deviceMemory,
    };
  }

  async refresh(): Promise<void> {
    try {
      const [packs, estimate] = await Promise.all([this.#storage.list(), estimated()]);
      Object.assign(this, { packs, usage: estimate.usage, quota: estimate.quota });
    } catch (error) {
      this.error = messageOf(error);
    }
    this.changed();
  }

  /** Stores the pack, going on where an earlier download stopped. */
  async download({ pack, stored }: StoredPack): Promise<void> {
    if (this.downloads.has(pack.id)) return;
    const download: Download = { loaded: stored, pause: new AbortController() };
    this.downloads.set(pack.id, download);
    await this.#run(async () => {
      this.#announcer.say(msg(str`Downloading ${pack.title}.`));
      await this.#storage.download(pack.id, {
        signal: download.pause.signal,
        onProgress: ({ loaded }) => {
          download.loaded = loaded;
          this.changed();
        },
      });
      this.#announcer.say(msg(str`${pack.title} is stored on this device.`));
    });
    this.downloads.delete(pack.id);
    this.changed();
  }

  pause(id: string): void {
    this.downloads.get(id)?.pause.abort();
  }

  /** Stores the pack that `choose` finds on disk; undefined is none. Returns whether there is one more. */
  async importPack(choose: () => Promise<SourceFile[] | undefined>): Promise<boolean> {
    if (this.import) return false;
    const current: ModelShelf['import'] = { stop: new AbortController() };
    const { signal } = current.stop;
    let imported = false;
    await this.#run(async () => {
      const files = await choose();
      if (!files) return;
      this.import = current;
      this.changed();
      const onProgress = (progress: ImportProgress) => {
        current.progress = progress;
        this.changed();
      };
      const { title } = await this.#storage.import(files, { signal, onProgress });
      imported = true;
      this.#announcer.say(msg(str`${title} is stored on this device.`));
    }, msg('The import is stopped: nothing of it is stored.'));
    if (this.import === current) this.import = undefined;
    this.changed();
    return imported;
  }

  /** The jobs a pack may be chosen for. */
  jobs(entry: StoredPack): { job: Job; used: boolean }[] {
    return jobsOf(entry, this.packs ?? [], this.#preferences);
  }

  /** Loads the page again: its engine, and what it keeps in memory, are of one pack. */
  use({ pack }: StoredPack, job: Job): void {
    choosePack(pack.id, job, this.#preferences);
    location.reload();
  }

  async remove({ pack }: StoredPack): Promise<void> {
    await this.#run(async () => {
      await this.#storage.remove(pack.id);
      forgetPack(pack.id, this.#preferences);
      this.#announcer.say(msg(str`${pack.title} was deleted from this device.`));
    });
  }

  /** Does one thing, says what went wrong with it, and reads what came of it. */
  async #run(action: () => Promise<void>, paused = msg('The download is paused.')): Promise<void> {
    this.error = '';
    this.changed();
    try {
      await action();
    } catch (error) {
      if (!wasAborted(error)) this.error = messageOf(error);
      this.#announcer.say(wasAborted(error) ? paused : this.error);
    }
    await this.refresh();
  }

  async #findDevice(): Promise<void> {
    try {
      this.device = await deviceInfo();
    } catch (error) {
      this.error = messageOf(error);
    }
    this.changed();
  }
}

/** Empty where the browser does not tell, as on a page that is not secure. */
async function estimated(): Promise<StorageEstimate> {
  const { storage } = navigator as { storage?: StorageManager };
  return (await storage?.estimate?.().catch(() => undefined)) ?? {};
}
