/** Starts the page: the shell paints first, the model loads when the browser has a moment. */
import { Installation } from './install/installation.ts';
import { takeLaunched } from './install/launch-intake.ts';
import './install/update-prompt.ts';
import './shell/ocelli-app.ts';

const installation = new Installation();
const prompt = document.createElement('update-prompt');
prompt.installation = installation;
document.body.append(prompt);

async function start(): Promise<void> {
  const app = document.querySelector('ocelli-app')?.app;
  await installation.start();
  await installation.ready();
  void app?.engine.load();
  await takeLaunched((pictures) => app?.photographs.add(pictures));
}

const whenIdle = window.requestIdleCallback ?? ((start: () => void) => setTimeout(start, 50));
whenIdle(() => void start());
