/** What the polite live region says: beginnings, results and errors, never single tokens. */
import { Observable } from './observable.ts';

export class Announcer extends Observable {
  message = '';

  say(message: string): void {
    this.message = message;
    this.changed();
  }
}
