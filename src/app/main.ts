/** Starts the page: the shell paints first, the model loads when the browser has a moment. */
import './shell/ocelli-app.ts';

const whenIdle = window.requestIdleCallback ?? ((start: () => void) => setTimeout(start, 50));
whenIdle(() => void document.querySelector('ocelli-app')?.app.engine.load());
