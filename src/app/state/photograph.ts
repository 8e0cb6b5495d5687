/** How far a photograph of the library has come, for those who show it. */
import type { PhotographRow, StoredCaption } from '../../library/photograph-row.ts';

export type PhotographState =
  /** A caption is asked for, or the picture can't be searched yet. */
  | { kind: 'waiting' }
  | { kind: 'captioning'; text: string }
  | { kind: 'captioned'; caption: StoredCaption }
  /** No caption, and none asked for. */
  | { kind: 'plain' }
  | { kind: 'failed'; message: string; mayRetry: boolean };

/** @param live The caption being written now, if it is this photograph's. */
export function stateOf(row: PhotographRow, live: string | undefined): PhotographState {
  if (live !== undefined) return { kind: 'captioning', text: live };
  if (row.failure) return { kind: 'failed', ...row.failure };
  if (row.wanted) return { kind: 'waiting' };
  return row.caption ? { kind: 'captioned', caption: row.caption } : { kind: 'plain' };
}

/** A picture with a name, before it is in the library. A File is one already. */
export interface NamedPicture {
  name: string;
  blob: Blob;
  /** Folders above it, each followed by a slash; none where absent. */
  folder?: string;
}
