/** A photograph's place in the search and the scores that put it there. */
import { html, nothing } from 'lit';
import { formatPercent } from '../figures.ts';
import type { RankedHit } from '../state/search-state.ts';

export const scoreBadge = ({ rank, itc, itm, score }: RankedHit) =>
  html`<p class="scores">
    <strong>${rank}</strong>
    <span title="Image-text contrastive similarity: the cosine of the two embeddings"
      >ITC ${itc.toFixed(3)}</span
    >
    ${
      itm === undefined
        ? nothing
        : html`<span title="Image-text matching: the probability that the words fit"
            >ITM ${formatPercent(itm)}</span
          >`
    }
    <span title="The score that decides the rank">score ${score.toFixed(3)}</span>
  </p>`;
