/** A photograph's place in the search and the scores that put it there. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { formatNumber, formatPercent } from '../figures.ts';
import type { RankedHit } from '../state/search-state.ts';

export const scoreBadge = ({ rank, itc, itm, score, fits }: RankedHit) =>
  html`<p class="scores ${fits === false ? '' : 'fits'} ${itm === undefined ? '' : 'matched'}">
    <strong title=${fits === false ? msg('Below the threshold of a good match') : ''}>${rank}</strong>
    <span class="itc" title=${msg('Image-text contrastive similarity: the cosine of the two embeddings')}
      >ITC ${formatNumber(itc, 3)}</span
    >
    ${
      itm === undefined
        ? nothing
        : html`<span title=${msg('Image-text matching: the probability that the words fit')}
            >ITM ${formatPercent(itm)}</span
          >`
    }
    <span class="final" title=${msg('The score that decides the rank')}
      >${msg(str`score ${formatNumber(score, 3)}`)}</span
    >
  </p>`;
