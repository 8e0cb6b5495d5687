/** This project's own decoders, on the benchmark's page. */
import type { LoadRequest, StepResult } from './page/methods.ts';
import type { Contestant, Running, Times } from './contestant.ts';
import { withHostTime } from './host-time.ts';
import type { PageHost } from './page-host.ts';
import type { Prompt } from './prompts.ts';

/** @param voice Address of the voice's folder on the host's server. */
export function ocelliContestant(
  host: PageHost,
  voice: string,
  request: Omit<LoadRequest, 'voice'> & { threads: number },
): Contestant {
  return {
    engine: 'ocelli',
    dtype: `q4${request.capture === false ? ', not captured' : ''}${request.exact ? ', exact' : ''}`,
    device: request.engine,
    threads: request.threads,
    open: () => open(host, { ...request, voice }),
  };
}

async function open(host: PageHost, request: LoadRequest): Promise<Running> {
  const page = await host.newPage();
  const loaded = await page.evaluate((argument) => window.decoder('load', argument), request);
  const run = (steps: Parameters<Window['decoder']>[1]): Promise<StepResult[]> =>
    page.evaluate((argument) => window.decoder('run', argument as never), steps) as Promise<StepResult[]>;
  return {
    loadMs: loaded.ms,
    memoryMB: loaded.bytes / 1e6,
    async time({ ids }: Prompt, count: number): Promise<Times> {
      const steps = [
        { do: 'truncate', length: 0 },
        { do: 'read', ids },
        { do: 'decode', count },
      ];
      const timed = () => run(steps as never);
      const { value, hostMs } =
        request.engine === 'webgpu' ? await withHostTime(page, timed) : { value: await timed() };
      const [, read, decoded] = value;
      const [prefillMs, decodeMs] = [read?.ms ?? NaN, decoded?.ms ?? NaN];
      return {
        firstTokenMs: prefillMs + (decoded?.firstMs ?? NaN),
        prefillMs,
        decodeMs: decodeMs - (decoded?.firstMs ?? NaN),
        tokens: count,
        ...(hostMs !== undefined && { hostMs }),
        ids: decoded?.ids ?? [],
      };
    },
    close: () => page.context().close(),
  };
}
