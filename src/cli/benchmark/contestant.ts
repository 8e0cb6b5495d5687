/** An engine in the race: what it is, and how it is opened and timed. */
import type { Prompt } from './prompts.ts';

export interface Contestant {
  engine: string;
  dtype: string;
  device: 'wasm' | 'webgpu' | 'native';
  threads: number;
  open(): Promise<Running>;
}

export interface Running {
  loadMs: number;
  memoryMB?: number;
  /** Reads the prompt and chooses `count` tokens, greedily. */
  time(prompt: Prompt, count: number): Promise<Times>;
  close(): Promise<void>;
}

export interface Times {
  firstTokenMs: number;
  /** Where the engine tells it apart. */
  prefillMs?: number;
  /** From the first token to the last. */
  decodeMs: number;
  /** Tokens after the first. */
  tokens: number;
  hostMs?: number;
  ids?: number[];
}

/** @param stamps When each token was there, in ms after the call. */
export function timesOf(stamps: readonly number[]): Times {
  const [first, last] = [stamps[0] ?? NaN, stamps.at(-1) ?? NaN];
  return { firstTokenMs: first, decodeMs: last - first, tokens: stamps.length - 1 };
}
