/** Caption scores by pycocoevalcap, in a Python environment that is made when it is first needed. */
import { execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../browser/build.ts';

export interface CaptionScores {
  /** CIDEr-D as a fraction: 1.0 is about what one person scores against the others on COCO. */
  cider: number;
  bleu4: number;
  rougeL: number;
  /** null where Java is absent. */
  meteor: number | null;
  /** The PTB tokenizer needs Java; `plain` is lower case without punctuation. */
  tokenizer: 'ptb' | 'plain';
}

const run = promisify(execFile);
const folder = join(root, 'training/evaluate');
const environment = join(root, 'training/.venv-evaluate');

/** Scores each caption against its references. Throws where Python or its packages can't be had. */
export async function scoreCaptions(
  rows: readonly { caption: string; captions: string[] }[],
): Promise<CaptionScores> {
  const python = await preparePython();
  const child = spawn(python, [join(folder, 'score.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  child.stdin.end(JSON.stringify({ rows: rows.map(({ caption, captions }) => ({ caption, captions })) }));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`The captions could not be scored:\n${complaints}`);
  return JSON.parse(output) as CaptionScores;
}

/** The environment's interpreter, with the requirements of score.py as they stand now. */
async function preparePython(): Promise<string> {
  const python = join(environment, 'bin/python');
  const requirements = join(folder, 'requirements.txt');
  const installed = join(environment, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  if ((await readFile(installed, 'utf8').catch(() => '')) === wanted) return python;
  process.stderr.write('Installing pycocoevalcap…\n');
  try {
    await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', requirements]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The scores need Python 3 with venv (Debian: apt-get install python3-venv). ${reason}`, {
      cause: error,
    });
  }
  await writeFile(installed, wanted);
  return python;
}
