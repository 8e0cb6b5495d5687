/** How long an answer took: one line, and the details when it is opened. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { formatMs, formatNumber } from '../figures.ts';
import type { ChatNode } from './chat-tree.ts';

export function turnTimings({ timings, tokens = 0 }: ChatNode) {
  if (!timings) return nothing;
  const details: [string, string][] = [
    [msg('Looking at new pictures'), formatMs(timings.msEncode)],
    [msg('Reading the question'), formatMs(timings.msPrefill)],
    [msg('First token after'), formatMs(timings.msFirstToken)],
    [msg('All together'), formatMs(timings.msTotal)],
    [msg('Tokens said'), formatNumber(tokens)],
    [msg('Tokens read now'), formatNumber(timings.tokensPrefilled)],
    [msg('Tokens remembered'), formatNumber(timings.tokensReused)],
  ];
  return html`<details>
    <summary>
      ${msg(str`${formatMs(timings.msFirstToken)}, ${formatNumber(timings.tokensPerSecond, 1)} tokens/s`)}
    </summary>
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
