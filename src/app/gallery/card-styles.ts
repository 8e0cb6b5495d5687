/** How a photograph's card looks. */
import { css } from 'lit';

export const cardStyles = css`
  article {
    display: flex;
    flex-direction: column;
    height: 100%;
    border: 1px solid var(--line);
    border-radius: 0.9rem;
    background: var(--surface);
    box-shadow: var(--shadow);
    overflow: clip;
  }
  .picture {
    position: relative;
    aspect-ratio: 4 / 3;
    background: var(--line);
    overflow: hidden;
  }
  .picture.none {
    display: grid;
    place-items: center;
    background: var(--ground);
    color: var(--muted);
    font-size: 0.9rem;
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
  .body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 0.5rem;
    padding: 0.85rem 0.95rem 0.6rem;
  }
  p,
  dl,
  dd {
    margin: 0;
  }
  .caption {
    font-size: 1.06rem;
    line-height: 1.4;
    min-height: 2.8em;
    overflow-wrap: anywhere;
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
  .file,
  details {
    color: var(--muted);
    font-size: 0.82rem;
    overflow-wrap: anywhere;
  }
  .file span {
    color: var(--text);
    margin-right: 0.35em;
  }
  summary {
    cursor: pointer;
    width: fit-content;
    border-radius: 0.3rem;
  }
  dl {
    padding: 0.4rem 0 0.2rem;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  .scores {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.7rem;
    font-size: 0.82rem;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .scores strong {
    min-width: 1.6rem;
    padding: 0.1rem 0.4rem;
    border-radius: 1rem;
    background: var(--accent);
    color: var(--on-accent);
    text-align: center;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    margin: auto -0.5rem 0;
  }
  .remove {
    margin-left: auto;
  }
`;
