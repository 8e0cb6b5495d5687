/** A person's files as a pack: its pack.json, and the files by their paths from there. */
import { VlmError } from '../protocol/error.ts';
import type { SourceFile } from '../protocol/pack-storage.ts';
import type { PackFile } from './pack.ts';

const MANIFEST = /(?:^|\/)pack\.json$/;

export class PackSource {
  /** What pack.json says, unchecked. */
  readonly json: unknown;
  readonly #blobs: ReadonlyMap<string, Blob>;

  private constructor(json: unknown, blobs: ReadonlyMap<string, Blob>) {
    this.json = json;
    this.#blobs = blobs;
  }

  /**
   * Finds the one pack.json among files.
   * Rejects with `pack-not-found` where there is none or more than one, `pack-invalid` where it is no JSON.
   */
  static async find(files: readonly SourceFile[]): Promise<PackSource> {
    const manifests = files.filter(({ path }) => MANIFEST.test(path));
    const [manifest, ...others] = manifests;
    if (!manifest) {
      throw new VlmError(
        'pack-not-found',
        `There is no pack.json among these files (${files.length}). Choose the folder of a pack, or all of its files.`,
      );
    }
    if (others.length > 0) {
      const paths = manifests.map(({ path }) => path).join(', ');
      throw new VlmError(
        'pack-not-found',
        `There is more than one pack among these files: ${paths}. Choose the folder of one.`,
      );
    }
    const folder = manifest.path.slice(0, -'pack.json'.length);
    const inside = files.filter(({ path }) => path.startsWith(folder));
    const blobs = new Map(inside.map(({ path, blob }) => [path.slice(folder.length), blob]));
    return new PackSource(parse(await manifest.blob.text()), blobs);
  }

  /** @throws VlmError `pack-not-found` naming the files that are missing. */
  demand(files: readonly PackFile[]): void {
    const missing = files.filter(({ path }) => !this.#blobs.has(path)).map(({ path }) => path);
    if (missing.length > 0) throw lost(missing.join(', '));
  }

  /** @throws VlmError `pack-not-found` */
  blob({ path }: PackFile): Blob {
    const blob = this.#blobs.get(path);
    if (!blob) throw lost(path);
    return blob;
  }
}

function lost(paths: string): VlmError {
  return new VlmError(
    'pack-not-found',
    `pack.json names files that are not beside it: ${paths}. Choose the pack's folder, or all of its files.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VlmError('pack-invalid', 'pack.json is not valid JSON. Export the pack again.', cause);
  }
}
