/** Pictures on their way into the library: first stored, then taken in one by one, with what a reload left waiting. */
import { msg, str } from '@lit/localize';
import { withCaptions } from '../../library/captions-beside.ts';
import { isCaptionFile } from '../../library/given-captions.ts';
import { hashOf } from '../../library/hash.ts';
import { shownPicture } from '../../library/heic.ts';
import { without, type Arrival, type PhotographRow } from '../../library/photograph-row.ts';
import type { PhotographLibrary } from '../../library/photograph-library.ts';
import { makeThumbnail } from '../../library/thumbnail.ts';
import { countPhotographs } from '../figures.ts';
import type { Announcer } from './announcer.ts';
import { messageOf } from './error-message.ts';
import { alone } from './alone.ts';
import type { Notice } from './notice.ts';
import type { NamedPicture } from './photograph.ts';
import type { Photographs } from './photographs.ts';
import type { Preferences } from './preferences.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { Work } from './work.ts';

interface Parts {
  photographs: Photographs;
  preferences: Preferences;
  announcer: Announcer;
  notice: Notice;
}

export class Importer {
  readonly work = new Work();
  readonly #parts: Parts;
  readonly #work = oneAtATime(() => this.#takeAllIn());
  #duplicates = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    void parts.photographs.library().then(
      () => this.#work(),
      () => undefined,
    );
  }

  /** Accepts pictures, with captions from text files among them. */
  async add(files: readonly NamedPicture[]): Promise<void> {
    const { announcer, notice, photographs } = this.#parts;
    const pictures = files.filter(({ name }) => !isCaptionFile(name));
    const [first] = pictures;
    if (first === undefined) return;
    announcer.say(
      pictures.length === 1
        ? msg(str`Adding ${first.name}.`)
        : msg(str`Adding ${countPhotographs(pictures.length)}.`),
    );
    const keepPage = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', keepPage); // until every picture is stored
    try {
      const library = await photographs.library();
      await library.accept(await this.#arrivals(files), () => void this.#work());
    } catch (error) {
      notice.show(msg(str`The photographs could not be stored: ${messageOf(error)}`));
    } finally {
      removeEventListener('beforeunload', keepPage);
    }
    void this.#work();
  }

  pause(paused: boolean): void {
    this.work.pause(paused);
    if (!paused) void this.#work();
  }

  async #arrivals(files: readonly NamedPicture[]): Promise<Arrival[]> {
    const batch = Date.now();
    const { preferences } = this.#parts;
    return (await withCaptions(files)).map(({ picture: { name, blob, folder = '' }, given }) => {
      return {
        file: blob,
        name,
        folder,
        batch,
        ...(given === undefined ? {} : { given }),
        ...(preferences.get('captionNew')
          ? { wanted: { length: preferences.get('length'), candidates: preferences.get('candidates') } }
          : {}),
      };
    });
  }

  async #takeAllIn(): Promise<void> {
    try {
      const library = await this.#parts.photographs.library();
      await alone('ocelli-import', async () => {
        this.work.expect(await library.arrivalCount());
        for (;;) {
          const next = this.work.paused ? undefined : await library.nextArrival();
          if (next === undefined) break;
          await this.#takeIn(library, next.key, next.arrival);
          this.work.step();
        }
        this.work.expect(await library.arrivalCount());
      });
    } catch (error) {
      this.#parts.notice.show(msg(str`Adding photographs stopped: ${messageOf(error)}`));
    }
    if (this.#duplicates > 0) this.#sayDuplicates();
  }

  async #takeIn(library: PhotographLibrary, key: number, arrival: Arrival): Promise<void> {
    const { photographs } = this.#parts;
    const { file, name, folder, batch, given, wanted } = arrival;
    const id = await hashOf(file);
    const known = await library.row(id);
    const beside = given === undefined ? {} : { given: { text: given, source: 'file' as const } };
    if (known) {
      if (known.removed === undefined) this.#duplicates++;
      await photographs.save([without({ ...known, ...beside }, 'removed')]);
      if (known.removed !== undefined) photographs.onReturned([id]);
      return library.dropArrival(key);
    }
    const picture = await shownPicture(file, name);
    const { thumbnail, ...size } = (await makeThumbnail(picture)) ?? { thumbnail: undefined };
    const row: PhotographRow = {
      id,
      name,
      folder,
      type: picture.type,
      bytes: file.size,
      batch,
      order: key,
      ...size,
      ...beside,
      ...(wanted ? { wanted } : {}),
    };
    await library.takeIn(key, row, picture, thumbnail);
    photographs.put([row]);
    photographs.onReturned([]);
  }

  #sayDuplicates(): void {
    const count = countPhotographs(this.#duplicates);
    this.#duplicates = 0;
    this.#parts.notice.show(msg(str`${count} in the library already: not added again.`));
    this.#parts.announcer.say(msg(str`${count} in the library already: not added again.`));
  }
}
