/** Starts the page: the shell paints first, the model loads when the browser has a moment. */
import { Installation } from './install/installation.ts';
import { takeLaunched } from './install/launch-intake.ts';
import './install/update-prompt.ts';
import './shell/ocelli-app.ts';

const installation = new Installation();
const prompt = document.createElement('update-prompt');
prompt.installation = installation;
document.body.append(prompt);

const app = document.querySelector('ocelli-app')?.app;
if (app) {
  void takeLaunched((pictures) => app.importer.add(pictures));
  const whenIdle = window.requestIdleCallback ?? ((start: () => void) => setTimeout(start, 50));
  whenIdle(() => void installation.start(app.engine.load()));
}
