/** One photograph on the page and how far it has come. Replaced, never changed in place. */
import type { CaptionResult } from '../../index.ts';

export type PhotographState =
  | { kind: 'waiting' }
  | { kind: 'captioning'; text: string }
  | { kind: 'captioned'; result: CaptionResult }
  | { kind: 'failed'; message: string; mayRetry: boolean };

export interface PixelSize {
  width: number;
  height: number;
}

export interface Photograph {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  /** Object URL of the blob, revoked when the photograph is removed. */
  readonly url: string;
  /** Set once the browser has read the picture's head and it is small enough to be shown. */
  readonly size?: PixelSize;
  readonly state: PhotographState;
}

/** A picture with a name, before it is on the page. A File is one already. */
export interface NamedPicture {
  name: string;
  blob: Blob;
}
