/** How <ocelli-vlm> looks until the page styles its parts. Colours follow the page's colour scheme. */
import { css } from 'lit';

export const elementStyles = css`
  :host {
    display: block;
    max-width: 36rem;
    --ocelli-accent: light-dark(#0d6757, #66cbb6);
    --ocelli-on-accent: light-dark(#ffffff, #08201b);
    --ocelli-line: light-dark(#d9d7cf, #3a4340);
    --ocelli-error: light-dark(#a12a1c, #ffa497);
  }
  :host([hidden]) {
    display: none;
  }
  [part='frame'] {
    display: grid;
    gap: 0.6rem;
    margin: 0;
    padding: 0.75rem;
    border: 1px solid var(--ocelli-line);
    border-radius: 0.75rem;
  }
  [part='picture'] {
    display: block;
    width: 100%;
    max-height: 26rem;
    object-fit: contain;
    border-radius: 0.4rem;
  }
  [part='note'] {
    font-size: 0.85em;
    opacity: 0.8;
  }
  [part='question'] {
    font-weight: 600;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  [part='button'] {
    justify-self: start;
    min-height: 2.5rem;
    padding: 0.4rem 1rem;
    border: 0;
    border-radius: 0.55rem;
    background: var(--ocelli-accent);
    color: var(--ocelli-on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  [part='button']:focus-visible {
    outline: 3px solid var(--ocelli-accent);
    outline-offset: 2px;
  }
  progress {
    width: 100%;
    accent-color: var(--ocelli-accent);
  }
  [part='error'] {
    color: var(--ocelli-error);
  }
`;
