/**
 * The library for other people's pages: importing it defines <ocelli-vlm>, and exports its class beside the whole
 * public API.
 */
import type { OcelliVlmElement } from './events.ts';
import { OcelliVlm as Implementation } from './ocelli-vlm.ts';

export * from '../index.ts';
export type { AnswerDetail, OcelliVlmElement, OcelliVlmEvents, Task } from './events.ts';

/** The class of <ocelli-vlm>. */
export const OcelliVlm: new () => OcelliVlmElement = Implementation;

if (!customElements.get('ocelli-vlm')) customElements.define('ocelli-vlm', Implementation);

declare global {
  interface HTMLElementTagNameMap {
    'ocelli-vlm': OcelliVlmElement;
  }
}
