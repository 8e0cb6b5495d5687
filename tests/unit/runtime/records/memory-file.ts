/** A file of the platform's synchronous kind in memory, for Node, which has none in a browser's sense. */
import type { FileHandle } from '../../../../src/runtime/records/record-file.ts';

export class MemoryFile implements FileHandle {
  bytes = new Uint8Array(0);
  closed = false;
  /** After so many writes the next throws, as where the disk is full or the tab dies. */
  writesLeft = Infinity;

  read(into: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const part = this.bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }

  write(from: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    if (this.writesLeft-- <= 0) throw new DOMException('full', 'QuotaExceededError');
    const end = at + from.length;
    if (end > this.bytes.length) {
      const longer = new Uint8Array(end);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes.set(from, at);
    return from.length;
  }

  getSize(): number {
    return this.bytes.length;
  }

  flush(): void {}

  close(): void {
    this.closed = true;
  }
}
