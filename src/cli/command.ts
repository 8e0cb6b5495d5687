/** What every command does around its work: usage errors, the exit status, a session that is always closed. */
import { UsageError } from './arguments.ts';
import { EngineSession, InputError } from './browser/engine-session.ts';

/** Exit statuses: 0 success, 2 a bad argument or input, 1 anything else. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** Runs `main` and sets the process's exit status; errors become a line on standard error. */
export async function runCommand(usage: string, main: () => Promise<ExitStatus>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
    process.exitCode = error instanceof UsageError || error instanceof InputError ? 2 : 1;
  }
}

/** Opens a session for `work` and closes it whatever happens. */
export async function withSession<T>(
  device: 'auto' | 'webgpu' | 'wasm',
  work: (session: EngineSession) => Promise<T>,
): Promise<T> {
  const session = await EngineSession.start(device);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
