/** How a small word beside a text looks. */
import { css } from 'lit';

export const marks = css`
  .unsure {
    flex: none;
    padding: 0.05rem 0.45rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    color: var(--muted);
    font-size: 0.78rem;
    font-weight: normal;
    white-space: nowrap;
  }
`;
