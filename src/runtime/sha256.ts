/** SHA-256 by hand (FIPS 180-4), piece by piece: for pages that are not secure, and for what is too large for memory. */

const BLOCK = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes. */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) out.push(Math.floor((root(n) % 1) * 2 ** 32));
  }
  return Int32Array.from(out, (number) => number | 0);
}

const K = fractions(64, Math.cbrt);
const START = fractions(8, Math.sqrt);

export class Sha256 {
  readonly #state = START.slice();
  readonly #words = new Int32Array(64);
  /** Bytes that don't fill a block yet. */
  readonly #rest = new Uint8Array(BLOCK);
  #length = 0;

  /** Takes the next bytes. */
  update(bytes: Uint8Array): this {
    let taken = 0;
    const held = this.#length % BLOCK;
    this.#length += bytes.length;
    if (held > 0) {
      taken = Math.min(BLOCK - held, bytes.length);
      this.#rest.set(bytes.subarray(0, taken), held);
      if (held + taken < BLOCK) return this;
      this.#compress(this.#rest, 0);
    }
    for (; taken + BLOCK <= bytes.length; taken += BLOCK) this.#compress(bytes, taken);
    this.#rest.set(bytes.subarray(taken));
    return this;
  }

  /** The 32 bytes of the hash; nothing can be taken after it. */
  digest(): Uint8Array {
    const length = this.#length;
    const padding = new Uint8Array(BLOCK - ((length + 8) % BLOCK) + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor((length * 8) / 2 ** 32));
    view.setUint32(padding.length - 4, (length * 8) % 2 ** 32);
    this.update(padding);
    const out = new Uint8Array(32);
    const result = new DataView(out.buffer);
    this.#state.forEach((word, i) => result.setInt32(i * 4, word));
    return out;
  }

  #compress(bytes: Uint8Array, offset: number): void {
    const words = this.#words;
    const state = this.#state;
    for (let i = 0, at = offset; i < 16; i++, at += 4) {
      words[i] =
        (byte(bytes, at) << 24) |
        (byte(bytes, at + 1) << 16) |
        (byte(bytes, at + 2) << 8) |
        byte(bytes, at + 3);
    }
    for (let i = 16; i < 64; i++) {
      const x = word(words, i - 15);
      const y = word(words, i - 2);
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      words[i] = (word(words, i - 16) + s0 + word(words, i - 7) + s1) | 0;
    }
    let a = word(state, 0);
    let b = word(state, 1);
    let c = word(state, 2);
    let d = word(state, 3);
    let e = word(state, 4);
    let f = word(state, 5);
    let g = word(state, 6);
    let h = word(state, 7);
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(K, i) + word(words, i)) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    // One by one: an array for each block is more for the garbage collector than the file.
    state[0] = word(state, 0) + a;
    state[1] = word(state, 1) + b;
    state[2] = word(state, 2) + c;
    state[3] = word(state, 3) + d;
    state[4] = word(state, 4) + e;
    state[5] = word(state, 5) + f;
    state[6] = word(state, 6) + g;
    state[7] = word(state, 7) + h;
  }
}

const byte = (bytes: Uint8Array, i: number): number => bytes[i] as number;
const word = (words: Int32Array, i: number): number => words[i] as number;
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
