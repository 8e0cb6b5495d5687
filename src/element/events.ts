/** <ocelli-vlm> as other pages see it: properties, events and what their `detail` holds. Names no library. */
import type { CaptionResult, LoadProgress, VlmError } from '../index.ts';

/** What the element can be asked to do. */
export type Task = 'caption' | 'answer';

/** What the model answered. */
export interface AnswerDetail {
  question: string;
  answer: string;
}

/** Event names and their events. None bubbles, as those of <img> and <video> don't. */
export interface OcelliVlmEvents {
  progress: CustomEvent<LoadProgress>;
  caption: CustomEvent<CaptionResult>;
  answer: CustomEvent<AnswerDetail>;
  error: CustomEvent<VlmError>;
}

/** The element; each property is also an attribute. */
export interface OcelliVlmElement extends HTMLElement {
  /** Address of the picture; from another origin only with CORS. */
  src: string;
  task: Task;
  /** Id of the pack; the first of the folder where absent. */
  pack: string | undefined;
  /** Folder of packs; `packs/` beside the library where absent. */
  packs: string | undefined;
  question: string;
  /** Does what the button does: loads the model if need be, then describes or answers. */
  start(): Promise<void>;
  addEventListener<K extends keyof OcelliVlmEvents>(
    type: K,
    listener: (event: OcelliVlmEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

type Detail<K extends keyof OcelliVlmEvents> = OcelliVlmEvents[K]['detail'];

/** Dispatches one of the element's events. */
export function tell<K extends keyof OcelliVlmEvents>(target: EventTarget, type: K, detail: Detail<K>): void {
  target.dispatchEvent(new CustomEvent(type, { detail }));
}
