/** A line of the benchmark: one engine at one thing, the median of its rounds. */
import { median } from '../median.ts';

export interface Row extends Subject, Figures {
  /** Rounds. */
  n: number;
  /** Of the row's first figure: a speed, else milliseconds. */
  min: number;
  max: number;
  /** Of the tokens that another engine chose, the share before the first that is not this project's. */
  sameTokens?: number;
}

/** What a row is about: two runs have it in common. */
export interface Subject {
  /** What was timed: decode, growth, caption, search. */
  group: string;
  engine: string;
  dtype: string;
  device: string;
  threads: number;
  /** Tokens of the prompt. */
  prompt?: number;
  what?: string;
}

/** Medians, of a row those that it has. */
export interface Figures {
  decodeTps?: number;
  picturesPerS?: number;
  prefillMs?: number;
  firstTokenMs?: number;
  /** The host's share of a token, where a GPU does the rest. */
  hostMsPerToken?: number;
  loadMs?: number;
  memoryMB?: number;
  /** Of the files that were loaded. */
  fileMB?: number;
  /** Of the figure that `what` names, for rows that are no decoder's. */
  ms?: number;
}

/** The subject as text. */
export function rowKey({ group, engine, dtype, device, threads, prompt, what }: Subject): string {
  return [group, engine, dtype, device, `t${threads}`, prompt ?? '', what ?? ''].join(' ');
}

/** The median of a figure that every round has, or nothing. */
export function figure<K extends string>(
  name: K,
  values: readonly (number | undefined)[],
): { [name in K]?: number } {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  return (known.length === values.length && known.length > 0 ? { [name]: median(known) } : {}) as {
    [name in K]?: number;
  };
}
