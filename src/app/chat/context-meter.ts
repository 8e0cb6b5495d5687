/** How much of what the model can remember the conversation takes. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { formatNumber } from '../figures.ts';

/** @param warned Whether it is nearly full. */
export function contextMeter(
  usage: { contextUsage: number; contextWindow: number } | undefined,
  warned: boolean,
) {
  if (!usage || usage.contextWindow === 0) return nothing;
  const { contextUsage, contextWindow } = usage;
  const label = msg('Memory of the conversation');
  return html`<div class="meter">
    <meter
      aria-label=${label}
      min="0"
      max=${contextWindow}
      high=${0.8 * contextWindow}
      .value=${contextUsage}
    ></meter>
    <span>${msg(str`${formatNumber(contextUsage)} of ${formatNumber(contextWindow)} tokens`)}</span>
    ${warned ? html`<strong>${msg('Nearly full: begin a new chat soon.')}</strong>` : nothing}
  </div>`;
}
