/** Room in a linear memory, given out from the bottom up and never taken back; it grows with what is asked for. */
import { VlmError } from '../../protocol/error.ts';

const PAGE = 65536;
/** The module's own data lie below. */
const BASE = 4096;
/** Most pages a shared memory may grow to: 2 GiB of addresses. */
const SHARED_PAGES = 32768;

export class Heap {
  readonly memory: WebAssembly.Memory;
  #end = BASE;

  /** @param shared Whether threads are to see the memory; needs a cross-origin isolated page. */
  constructor(shared: boolean) {
    this.memory = new WebAssembly.Memory(
      shared ? { initial: 1, maximum: SHARED_PAGES, shared } : { initial: 1 },
    );
  }

  /** Bytes given out so far. */
  get bytes(): number {
    return this.#end;
  }

  /** Address of `bytes` new bytes, a multiple of 64. Throws `out-of-memory`. */
  allocate(bytes: number): number {
    const address = Math.ceil(this.#end / 64) * 64;
    const end = address + bytes;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    try {
      if (missing > 0) this.memory.grow(missing);
    } catch (thrown) {
      throw new VlmError(
        'out-of-memory',
        'Memory ran out for the model. Close other tabs or choose a smaller pack, then try again.',
        thrown,
      );
    }
    this.#end = end;
    return address;
  }
}
