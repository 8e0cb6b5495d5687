/** The look of a progress bar, shared by all elements that have one. */
import { css } from 'lit';

export const progressBar = css`
  progress {
    display: block;
    width: 100%;
    height: 0.4rem;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--line);
    accent-color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
`;
