/** Looks before sleep: about a millisecond, since waking up takes longer than a step, most of all in a virtual machine. */
const LOOKS = 50_000;

/** Looks at a word of shared memory, without sleep, until it is another than `seen` or it took too long: false then. */
export function changesSoon(words: Int32Array, at: number, seen: number): boolean {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, at) !== seen) return true;
  return false;
}
