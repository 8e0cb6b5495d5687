/** Running text made from Markdown: headings, tables and links. */
import { css } from 'lit';

export const prose = css`
  article h1 {
    font-size: 1.1rem;
    margin: 1.25rem 0 0.5rem;
  }
  article h2 {
    font-size: 1rem;
    margin: 1.25rem 0 0.5rem;
  }
  article table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.88rem;
  }
  article th,
  article td {
    padding: 0.35rem 0.75rem 0.35rem 0;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }
  article code {
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  @media (max-width: 40rem) {
    article thead {
      display: none;
    }
    article tr {
      display: block;
      padding: 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    article td {
      display: block;
      padding: 0;
      border: 0;
    }
    article td:first-child {
      font-weight: 600;
    }
  }
  a {
    color: var(--accent);
  }
`;
