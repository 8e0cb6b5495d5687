/**
 * A file of equally long records by key, the oldest written over when all places are taken. A record is found
 * only once it was written whole, so a tab that dies on the way leaves an empty place.
 */
import { hexadecimal } from '../digest.ts';

/** The part of a `FileSystemSyncAccessHandle` that it uses; positions and lengths in bytes. */
export interface FileHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
}

const KEY_BYTES = 32;
/** Key, and the number of the writing, from 1 on (float64; 0 is an empty place). */
const HEAD_BYTES = KEY_BYTES + 8;
/** SHA-256. */
const KEY = /^[0-9a-f]{64}$/;

export class RecordFile {
  readonly #handle: FileHandle;
  readonly #recordBytes: number;
  readonly #places: number;
  readonly #placeOf = new Map<string, number>();
  readonly #keyAt: (string | undefined)[] = [];
  readonly #free: number[] = [];
  #writings = 0;
  #next = 0;

  /** Reads the heads of what is there. @param places Most records. */
  constructor(handle: FileHandle, recordBytes: number, places: number) {
    this.#handle = handle;
    this.#recordBytes = recordBytes;
    this.#places = places;
    const there = Math.min(places, Math.floor(handle.getSize() / this.#placeBytes));
    for (let place = 0; place < there; place++) this.#readHead(place);
  }

  get size(): number {
    return this.#placeOf.size;
  }

  /** The record's bytes, a copy; undefined where there is none. */
  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const place = this.#placeOf.get(key);
    if (place === undefined) return undefined;
    const record = new Uint8Array(this.#recordBytes);
    const read = this.#handle.read(record, { at: place * this.#placeBytes + HEAD_BYTES });
    return read === record.length ? record : undefined;
  }

  /**
   * Writes a record unless it is there. Other keys than 64 hexadecimal digits and other lengths are left out.
   * Throws what the handle throws, as when the disk is full; the place is empty then.
   */
  set(key: string, record: Uint8Array<ArrayBuffer>): void {
    if (!KEY.test(key) || record.length !== this.#recordBytes || this.#placeOf.has(key)) return;
    const place = this.#takePlace();
    this.#writeHead(place, '', 0);
    this.#handle.write(record, { at: place * this.#placeBytes + HEAD_BYTES });
    this.#handle.flush();
    this.#writeHead(place, key, ++this.#writings);
    this.#keyAt[place] = key;
    this.#placeOf.set(key, place);
  }

  delete(key: string): void {
    const place = this.#placeOf.get(key);
    if (place === undefined) return;
    this.#clear(place);
    this.#writeHead(place, '', 0);
    this.#handle.write(new Uint8Array(this.#recordBytes), { at: place * this.#placeBytes + HEAD_BYTES });
    this.#handle.flush();
    this.#free.push(place);
  }

  close(): void {
    this.#handle.close();
  }

  get #placeBytes(): number {
    return HEAD_BYTES + this.#recordBytes;
  }

  /** An empty place, else the one that was written longest ago. */
  #takePlace(): number {
    let place = this.#free.pop();
    if (place === undefined) {
      place = this.#next;
      this.#next = (place + 1) % this.#places;
    }
    this.#clear(place);
    return place;
  }

  #clear(place: number): void {
    const key = this.#keyAt[place];
    if (key !== undefined) this.#placeOf.delete(key);
    this.#keyAt[place] = undefined;
  }

  #readHead(place: number): void {
    const head = new Uint8Array(HEAD_BYTES);
    this.#handle.read(head, { at: place * this.#placeBytes });
    const writing = new DataView(head.buffer).getFloat64(KEY_BYTES);
    if (writing === 0) {
      this.#free.push(place);
      return;
    }
    const key = hexadecimal(head.subarray(0, KEY_BYTES));
    this.#keyAt[place] = key;
    this.#placeOf.set(key, place);
    if (writing < this.#writings) return;
    this.#writings = writing;
    this.#next = (place + 1) % this.#places;
  }

  #writeHead(place: number, key: string, writing: number): void {
    const head = new Uint8Array(HEAD_BYTES);
    for (let i = 0; i < key.length; i += 2) head[i / 2] = parseInt(key.slice(i, i + 2), 16);
    new DataView(head.buffer).setFloat64(KEY_BYTES, writing);
    this.#handle.write(head, { at: place * this.#placeBytes });
  }
}
