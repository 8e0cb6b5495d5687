/** How long an answer took: one line, and the details when it is opened. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { formatMs } from '../figures.ts';
import type { ChatNode } from './chat-tree.ts';

export function turnTimings({ timings, tokens = 0 }: ChatNode) {
  if (!timings) return nothing;
  const details: [string, string][] = [
    [msg('Looking at new pictures'), formatMs(timings.msEncode)],
    [msg('Reading the question'), formatMs(timings.msPrefill)],
    [msg('First token after'), formatMs(timings.msFirstToken)],
    [msg('All together'), formatMs(timings.msTotal)],
    [msg('Tokens said'), String(tokens)],
    [msg('Tokens read now'), String(timings.tokensPrefilled)],
    [msg('Tokens remembered'), String(timings.tokensReused)],
  ];
  return html`<details>
    <summary>${formatMs(timings.msFirstToken)}, ${timings.tokensPerSecond.toFixed(1)} tokens/s</summary>
    <dl>
      ${details.map(
        ([name, figure]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}
