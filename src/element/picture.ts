/** The element's picture as a Blob, read by address: from another origin only where its server allows it (CORS). */
import { VlmError } from '../index.ts';

/** @throws VlmError `network` or `aborted` */
export async function fetchPicture(src: string, signal: AbortSignal): Promise<Blob> {
  if (src === '') throw new VlmError('image-empty', 'There is no picture: set the attribute src.');
  const url = new URL(src, document.baseURI);
  try {
    const response = await fetch(url, { signal });
    if (response.ok) return await response.blob();
    throw new VlmError('network', `${url.href} answered ${response.status}. Check the attribute src.`);
  } catch (thrown) {
    if (thrown instanceof VlmError) throw thrown;
    if (signal.aborted) throw new VlmError('aborted', 'The picture is not wanted any more.', thrown);
    throw new VlmError(
      'network',
      `${url.href} could not be read. A picture of another origin needs the header Access-Control-Allow-Origin, and connect-src in this page's Content-Security-Policy.`,
      thrown,
    );
  }
}
