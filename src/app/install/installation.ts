/** The page's service worker: registered once, asked for updates, and told when the person wants the new version. */
import { Observable } from '../state/observable.ts';

/** How long the shell waits for a model that is slow to arrive. */
const PATIENCE_MS = 10_000;
/** How long a ready model has for the first photograph. */
const FIRST_CAPTION_MS = 2000;
const HOUR_MS = 3_600_000;

export class Installation extends Observable {
  /** Whether a newer version of the page waits to take over. */
  updateReady = false;
  #registration: ServiceWorkerRegistration | undefined;

  /**
   * Registers the service worker. Where there can be none, the page works without. The first caption comes before what
   * is for later visits: storing the shell takes a second of a small machine.
   * @param loading Ends when the model is ready, or could not be loaded.
   */
  async start(loading: Promise<void>): Promise<void> {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    await Promise.race([loading, passed(PATIENCE_MS)]);
    await passed(FIRST_CAPTION_MS);
    try {
      // Another page of this origin may have its own at another scope: this one covers the page's folder only.
      this.#registration = await navigator.serviceWorker.register('service-worker.js', { scope: './' });
    } catch {
      return; // Blocked by the browser's settings, or no secure origin.
    }
    const registration: ServiceWorkerRegistration | undefined = this.#registration;
    if (!registration) return; // A browser under test may answer with nothing.
    registration.addEventListener('updatefound', () => this.#follow());
    this.#follow();
    setInterval(() => void registration.update().catch(() => undefined), HOUR_MS);
  }

  /** Lets the waiting version take over and loads the page again. */
  update(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#registration?.waiting?.postMessage('take-over');
  }

  #follow(): void {
    const announce = () => {
      // Without a controller it is the first version, which has nobody to replace.
      if (!this.#registration?.waiting || !navigator.serviceWorker.controller) return;
      this.updateReady = true;
      this.changed();
    };
    announce();
    this.#registration?.installing?.addEventListener('statechange', announce);
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
