/** How the models view and its parts look. */
import { css } from 'lit';

export const modelsStyles = css`
  :host(models-view) {
    display: grid;
    gap: 1rem;
  }
  :host > *,
  section > * {
    min-width: 0;
  }
  section,
  article {
    display: grid;
    gap: 0.75rem;
  }
  section {
    padding: 0.9rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.9rem;
    background: var(--surface);
  }
  article {
    padding: 0.9rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.7rem;
    background: var(--ground);
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.15rem;
  }
  h3 {
    font-size: 1.05rem;
  }
  header,
  .actions,
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  header {
    align-items: baseline;
  }
  .muted,
  dt {
    color: var(--muted);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(8rem, max-content) 1fr;
    gap: 0.3rem 1.25rem;
    margin: 0;
    font-size: 0.94rem;
    font-variant-numeric: tabular-nums;
  }
  dt,
  dd,
  details li {
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  @media (max-width: 30rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }
    dd {
      margin-bottom: 0.4rem;
    }
  }
  .abilities {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .abilities li {
    padding: 0.1rem 0.6rem;
    border-radius: 1rem;
    background: var(--accent-soft);
    color: var(--accent);
    font-size: 0.85rem;
  }
  button,
  .actions span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  details {
    font-size: 0.9rem;
  }
  summary {
    cursor: pointer;
  }
  details ul {
    margin: 0.5rem 0 0;
    padding-left: 1.2rem;
  }
  .progress span {
    font-variant-numeric: tabular-nums;
  }
  progress {
    flex: 1 1 10rem;
    min-width: 0;
  }
  meter {
    width: 100%;
  }
`;
