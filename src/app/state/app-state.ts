/** Everything the page knows, in parts that its elements observe. */
import { Announcer } from './announcer.ts';
import { EngineState } from './engine-state.ts';
import { Importer } from './importer.ts';
import { Indexer } from './indexer.ts';
import { LocalizedPage } from './localized-page.ts';
import { Notice } from './notice.ts';
import { Photographs } from './photographs.ts';
import { Preferences } from './preferences.ts';
import { Route } from './route.ts';
import { SearchState } from './search-state.ts';
import { Selection } from './selection.ts';
import { Sorting } from './sorting.ts';
import { Thumbnails } from './thumbnails.ts';

export class AppState {
  readonly route = new Route();
  readonly announcer = new Announcer();
  readonly notice = new Notice();
  readonly preferences = new Preferences();
  readonly localized = new LocalizedPage(this.preferences, this.notice);
  readonly engine = new EngineState(this.announcer, packOption(this.preferences.get('libraryPack')));
  readonly photographs = new Photographs(this.announcer, this.notice);
  readonly thumbnails = new Thumbnails(this.photographs.library);
  readonly selection = new Selection(this.photographs);
  readonly indexer = new Indexer(this.engine, this.photographs, this.announcer);
  readonly importer = new Importer(this);
  readonly search = new SearchState(this);
  readonly sorting = new Sorting(this);
}

/** The pack to load; the first one where none was chosen. */
function packOption(pack: string): { pack?: string } {
  return pack === '' ? {} : { pack };
}
