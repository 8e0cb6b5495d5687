/**
 * What the tests need of the machine beyond Node: a browser, a software GPU driver, a C compiler, Python with venv.
 * Missing Debian packages are installed; where that is not allowed, the error says what to run.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const succeeds = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function hasLavapipe() {
  try {
    return readdirSync('/usr/share/vulkan/icd.d').some((name) => name.startsWith('lvp_icd'));
  } catch {
    return false;
  }
}

const needs = [
  { packages: ['chromium'], present: () => succeeds(process.env.CHROMIUM ?? 'chromium', '--version') },
  { packages: ['mesa-vulkan-drivers'], present: hasLavapipe },
  { packages: ['gcc', 'libc6-dev'], present: () => succeeds('gcc', '--version') },
  {
    packages: ['python3', 'python3-venv'],
    present: () => succeeds('python3', '-c', 'import venv, ensurepip'),
  },
];

/** Installs whichever packages are missing. Ends the process with the command to run when it cannot. */
export function prepareMachine() {
  const packages = needs.filter((need) => !need.present()).flatMap((need) => need.packages);
  if (packages.length === 0) return;
  const remedy = `Run: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  const root = process.getuid?.() === 0;
  if (!succeeds('apt-get', '--version') || (!root && !succeeds('sudo', '-n', 'true'))) {
    console.error(`The tests need ${packages.join(', ')}. ${remedy}`);
    process.exit(1);
  }
  console.log(`Installing ${packages.join(', ')}`);
  const aptGet = (...args) => {
    const command = [
      ...(root ? [] : ['sudo', '-n']),
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-qq',
      ...args,
    ];
    return spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  if (!aptGet('update') || !aptGet('install', '-y', '--no-install-recommends', ...packages)) {
    console.error(`Installing ${packages.join(', ')} failed. ${remedy}`);
    process.exit(1);
  }
}
