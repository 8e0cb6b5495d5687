/** What the browser counts for the whole tab, where it does. */

/** The browser counts when it next collects garbage, in a second or in a minute; beyond this there is no figure. */
const PATIENCE_MS = 8_000;

/** Bytes of the page and all its workers; undefined where the browser does not count, or not in time. */
export async function tabBytes(signal: AbortSignal): Promise<number | undefined> {
  const { crossOriginIsolated } = globalThis;
  const counter = performance as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
  if (!crossOriginIsolated || !counter.measureUserAgentSpecificMemory) return undefined;
  return Promise.race([
    counter.measureUserAgentSpecificMemory().then(
      ({ bytes }) => bytes,
      () => undefined,
    ),
    ended(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])),
  ]);
}

function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
