/** Zero-shot sorting: the library's photographs under labels that a person typed. The labels are in the address. */
import { msg, str } from '@lit/localize';
import type { LabelledPhotograph } from '../../index.ts';
import type { Announcer } from './announcer.ts';
import { messageOf } from './error-message.ts';
import type { Indexer } from './indexer.ts';
import type { Notice } from './notice.ts';
import { Observable } from './observable.ts';
import type { Route } from './route.ts';

interface Parts {
  route: Route;
  indexer: Indexer;
  announcer: Announcer;
  notice: Notice;
}

export class Sorting extends Observable {
  /** Ids by label, in the order typed; empty while nothing is sorted. */
  groups: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  readonly #parts: Parts;
  #asked = '';

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    parts.route.subscribe(() => {
      void this.follow();
      this.changed(); // another label may have been chosen
    });
  }

  /** The label whose photographs are shown; undefined for all. */
  get chosen(): string | undefined {
    const chosen = this.#parts.route.get('label');
    return this.groups.has(chosen) ? chosen : undefined;
  }

  /** Ids of the chosen label; undefined for all. */
  get shown(): ReadonlySet<string> | undefined {
    return this.chosen === undefined ? undefined : this.groups.get(this.chosen);
  }

  /** Sorts by the labels of the address, if they are others than before. */
  async follow(): Promise<void> {
    const typed = this.#parts.route.get('labels');
    if (typed === this.#asked) return;
    this.#asked = typed;
    await this.sort();
  }

  /** Sorts again, as when photographs have come. */
  async sort(): Promise<void> {
    const { announcer, indexer, notice } = this.#parts;
    const labels = [...new Set(this.#asked.split(',').map((label) => label.trim()))].filter(Boolean);
    if (labels.length === 0) return this.#become(new Map());
    try {
      const vlm = await indexer.prepared();
      this.#become(grouped(labels, await vlm.classify(labels)));
      announcer.say(msg(str`Sorted into ${labels.length} labels.`));
    } catch (error) {
      notice.show(msg(str`The photographs could not be sorted: ${messageOf(error)}`));
    }
  }

  #become(groups: ReadonlyMap<string, ReadonlySet<string>>): void {
    this.groups = groups;
    this.changed();
  }
}

/** Ids by label, in the order of the labels. */
export function grouped(
  labels: readonly string[],
  photographs: readonly LabelledPhotograph[],
): Map<string, Set<string>> {
  const groups = new Map(labels.map((label) => [label, new Set<string>()]));
  for (const { id, label } of photographs) groups.get(label)?.add(id);
  return groups;
}
