/** <heat-map>: a map laid over the picture it lies on, smoothed by the browser's own scaling. Says nothing by itself. */
import { LitElement, css, html, type PropertyValues } from 'lit';
import type { HeatMap as Heat } from '../../index.ts';
import { heatColours } from './heat-colours.ts';

export class HeatMap extends LitElement {
  static override properties = { map: { attribute: false } };
  declare map: Heat | undefined;

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || !changed.has('map')) return;
    const { rows, columns } = this.map ?? { rows: 1, columns: 1 };
    canvas.width = columns;
    canvas.height = rows;
    if (this.map)
      canvas.getContext('2d')?.putImageData(new ImageData(heatColours(this.map), columns, rows), 0, 0);
  }

  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      pointer-events: none;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;
}

customElements.define('heat-map', HeatMap);

declare global {
  interface HTMLElementTagNameMap {
    'heat-map': HeatMap;
  }
}
