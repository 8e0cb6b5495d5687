/** <device-panel>: where models run on this device, and within which limits. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { DeviceInfo } from '../../index.ts';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import { deviceName } from '../shell/device-line.ts';
import { controls } from '../styles/controls.ts';
import { modelsStyles } from './models-styles.ts';

export class DevicePanel extends AppElement {
  static override properties = { device: { attribute: false } };
  declare device: DeviceInfo | undefined;

  override render() {
    const { device } = this;
    return html`<section aria-labelledby="device">
      <h2 id="device">${msg('This device')}</h2>
      ${device ? this.#facts(device) : html`<p class="muted">${msg('Looking for a GPU…')}</p>`}
    </section>`;
  }

  #facts(device: DeviceInfo) {
    const { adapter, crossOriginIsolated, fallbackReason, threads } = device;
    const { deviceMemory } = navigator as { deviceMemory?: number };
    return html`<dl>
      <dt>${msg('Models run on')}</dt>
      <dd>${deviceName(device)}${fallbackReason ? html`. ${fallbackReason}` : nothing}</dd>
      <dt>${msg('WebAssembly threads')}</dt>
      <dd>${threads}</dd>
      <dt>${msg('Cross-origin isolated')}</dt>
      <dd>${crossOriginIsolated ? msg('Yes') : msg('No: WebAssembly has one thread')}</dd>
      ${
        deviceMemory === undefined
          ? nothing
          : html`<dt>${msg('Memory')}</dt>
              <dd>${msg(str`${deviceMemory} GB, as the browser rounds it`)}</dd>`
      }
      ${
        adapter
          ? html`<dt>${msg('Half precision (f16)')}</dt>
              <dd>${adapter.f16 ? msg('Yes') : msg('No')}</dd>
              ${Object.entries(adapter.limits).map(
                ([name, value]) =>
                  html`<dt><code>${name}</code></dt>
                    <dd>${isBytes(name) ? formatBytes(value) : value}</dd>`,
              )}`
          : nothing
      }
    </dl>`;
  }

  static override styles = [controls, modelsStyles];
}

/** WebGPU's limits of sizes are in bytes, its others are counts. */
function isBytes(limit: string): boolean {
  return limit.endsWith('Size');
}

customElements.define('device-panel', DevicePanel);

declare global {
  interface HTMLElementTagNameMap {
    'device-panel': DevicePanel;
  }
}
