/** How long a caption took: one line, and the stages when it is opened. */
import { html } from 'lit';
import type { CaptionResult } from '../../index.ts';
import { formatMs } from '../figures.ts';

export const timingDetails = ({ timings, tokens, device }: CaptionResult) => {
  const stages: [string, string][] = [
    ['Decode the picture', formatMs(timings.msDecode)],
    ['Resize and normalise', formatMs(timings.msPreprocess)],
    ['Image encoder', formatMs(timings.msVision)],
    ['First token after', formatMs(timings.msFirstToken)],
    ['All together', formatMs(timings.msTotal)],
    ['Tokens', String(tokens)],
    ['Device', device === 'webgpu' ? 'WebGPU' : 'WASM'],
  ];
  return html`<details>
    <summary>${formatMs(timings.msTotal)}, ${timings.tokensPerSecond.toFixed(1)} tokens/s</summary>
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
