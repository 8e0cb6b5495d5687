/** A photograph's place in the search and the scores that put it there. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { formatNumber, formatPercent } from '../figures.ts';
import type { RankedHit } from '../search/ranked-hits.ts';

export const scoreBadge = ({ rank, itc, itm, score, fits, named }: RankedHit) => {
  const doubtful = fits === false && !named;
  const matched = named || itm !== undefined;
  return html`<p class="scores ${doubtful ? '' : 'fits'} ${matched ? 'matched' : ''}">
    <strong title=${doubtful ? msg('Below the threshold of a good match') : ''}>${rank}</strong>
    ${named ? html`<span title=${msg('A caption that a person wrote holds the words of the search')}>${msg('your words')}</span>` : nothing}
    ${
      itc === undefined
        ? nothing
        : html`<span
            class="itc"
            title=${msg('Image-text contrastive similarity: the cosine of the two embeddings')}
            >ITC ${formatNumber(itc, 3)}</span
          >`
    }
    ${
      itm === undefined
        ? nothing
        : html`<span title=${msg('Image-text matching: the probability that the words fit')}
            >ITM ${formatPercent(itm)}</span
          >`
    }
    ${
      score === undefined || named
        ? nothing
        : html`<span class="final" title=${msg('The score that decides the rank')}
            >${msg(str`score ${formatNumber(score, 3)}`)}</span
          >`
    }
  </p>`;
};
