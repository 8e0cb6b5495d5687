/**
 * Copies of one photograph that differ in their bytes but not in their pixels: the engine remembers what it has
 * encoded by the hash of the bytes, and a benchmark must not be answered from memory.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class FreshPictures {
  readonly #bytes: Buffer;
  readonly #folder: string;
  #made = 0;

  private constructor(bytes: Buffer, folder: string) {
    this.#bytes = bytes;
    this.#folder = folder;
  }

  static async of(path: string): Promise<FreshPictures> {
    return new FreshPictures(await readFile(path), await mkdtemp(join(tmpdir(), 'ocelli-bench-')));
  }

  /** The path of a copy that no one has seen: decoders ignore what follows the end of the picture. */
  async next(): Promise<string> {
    this.#made += 1;
    const path = join(this.#folder, `${this.#made}.png`);
    await writeFile(path, Buffer.concat([this.#bytes, Buffer.from(` ${this.#made}`)]));
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
