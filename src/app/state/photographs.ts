/** The photographs of the library as the page shows them, and the caption being written. */
import { msg, str } from '@lit/localize';
import { byArrival, type PhotographRow } from '../../library/photograph-row.ts';
import { PhotographLibrary } from '../../library/photograph-library.ts';
import { countPhotographs } from '../figures.ts';
import type { Announcer } from './announcer.ts';
import type { Notice } from './notice.ts';
import { Observable } from './observable.ts';
import { stateOf, type PhotographState } from './photograph.ts';

export class Photographs extends Observable {
  /** Newest choice first; deleted ones are not among them. */
  items: readonly PhotographRow[] = [];
  /** Whether the library has been read. */
  loaded = false;
  /** The caption that is being written. */
  live: { id: string; text: string } | undefined;
  readonly #announcer: Announcer;
  readonly #notice: Notice;
  readonly #rows = new Map<string, PhotographRow>();
  readonly #library: Promise<PhotographLibrary>;
  /** Told when photographs leave or come back, so that the index follows. */
  onRemoved: (ids: readonly string[]) => void = () => undefined;
  onReturned: (ids: readonly string[]) => void = () => undefined;

  constructor(announcer: Announcer, notice: Notice) {
    super();
    this.#announcer = announcer;
    this.#notice = notice;
    this.#library = PhotographLibrary.open();
    this.#library.then(
      (library) => this.#load(library),
      (error: unknown) =>
        notice.show(msg(str`This browser keeps no photographs for this page: ${String(error)}`)),
    );
  }

  /** The library's storage, as soon as it is open. */
  readonly library = (): Promise<PhotographLibrary> => this.#library;

  find(id: string): PhotographRow | undefined {
    const row = this.#rows.get(id);
    return row?.removed === undefined ? row : undefined;
  }

  stateOf(row: PhotographRow): PhotographState {
    return stateOf(row, this.live?.id === row.id ? this.live.text : undefined);
  }

  picture = async (id: string): Promise<Blob> => (await this.#library).picture(id);

  /** Shows rows that are stored already. */
  put(rows: readonly PhotographRow[]): void {
    for (const row of rows) this.#rows.set(row.id, row);
    this.items = [...this.#rows.values()].filter(({ removed }) => removed === undefined).sort(byArrival);
    this.changed();
  }

  /** Stores changed rows, then shows them. */
  async save(rows: readonly PhotographRow[]): Promise<void> {
    if (rows.length === 0) return;
    await (await this.#library).save(rows);
    this.put(rows);
  }

  /** Changes one photograph, if it is still there. */
  async change(id: string, change: (row: PhotographRow) => PhotographRow): Promise<void> {
    const row = this.#rows.get(id);
    if (row) await this.save([change(row)]);
  }

  write(id: string, text: string): void {
    this.live = { id, text };
    this.changed();
  }

  written(): void {
    this.live = undefined;
    this.changed();
  }

  /** Deletes photographs; for a while that can be undone. */
  async remove(ids: readonly string[]): Promise<void> {
    const rows = ids.flatMap((id) => this.find(id) ?? []);
    const [first] = rows;
    if (first === undefined) return;
    const what = rows.length === 1 ? first.name : countPhotographs(rows.length);
    this.onRemoved(ids);
    const saved = this.save(rows.map((row) => ({ ...row, removed: Date.now() })));
    this.#announcer.say(msg(str`Removed ${what}.`));
    const undo = { label: msg('Undo'), run: () => void this.#return(rows) };
    this.#notice.show(msg(str`Removed ${what}.`), undo, () => void this.#purge(ids));
    await saved;
  }

  async #return(rows: readonly PhotographRow[]): Promise<void> {
    await this.save(rows);
    this.onReturned(rows.map(({ id }) => id));
    this.#announcer.say(msg(str`${countPhotographs(rows.length)} brought back.`));
  }

  async #purge(ids: readonly string[]): Promise<void> {
    const gone = ids.filter((id) => this.#rows.get(id)?.removed !== undefined);
    for (const id of gone) this.#rows.delete(id);
    await (await this.#library).purge(gone);
  }

  /** What was deleted at an earlier visit is deleted for good now. */
  async #load(library: PhotographLibrary): Promise<void> {
    const rows = await library.rows();
    this.loaded = true;
    this.put(rows);
    this.onReturned([]);
    await this.#purge(rows.filter(({ removed }) => removed !== undefined).map(({ id }) => id));
  }
}
