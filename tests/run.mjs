/**
 * `npm test`: every check of the project, one step after another, from a bare Debian machine with Node.
 * All steps run even when an earlier one failed; the last line is the sum, `N passed, N failed`.
 * Usage: npm test [-- --only STEP[,STEP…]]
 */
import { parseArgs } from 'node:util';
import { steps } from './run/steps.mjs';
import { prepareMachine } from './run/machine.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = chooseSteps(values.only?.split(','));

prepareMachine();
const results = [];
for (const step of chosen) results.push(runStep(step));
summarise(results);

function chooseSteps(names) {
  const unknown = (names ?? []).filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step named ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
    process.exit(2);
  }
  return names ? steps.filter((step) => names.includes(step.name)) : steps;
}

function runStep(step) {
  console.log(`\n=== ${step.name}`);
  const startMs = Date.now();
  let count;
  try {
    count = step.run();
  } catch (error) {
    console.error(error.message);
    count = { passed: 0, failed: 1 };
  }
  const seconds = (Date.now() - startMs) / 1000;
  console.log(`=== ${step.name}: ${count.failed === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { name: step.name, seconds, ...count };
}

function summarise(results) {
  console.log('\nstep           seconds   passed   failed');
  for (const { name, seconds, passed, failed } of results) {
    const cells = [seconds.toFixed(1).padStart(7), String(passed).padStart(8), String(failed).padStart(8)];
    console.log(`${name.padEnd(14)} ${cells.join(' ')}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
