/** What every long list of the page shares: it watches the scrolling and its own width, and renders what is near. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { columnsOf, visibleItems } from './virtual-rows.ts';

/** In CSS pixels. */
export interface ListMeasures {
  leastWidth: number;
  gap: number;
  /** Height of an item of this width. */
  heightOf(width: number): number;
}

export interface Placement {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class VirtualList implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #measures: (width: number) => ListMeasures;
  #listening: AbortController | undefined;
  #width = 0;
  readonly #observer = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    if (width === 0 || width === this.#width) return; // 0: it is not shown
    this.#width = width;
    this.#host.requestUpdate();
  });

  /** @param measures For a list of this width, which is the last one while the list is not shown. */
  constructor(host: ReactiveControllerHost & HTMLElement, measures: (width: number) => ListMeasures) {
    this.#host = host;
    this.#measures = measures;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const update = () => this.#host.requestUpdate();
    addEventListener('scroll', update, { passive: true, signal });
    addEventListener('resize', update, { passive: true, signal });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#listening?.abort();
  }

  /** Places of the items near the screen, by index, and the height of the whole. */
  layout(count: number): { from: number; to: number; height: number; place: (index: number) => Placement } {
    const all = this.#width || this.#host.clientWidth;
    const { leastWidth, gap, heightOf } = this.#measures(all);
    const columns = columnsOf(all, leastWidth, gap);
    const width = (all - gap * (columns - 1)) / columns;
    const height = heightOf(width);
    const rowHeight = height + gap;
    const top = -this.#host.getBoundingClientRect().top;
    const [from, to] = visibleItems(count, { columns, rowHeight }, top, innerHeight);
    const place = (index: number): Placement => ({
      x: (index % columns) * (width + gap),
      y: Math.floor(index / columns) * rowHeight,
      width,
      height,
    });
    return { from, to, height: Math.max(0, Math.ceil(count / columns) * rowHeight - gap), place };
  }
}
