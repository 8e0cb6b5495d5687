/** Runs one of the project's npm scripts as a shell would. */
import { spawn } from 'node:child_process';
import { root } from './ocelli-test.ts';

export interface ScriptResult {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as one JSON object a line; empty where it is something else. */
  rows: Record<string, unknown>[];
}

/** Waits for `npm run --silent <script> -- <args>` to end. */
export function runScript(script: string, args: string[]): Promise<ScriptResult> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr, rows: jsonLines(stdout) }));
  });
}

function jsonLines(text: string): Record<string, unknown>[] {
  try {
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  } catch {
    return [];
  }
}
