/** How far a long job has come, how fast it goes and how long it still takes; it can be paused. */
import { Observable } from './observable.ts';

/** Weight of the newest item's time in the running mean. */
const NEWEST = 0.15;

export class Work extends Observable {
  done = 0;
  total = 0;
  paused = false;
  #msEach = 0;
  #last = 0;

  get running(): boolean {
    return this.total > this.done;
  }

  /** Items a second; 0 before one is done. */
  get rate(): number {
    return this.#msEach > 0 ? 1000 / this.#msEach : 0;
  }

  /** Milliseconds left at this pace; undefined before the pace is known. */
  get msLeft(): number | undefined {
    return this.#msEach > 0 ? (this.total - this.done) * this.#msEach : undefined;
  }

  /** Says how many items are left, whatever it was before; with none left the job is over. */
  expect(left: number): void {
    if (left === 0) this.done = 0;
    if (!this.running) this.#last = performance.now();
    this.total = left === 0 ? 0 : this.done + left;
    this.changed();
  }

  /** Counts one item. */
  step(): void {
    const now = performance.now();
    const ms = now - this.#last;
    this.#msEach = this.#msEach === 0 ? ms : NEWEST * ms + (1 - NEWEST) * this.#msEach;
    this.#last = now;
    this.done++;
    this.changed();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.#last = performance.now();
    this.changed();
  }
}
