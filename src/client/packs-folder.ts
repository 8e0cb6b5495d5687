/** The address of a folder of packs, as the worker wants it. */

/** Absolute, with a slash at the end; `packs/` beside the page where none is given. */
export function packsFolder(base: string | URL = 'packs/'): string {
  const url = new URL(base, document.baseURI);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}
