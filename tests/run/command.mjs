/** Running one command of a test step. */
import { spawn } from 'node:child_process';

/**
 * Runs a command with its output shown. Resolves to whether it ended with status 0.
 * @param {import('./output.mjs').Output} output
 */
export function command(output, name, args, env = {}) {
  const options = { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    const child = spawn(name, args, options);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => output.write(text));
    child.on('error', (error) => {
      output.write(`${name} did not start: ${error.message}\n`);
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
}
