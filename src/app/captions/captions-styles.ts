/** How the captions view looks. */
import { css } from 'lit';

export const captionsStyles = css`
  .tool {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  label,
  .tool > span {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
    color: var(--muted);
    font-size: 0.9rem;
  }
  select,
  input:not([type='checkbox']) {
    min-height: 2.25rem;
    min-width: 0;
    max-width: 100%;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--control-line);
    border-radius: 0.5rem;
    background: var(--ground);
    color: var(--text);
    font: inherit;
    font-size: 0.92rem;
  }
  input[type='checkbox'] {
    width: 1.15rem;
    height: 1.15rem;
    accent-color: var(--accent);
  }
  @media (max-width: 32rem) {
    form.tool label {
      display: grid;
      flex: 1 1 100%;
      grid-template-columns: 6.5rem 1fr;
    }
  }
  .empty {
    padding: 3rem 1rem;
    color: var(--muted);
    text-align: center;
  }
  a {
    color: var(--accent);
  }
`;
