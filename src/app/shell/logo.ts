/** Ocelli are the three simple eyes on an insect's forehead. */
import { svg, html } from 'lit';

const eye = (cx: number, cy: number, r: number) => svg`
  <circle cx=${cx} cy=${cy} r=${r} fill="var(--on-accent)" />
  <circle cx=${cx} cy=${cy} r=${r * 0.43} fill="var(--accent)" />`;

export const ocelli = html`<svg viewBox="0 0 64 64" aria-hidden="true">
  <rect width="64" height="64" rx="15" fill="var(--accent)" />
  ${eye(32, 21, 10)} ${eye(19, 43, 8)} ${eye(45, 43, 8)}
</svg>`;
