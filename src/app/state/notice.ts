/** One short message at the edge of the page, perhaps with something to do about it. */
import { Observable } from './observable.ts';

export interface NoticeAction {
  label: string;
  run: () => void;
}

/** How long a notice stays: long enough to read it and to reach its button. */
const stayMs = 12_000;

export class Notice extends Observable {
  message = '';
  action: NoticeAction | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onGone: (() => void) | undefined;

  /** @param onGone Called when the notice leaves without its action having been taken. */
  show(message: string, action?: NoticeAction, onGone?: () => void): void {
    this.#leave();
    this.message = message;
    this.action = action;
    this.#onGone = onGone;
    this.#timer = setTimeout(() => this.dismiss(), stayMs);
    this.changed();
  }

  /** Does what the notice offers. */
  act(): void {
    const { action } = this;
    this.#onGone = undefined;
    this.dismiss();
    action?.run();
  }

  dismiss(): void {
    this.#leave();
    this.message = '';
    this.action = undefined;
    this.changed();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    const gone = this.#onGone;
    this.#onGone = undefined;
    gone?.();
  }
}
