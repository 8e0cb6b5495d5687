/** The steps of `npm test`, in order. Each `run` returns its count of tests or throws an error that says what failed. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.mjs';
import { countPlaywright, countPytest, countVitest } from './count.mjs';
import { trainingPython } from './python.mjs';

const playwrightConfig = 'tests/browser/playwright.config.ts';

/** @type {{ name: string, run: () => { passed: number, failed: number } }[]} */
export const steps = [
  { name: 'format', run: () => check('npm', ['run', '--silent', 'format:check']) },
  { name: 'lint', run: () => check('npm', ['run', '--silent', 'lint']) },
  { name: 'types', run: () => check('npm', ['run', '--silent', 'typecheck']) },
  { name: 'imports', run: () => check('npm', ['run', '--silent', 'depcruise']) },
  { name: 'unit', run: vitest },
  { name: 'python', run: pytest },
  { name: 'build', run: () => check('npm', ['run', '--silent', 'build']) },
  { name: 'library', run: () => check('npm', ['run', '--silent', 'build:lib']) },
  { name: 'browser', run: () => playwright('browser') },
  { name: 'parity', run: () => playwright('parity') },
];

/** A command that counts as one test. */
function check(name, args) {
  return command(name, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a test runner that writes a report, and counts it; a failure that no test owns counts as one. */
function runner(count, run) {
  const folder = mkdtempSync(join(tmpdir(), 'ocelli-tests-'));
  const report = join(folder, 'report');
  try {
    const succeeded = run(report);
    if (!existsSync(report)) throw new Error('The test runner ended before it wrote its report.');
    const { passed, failed, skipped } = count(readFileSync(report, 'utf8'));
    if (skipped > 0) console.error(`${skipped} tests were skipped: none may be.`);
    if (passed + failed + skipped === 0) throw new Error('No test ran.');
    const unowned = !succeeded && failed + skipped === 0 ? 1 : 0;
    return { passed, failed: failed + skipped + unowned };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest() {
  return runner(countVitest, (report) =>
    command('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
  );
}

function playwright(project) {
  return runner(countPlaywright, (report) =>
    command(
      'npx',
      ['playwright', 'test', '--config', playwrightConfig, '--project', project, '--reporter=list,json'],
      {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    ),
  );
}

function pytest() {
  const python = trainingPython();
  return runner(countPytest, (report) =>
    command(python, ['-m', 'pytest', '-q', '--durations=5', 'training/tests', `--junitxml=${report}`]),
  );
}
