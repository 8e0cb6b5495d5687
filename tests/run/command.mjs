/** Running one command of a test step. */
import { spawnSync } from 'node:child_process';

/** Runs a command with its output shown. Returns whether it ended with status 0. */
export function command(name, args, env = {}) {
  const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } };
  const { status, error } = spawnSync(name, args, options);
  if (error) console.error(`${name} did not start: ${error.message}`);
  return status === 0;
}
