/**
 * What a model or a stranger wrote, as HTML that can do nothing: Markdown by marked, then only elements that
 * format text, by DOMPurify. No pictures, since fetching one would tell its server.
 */
import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** Longer texts are shown as they stand: no answer is, and their Markdown could take the page's time. */
const LONGEST = 20_000;

const TAGS =
  'p br hr strong em del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td a'.split(
    ' ',
  );

/** Clean HTML, or undefined where the text is to be shown as it stands. */
export function renderMarkdown(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    const html = marked.parse(text, { async: false, breaks: true });
    return purify.sanitize(html, {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ['href', 'target', 'rel'],
      ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    });
  } catch {
    return undefined; // Nested too deep, say.
  }
}

const purify = DOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (!(node instanceof HTMLAnchorElement)) return;
  if (!node.hasAttribute('href')) return;
  node.target = '_blank';
  node.rel = 'noopener noreferrer';
});
