/** Renders a Lit element again whenever the state it shows has changed. */
import type { ReactiveControllerHost } from 'lit';
import type { Observable } from './observable.ts';

/** Observes while `host` is connected; `sources` is asked each time that begins. */
export function observe(host: ReactiveControllerHost, sources: () => readonly Observable[]): void {
  const update = () => host.requestUpdate();
  let unsubscribe: (() => void)[] = [];
  host.addController({
    hostConnected() {
      unsubscribe = sources().map((source) => source.subscribe(update));
      update(); // A view that was put away has missed what changed meanwhile.
    },
    hostDisconnected() {
      for (const end of unsubscribe.splice(0)) end();
    },
  });
}
