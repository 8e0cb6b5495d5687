/** Buttons, focus and hidden text, shared by all elements. */
import { css } from 'lit';

export const controls = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  button,
  .button {
    font: inherit;
    font-size: 0.9rem;
    min-height: 2.25rem;
    padding: 0.3rem 0.85rem;
    border: 1px solid var(--control-line);
    border-radius: 0.55rem;
    background: var(--surface);
    color: var(--text);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    color: var(--on-accent);
    filter: brightness(1.08);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    padding-inline: 0.5rem;
  }
  button.quiet:hover {
    background: var(--accent-soft);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .icon {
    display: block;
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .error {
    padding: 0.6rem 0.8rem;
    border-radius: 0.55rem;
    background: var(--error-soft);
    color: var(--error);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
