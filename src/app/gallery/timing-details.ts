/** How long a caption took: one line, and the stages when it is opened. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { CaptionMaking } from '../../library/photograph-row.ts';
import { formatMs, formatNumber } from '../figures.ts';

export const timingDetails = ({ timings, tokens, device }: CaptionMaking) => {
  const stages: [string, string][] = [
    [msg('Decode the picture'), formatMs(timings.msDecode)],
    [msg('Resize and normalise'), formatMs(timings.msPreprocess)],
    [msg('Image encoder'), formatMs(timings.msVision)],
    [msg('First token after'), formatMs(timings.msFirstToken)],
    [msg('All together'), formatMs(timings.msTotal)],
    [msg('Tokens'), formatNumber(tokens)],
    [msg('Device'), device === 'webgpu' ? 'WebGPU' : 'WASM'],
  ];
  return html`<details class="timings">
    <summary>
      ${msg(str`${formatMs(timings.msTotal)}, ${formatNumber(timings.tokensPerSecond, 1)} tokens/s`)}
    </summary>
    <dl>
      ${stages.map(
        ([stage, figure]) =>
          html`<div>
            <dt>${stage}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
};
