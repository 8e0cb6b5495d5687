/** How <chat-view> is laid out: the chats beside the conversation, above it on a phone. */
import { css } from 'lit';
import { controls } from '../styles/controls.ts';

export const chatViewStyles = [
  controls,
  css`
    .chat {
      display: grid;
      gap: 1.25rem;
    }
    .chat > * {
      min-width: 0;
    }
    section {
      display: grid;
      align-content: start;
      gap: 1rem;
      min-width: 0;
    }
    .dragging section {
      outline: 2px dashed var(--accent);
      outline-offset: 0.5rem;
    }
    .side {
      padding: 0.75rem;
      border: 1px solid var(--line);
      border-radius: 0.9rem;
      background: var(--surface);
      align-self: start;
    }
    summary {
      cursor: pointer;
      font-weight: 600;
      margin-bottom: 0.5rem;
    }
    .pictures {
      position: sticky;
      top: 0;
      z-index: 1;
      display: flex;
      gap: 0.5rem;
      margin: 0;
      padding: 0.5rem 0;
      overflow-x: auto;
      list-style: none;
      background: var(--ground);
    }
    .pictures img {
      display: block;
      height: clamp(5rem, 22vh, 14rem);
      border-radius: 0.6rem;
    }
    .turns {
      display: grid;
      gap: 1rem;
    }
    .notice {
      margin: 0;
      padding: 1rem;
      border: 1px solid var(--line);
      border-radius: 0.9rem;
      background: var(--surface);
    }
    .notice p,
    .error p {
      margin: 0 0 0.6rem;
    }
    p.error {
      margin: 0;
    }
    .examples {
      display: grid;
      gap: 0.75rem;
    }
    .examples [role='group'] {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.4rem;
    }
    .examples h3 {
      width: 5.5rem;
      margin: 0;
      font-size: 0.9rem;
      color: var(--muted);
    }
    .meter {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.6rem;
      font-size: 0.85rem;
      color: var(--muted);
    }
    .meter strong {
      color: var(--error);
    }
    @media (min-width: 60rem) {
      .chat {
        grid-template-columns: 17rem 1fr;
      }
    }
  `,
];
