/** Everything the page knows, in parts that its elements observe. */
import { Announcer } from './announcer.ts';
import { EngineState } from './engine-state.ts';
import { Photographs } from './photographs.ts';
import { Route } from './route.ts';
import { SearchState } from './search-state.ts';

export class AppState {
  readonly route = new Route();
  readonly announcer = new Announcer();
  readonly engine = new EngineState(this.announcer);
  readonly photographs = new Photographs(this.engine, this.announcer);
  readonly search = new SearchState(this.engine, this.photographs, this.announcer);
}
