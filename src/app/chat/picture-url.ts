/** Addresses of Blobs for <img>, one a Blob; the browser frees them with the Blob's last holder or the page. */
const urls = new WeakMap<Blob, string>();

export function pictureUrl(blob: Blob): string {
  let url = urls.get(blob);
  if (!url) {
    url = URL.createObjectURL(blob);
    urls.set(blob, url);
  }
  return url;
}
