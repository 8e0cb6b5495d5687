/** How the benchmark view and its form look. */
import { css } from 'lit';

export const benchmarkStyles = css`
  section > * {
    min-width: 0;
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.15rem;
  }
  header,
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 0.9rem;
  }
  header h2 {
    margin-right: auto;
  }
  form {
    align-items: end;
  }
  label {
    display: grid;
    gap: 0.2rem;
    min-width: 0;
    max-width: 100%;
    color: var(--muted);
    font-size: 0.9rem;
  }
  label.check {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
    min-height: 2.25rem;
  }
  select {
    max-width: 100%;
    min-height: 2.25rem;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--control-line);
    border-radius: 0.5rem;
    background: var(--ground);
    color: var(--text);
    font: inherit;
    font-size: 0.92rem;
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.15rem;
    height: 1.15rem;
    accent-color: var(--accent);
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .muted,
  dt {
    color: var(--muted);
  }
  .muted,
  details {
    font-size: 0.9rem;
  }
  .progress {
    display: grid;
    gap: 0.35rem;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  summary {
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(7rem, max-content) 1fr;
    gap: 0.35rem 1.25rem;
    margin: 0.6rem 0 0;
  }
  dd {
    margin: 0;
  }
  @media (max-width: 30rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0.1rem;
    }
    dd {
      margin-bottom: 0.4rem;
    }
  }
`;
