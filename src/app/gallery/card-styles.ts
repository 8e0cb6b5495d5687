/** How a photograph's card looks. */
import { css } from 'lit';

export const cardStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  article {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    border: 1px solid var(--line);
    border-radius: 0.8rem;
    background: var(--surface);
    box-shadow: var(--shadow);
    overflow: hidden;
  }
  article.selected {
    border-color: var(--accent);
    box-shadow: 0 0 0 2px var(--accent);
  }
  .picture {
    display: block;
    position: relative;
    flex: 1 1 0;
    min-height: 0;
    width: 100%;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: var(--line);
    overflow: hidden;
    cursor: pointer;
  }
  .picture:focus-visible {
    outline-offset: -4px;
  }
  .none {
    display: grid;
    place-items: center;
    height: 100%;
    color: var(--muted);
    font-size: 0.85rem;
  }
  img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
    object-position: 50% 30%; /* faces are rarely in the lower half */
  }
  .working::after {
    content: '';
    position: absolute;
    inset: auto 0 0;
    height: 3px;
    background: linear-gradient(90deg, transparent, var(--accent), transparent);
    animation: pass 1.4s linear infinite;
  }
  @keyframes pass {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(100%);
    }
  }
  .choose {
    position: absolute;
    top: 0;
    left: 0;
    display: grid;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    cursor: pointer;
  }
  .choose input {
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  @media (hover: hover) {
    article:not(:hover, :focus-within, .selected, .selecting) .choose {
      opacity: 0;
    }
  }
  .body {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 0.25rem;
    padding: 0.55rem 0.7rem 0.2rem;
  }
  p {
    margin: 0;
  }
  .caption {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    height: 2.7em;
    overflow: hidden;
    font-size: 0.96rem;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .caption.error {
    padding: 0 0.4rem;
    font-size: 0.85rem;
    height: 3.05em;
  }
  .muted {
    color: var(--muted);
  }
  .caret {
    display: inline-block;
    width: 2px;
    height: 1em;
    margin-left: 2px;
    vertical-align: -0.12em;
    background: var(--accent);
    animation: blink 1s steps(2) infinite;
  }
  @keyframes blink {
    50% {
      opacity: 0;
    }
  }
  .scores {
    position: absolute;
    top: 0.45rem;
    right: 0.45rem;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.1rem 0.55rem 0.1rem 0.15rem;
    border-radius: 1rem;
    background: var(--surface);
    color: var(--muted);
    font-size: 0.76rem;
    font-variant-numeric: tabular-nums;
    box-shadow: var(--shadow);
  }
  .scores strong {
    min-width: 1.5rem;
    padding: 0.05rem 0.35rem;
    border-radius: 1rem;
    border: 1px solid var(--accent);
    color: var(--accent);
    text-align: center;
  }
  .scores.fits strong {
    background: var(--accent);
    color: var(--on-accent);
  }
  @media (max-width: 46rem) {
    .scores .final,
    .matched .itc {
      display: none;
    }
  }
  .buttons {
    display: flex;
    align-items: center;
    margin: 0 -0.4rem;
  }
  .buttons button {
    min-height: 2rem;
    padding: 0.3rem 0.4rem;
  }
  .buttons .icon {
    width: 1.1rem;
    height: 1.1rem;
  }
  .buttons .unsure {
    margin-left: 0.4rem;
  }
  .file {
    flex: 1 1 0;
    min-width: 0;
    padding-left: 0.4rem;
    overflow: hidden;
    color: var(--muted);
    font-size: 0.78rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 38rem) {
    .caption {
      -webkit-line-clamp: 3;
      height: 4.05em;
    }
    .file {
      display: none;
    }
    .buttons {
      justify-content: space-between;
    }
  }
`;
