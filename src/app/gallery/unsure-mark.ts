/** Beside a caption that the model wrote and that is far from its picture. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { StoredCaption } from '../../library/photograph-row.ts';

export const unsureMark = (caption: StoredCaption | undefined) =>
  caption?.unsure && caption.source === 'model'
    ? html`<span
        class="unsure"
        title=${msg('The caption is farther from the picture than right ones mostly are: it may well be wrong')}
        >${msg('unsure')}</span
      >`
    : nothing;
