/** The Python environment of training/: made once, and again whenever its requirements change. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';

/** Resolves to the path of the interpreter of training/.venv, with the requirements installed. */
export async function trainingPython(output) {
  const folder = 'training/.venv';
  const requirements = 'training/requirements.txt';
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'requirements.sha256');
  const sha256 = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sha256) return python;
  const made =
    (await command(output, 'python3', ['-m', 'venv', folder])) &&
    (await command(output, python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]));
  if (!made)
    throw new Error(`The Python environment could not be made from ${requirements}; pip's reason is above.`);
  writeFileSync(stamp, sha256);
  return python;
}
