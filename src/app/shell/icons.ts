/** Line drawings of 24 by 24, in the colour of the text around them. */
import { html, svg, type SVGTemplateResult } from 'lit';

const icon = (drawing: SVGTemplateResult) =>
  html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${drawing}
  </svg>`;

export const icons = {
  photographs: icon(
    svg`<rect x="3" y="4" width="18" height="16" rx="2.5" /><circle cx="8.5" cy="9.5" r="1.6" /><path d="m4 18 5.5-5 4 3.5 2.5-2 4.5 4" />`,
  ),
  captions: icon(
    svg`<rect x="3" y="5" width="18" height="14" rx="2.5" /><path d="M7 11h6M16 11h1M7 15h3M13 15h4" />`,
  ),
  chat: icon(
    svg`<path d="M20 12a8 7 0 0 1-8 7 9 9 0 0 1-3-.5L4 20l1.3-3.8A6.5 6.5 0 0 1 4 12a8 7 0 0 1 16 0Z" />`,
  ),
  models: icon(svg`<path d="m12 3 8 4.5v9L12 21l-8-4.5v-9L12 3Z" /><path d="m4 7.5 8 4.5 8-4.5M12 12v9" />`),
  benchmark: icon(svg`<path d="M4 20V10M10 20V4M16 20v-7M21 20H3" />`),
  copy: icon(
    svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3" />`,
  ),
  done: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`),
  similar: icon(svg`<circle cx="11" cy="11" r="6.5" /><path d="m20 20-4.3-4.3M8.5 11h5" />`),
  remove: icon(svg`<path d="M4 7h16M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.5 11v5M13.5 11v5" />`),
  retry: icon(svg`<path d="M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4" />`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18" />`),
  info: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 8v.1" />`),
  next: icon(svg`<path d="m9 5 7 7-7 7" />`),
  previous: icon(svg`<path d="m15 5-7 7 7 7" />`),
  pause: icon(svg`<path d="M9 6v12M15 6v12" />`),
  resume: icon(svg`<path d="M8 5.5v13l10.5-6.5L8 5.5Z" />`),
  picture: icon(
    svg`<rect x="4" y="4" width="16" height="16" rx="2.5" /><path d="m5 17 4.5-4.5 3 3 2.5-2 4 3.5" />`,
  ),
  camera: icon(svg`<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4V8Z" /><circle cx="12" cy="13" r="3.3" />`),
  folder: icon(svg`<path d="M3.5 6.5h6l2 2h9v10h-17v-12Z" />`),
  download: icon(svg`<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14" />`),
};
