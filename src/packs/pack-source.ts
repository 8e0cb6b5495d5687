/** A person's files as a pack: its pack.json, and the files by their paths from there. */
import { VlmError } from '../protocol/error.ts';
import type { SourceFile } from '../protocol/pack-storage.ts';
import type { PackFile } from './pack.ts';

const MANIFEST = /(?:^|\/)pack\.json$/;

interface Found {
  /** Path of the folder that pack.json is in: '' or ending in a slash. */
  folder: string;
  /** What is in pack.json. */
  text: string;
}

export class PackSource {
  /** What pack.json says, unchecked. */
  readonly json: unknown;
  readonly #folder: string;
  readonly #blobs: ReadonlyMap<string, Blob>;

  private constructor({ folder, text }: Found, files: readonly SourceFile[]) {
    this.json = parse(text);
    this.#folder = folder;
    this.#blobs = new Map(files.map(({ path, blob }) => [path, blob]));
  }

  /**
   * Finds the one pack.json among files; of several, the one that takes files from all the others.
   * Rejects with `pack-not-found` where there is no such one, `pack-invalid` where it is no JSON.
   */
  static async find(files: readonly SourceFile[]): Promise<PackSource> {
    const manifests = files.filter(({ path }) => MANIFEST.test(path));
    if (manifests.length === 0) {
      throw new VlmError(
        'pack-not-found',
        `There is no pack.json among these files (${files.length}). Choose the folder of a pack, or all of its files.`,
      );
    }
    const all = await Promise.all(manifests.map(read));
    const [found, ...more] = all.filter((one) =>
      all.every((other) => other === one || takesFrom(one, other)),
    );
    if (found && more.length === 0) return new PackSource(found, files);
    const paths = manifests.map(({ path }) => path).join(', ');
    throw new VlmError(
      'pack-not-found',
      `There is more than one pack among these files: ${paths}. Choose the folder of one.`,
    );
  }

  /** @throws VlmError `pack-not-found` naming the files that are missing. */
  demand(files: readonly PackFile[]): void {
    const missing = files.filter((file) => !this.blob(file)).map(({ path }) => path);
    if (missing.length > 0) throw lost(missing.join(', '));
  }

  /** One file: beside pack.json, or in the folder of the pack that it is of, within this pack's folder or beside it. */
  blob({ path, pack }: PackFile): Blob | undefined {
    const folder = this.#folder;
    const own = this.#blobs.get(folder + path);
    if (own || pack === undefined) return own;
    const parent = folder.replace(/[^/]*\/$/, '');
    return this.#blobs.get(`${folder}${pack}/${path}`) ?? this.#blobs.get(`${parent}${pack}/${path}`);
  }
}

async function read({ path, blob }: SourceFile): Promise<Found> {
  return { folder: path.slice(0, -'pack.json'.length), text: await blob.text() };
}

/** Whether a pack's list of files names the other's folder. A damaged one names none. */
function takesFrom({ text }: Found, other: Found): boolean {
  try {
    const { files } = JSON.parse(text) as { files: { pack?: string }[] };
    return files.some(({ pack }) => pack !== undefined && `/${other.folder}`.endsWith(`/${pack}/`));
  } catch {
    return false;
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
