/** How a turn looks: questions to the right on a ground of their own, answers as running text. */
import { css } from 'lit';
import { controls } from '../styles/controls.ts';

export const chatTurnStyles = [
  controls,
  css`
    article {
      display: grid;
      gap: 0.4rem;
      max-width: 44rem;
    }
    .user {
      width: fit-content;
      margin-left: auto;
      padding: 0.6rem 0.9rem 0.3rem;
      border-radius: 0.9rem;
      background: var(--accent-soft);
    }
    p,
    .prose > :first-child {
      margin: 0;
    }
    .plain {
      white-space: pre-wrap;
    }
    .plain,
    .prose {
      overflow-wrap: anywhere;
      max-height: 40rem;
      overflow: auto;
    }
    .muted,
    details,
    .versions {
      color: var(--muted);
      font-size: 0.85rem;
    }
    .prose pre {
      overflow-x: auto;
      padding: 0.6rem;
      border-radius: 0.5rem;
      background: var(--ground);
    }
    .prose a {
      color: var(--accent);
    }
    .pictures {
      display: flex;
      flex-wrap: wrap;
      gap: 0.4rem;
    }
    img {
      max-width: 8rem;
      max-height: 6rem;
      border-radius: 0.5rem;
    }
    .actions,
    .versions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.15rem;
    }
    .actions button {
      display: inline-flex;
      align-items: center;
      gap: 0.3rem;
      min-height: 2rem;
      font-size: 0.8rem;
    }
    .actions .icon {
      width: 1rem;
      height: 1rem;
    }
    summary {
      padding: 0.3rem;
      cursor: pointer;
    }
    dl {
      margin: 0.3rem 0;
    }
    dl div {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
    }
    dd {
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
    form {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    textarea {
      flex: 1 1 100%;
      font: inherit;
      padding: 0.5rem;
      border: 1px solid var(--control-line);
      border-radius: 0.55rem;
      background: var(--surface);
      color: var(--text);
    }
  `,
];
