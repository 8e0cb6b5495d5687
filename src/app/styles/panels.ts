/** Views that are a column of panels. */
import { css } from 'lit';

export const panels = css`
  :host {
    display: grid;
    gap: 1rem;
  }
  :host > * {
    min-width: 0;
  }
  section {
    display: grid;
    gap: 0.75rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.9rem;
    background: var(--surface);
  }
`;
