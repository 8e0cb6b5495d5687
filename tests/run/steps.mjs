/** The steps of `npm test`, in order. Each `run` returns its count of tests or throws an error that says what failed. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.mjs';
import { countPlaywright, countPytest, countVitest } from './count.mjs';
import { trainingPython } from './python.mjs';

const playwrightConfig = 'tests/browser/playwright.config.ts';

/** @typedef {{ name: string, run: (output: import('./output.mjs').Output) => Promise<{ passed: number, failed: number }> }} Step */

/** @type {Step[]} */
export const building = [
  { name: 'build', run: (output) => check(output, 'npm', ['run', '--silent', 'build']) },
  { name: 'library', run: (output) => check(output, 'npm', ['run', '--silent', 'build:lib']) },
];

/** @type {Step[]} */
export const code = [
  { name: 'format', run: (output) => check(output, 'npm', ['run', '--silent', 'format:check']) },
  { name: 'lint', run: (output) => check(output, 'npm', ['run', '--silent', 'lint']) },
  { name: 'types', run: (output) => check(output, 'npm', ['run', '--silent', 'typecheck']) },
  { name: 'imports', run: (output) => check(output, 'npm', ['run', '--silent', 'depcruise']) },
  { name: 'unit', run: vitest },
  { name: 'python', run: pytest },
];

/** @type {Step[]} */
export const page = [
  { name: 'browser', run: (output) => playwright(output, 'browser') },
  { name: 'parity', run: (output) => playwright(output, 'parity') },
];

/** A command that counts as one test. */
async function check(output, name, args) {
  return (await command(output, name, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a test runner that writes a report, and counts it; a failure that no test owns counts as one. */
async function runner(output, count, run) {
  const folder = mkdtempSync(join(tmpdir(), 'ocelli-tests-'));
  const report = join(folder, 'report');
  try {
    const succeeded = await run(report);
    if (!existsSync(report)) throw new Error('The test runner ended before it wrote its report.');
    const { passed, failed, skipped } = count(readFileSync(report, 'utf8'));
    if (skipped > 0) output.write(`${skipped} tests were skipped: none may be.\n`);
    if (passed + failed + skipped === 0) throw new Error('No test ran.');
    const unowned = !succeeded && failed + skipped === 0 ? 1 : 0;
    return { passed, failed: failed + skipped + unowned };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(output) {
  return runner(output, countVitest, (report) =>
    command(output, 'npx', [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
  );
}

function playwright(output, project) {
  return runner(output, countPlaywright, (report) =>
    command(
      output,
      'npx',
      ['playwright', 'test', '--config', playwrightConfig, '--project', project, '--reporter=list,json'],
      {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    ),
  );
}

async function pytest(output) {
  const python = await trainingPython(output);
  return runner(output, countPytest, (report) =>
    command(output, python, [
      '-m',
      'pytest',
      '-q',
      '--durations=5',
      'training/tests',
      `--junitxml=${report}`,
    ]),
  );
}
