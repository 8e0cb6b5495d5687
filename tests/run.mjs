/**
 * `npm test`: every check of the project, from a bare Debian machine with Node. What builds comes first; then the page's
 * tests and the checks of the code run side by side, since a browser's tests wait for much of their time.
 * All steps run even when an earlier one failed; the last line is the sum, `N passed, N failed`.
 * Usage: npm test [-- --only STEP[,STEP…]]
 */
import { parseArgs } from 'node:util';
import { prepareMachine } from './run/machine.mjs';
import { aside, live } from './run/output.mjs';
import { building, code, page } from './run/steps.mjs';

const steps = [...building, ...code, ...page];
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = chooseSteps(values.only?.split(','));

prepareMachine();
const [first, codeSteps, pageSteps] = [building, code, page].map((lane) =>
  lane.filter((step) => chosen.includes(step)),
);
const results = await runLane(first, live);
const sideBySide = codeSteps.length > 0 && pageSteps.length > 0;
const lanes = [runLane(codeSteps, sideBySide ? aside : live), runLane(pageSteps, live)];
summarise([...results, ...(await Promise.all(lanes)).flat()]);

/** One step after another. @param output Makes the output of a step. */
async function runLane(lane, output) {
  const done = [];
  for (const step of lane) done.push(await runStep(step, output()));
  return done;
}

function chooseSteps(names) {
  const unknown = (names ?? []).filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step named ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
    process.exit(2);
  }
  return names ? steps.filter((step) => names.includes(step.name)) : steps;
}

async function runStep(step, output) {
  output.write(`\n=== ${step.name}\n`);
  const startMs = Date.now();
  let count;
  try {
    count = await step.run(output);
  } catch (error) {
    output.write(`${error.message}\n`);
    count = { passed: 0, failed: 1 };
  }
  const seconds = (Date.now() - startMs) / 1000;
  output.write(`=== ${step.name}: ${count.failed === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s\n`);
  output.end();
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
