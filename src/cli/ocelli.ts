/** `npm run --silent ocelli -- <verb>`: the engine of the built page, for scripts and machines without a screen. */
import { parseOcelliArguments } from './arguments.ts';
import { runCommand, withSession } from './command.ts';
import { usage } from './usage.ts';
import { runVerb } from './verbs.ts';

await runCommand(usage, async () => {
  const parsed = parseOcelliArguments(process.argv.slice(2));
  if (parsed.command.verb === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const failed = await withSession(parsed.engine.device, (session) => runVerb(session, parsed));
  return failed === 0 ? 0 : 2;
});
