/** The threads that go through the same computation together, each doing its share. */
export interface Crew {
  /** Which of them this one is, from 0. */
  readonly index: number;
  readonly threads: number;
  /** Returns when every thread has come here. */
  meet(): void;
}

export const alone: Crew = { index: 0, threads: 1, meet: () => undefined };

/** This thread's part of `0 … count`, in whole `unit`s. */
export function share(
  crew: Pick<Crew, 'index' | 'threads'>,
  count: number,
  unit = 1,
): [begin: number, end: number] {
  const units = Math.ceil(count / unit);
  const at = (index: number): number => Math.min(count, Math.floor((units * index) / crew.threads) * unit);
  return [at(crew.index), at(crew.index + 1)];
}
