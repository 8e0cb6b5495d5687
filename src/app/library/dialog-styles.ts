/** How the dialog of one photograph looks. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(72rem, calc(100vw - 1.5rem));
    height: min(46rem, calc(100dvh - 1.5rem));
    max-width: none;
    max-height: none;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 0.9rem;
    background: var(--surface);
    color: var(--text);
    overflow: hidden;
  }
  dialog::backdrop {
    background: rgb(10 15 13 / 70%);
  }
  .content {
    display: grid;
    grid-template: 100% / minmax(0, 1.7fr) minmax(19rem, 1fr);
    height: 100%;
  }
  .stage {
    position: relative;
    display: grid;
    place-items: center;
    min-height: 0;
    background: #101413;
    overflow: hidden;
  }
  .stage img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .stage p {
    color: #d5dcd9;
  }
  .panel {
    display: flex;
    flex-direction: column;
    gap: 0.9rem;
    padding: 0.75rem 1.1rem 1.1rem;
    overflow: auto;
  }
  .bar {
    display: flex;
    align-items: center;
    margin: 0 -0.5rem;
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0 0.5rem;
    overflow: hidden;
    font-size: 1.05rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h3 {
    margin: 0 0 0.35rem;
    color: var(--muted);
    font-size: 0.85rem;
    font-weight: 600;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 5.5rem;
    padding: 0.55rem 0.7rem;
    border: 1px solid var(--control-line);
    border-radius: 0.55rem;
    background: var(--ground);
    color: var(--text);
    font: inherit;
    resize: vertical;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin-top: 0.5rem;
  }
  ul {
    display: grid;
    gap: 0.3rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    width: 100%;
    min-height: 0;
    padding: 0.4rem 0.6rem;
    text-align: left;
  }
  li small,
  .muted {
    color: var(--muted);
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  dl,
  dd {
    margin: 0;
  }
  summary {
    width: fit-content;
    border-radius: 0.3rem;
    color: var(--muted);
    font-size: 0.85rem;
    cursor: pointer;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    color: var(--muted);
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 52rem) {
    .content {
      grid-template: minmax(12rem, 45%) minmax(0, 1fr) / 100%;
    }
  }
`;
