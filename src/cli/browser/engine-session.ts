/** The engine of the built page as an object of Node: builds, serves, opens a browser, and asks the bare page. */
import { access, constants, stat } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Answer, Engine, OpenOptions } from '../../app/engine-page.ts';
import type { DeviceInfo, PackInfo } from '../../index.ts';
import type { EngineArguments } from '../arguments.ts';
import { upToDateBuild } from './build.ts';
import { launchChromium } from './chromium.ts';
import { serveDirectory, type StaticServer } from './static-server.ts';

/** A bad input or a failed call: one clear line for standard error. */
export class InputError extends Error {
  override name = 'InputError';
}

type Value<M extends keyof Engine> = Awaited<ReturnType<Engine[M]>> extends Answer<infer T> ? T : never;

/** A browser with the bare page open. Close it, or the command never ends. */
export class EngineSession {
  /** The folder of the build being served. */
  readonly directory: string;
  readonly browser: Browser;
  readonly server: StaticServer;
  /** The profile. */
  readonly #context: BrowserContext;
  #page: Page;

  private constructor(directory: string, browser: Browser, server: StaticServer, page: Page) {
    this.directory = directory;
    this.browser = browser;
    this.server = server;
    this.#context = page.context();
    this.#page = page;
  }

  /** Builds if needed and opens the page; no pack is loaded yet. */
  static async start(device: EngineArguments['device']): Promise<EngineSession> {
    const directory = await upToDateBuild();
    const server = await serveDirectory(directory);
    try {
      const browser = await launchChromium(device);
      const page = await openPage(await browser.newContext(), server);
      return new EngineSession(directory, browser, server, page);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** The bare page in another profile of the same browser, until that browser is closed or `end` is called. */
  async another(): Promise<EngineSession> {
    const page = await openPage(await this.browser.newContext(), this.server);
    return new EngineSession(this.directory, this.browser, this.server, page);
  }

  /** Opens the page anew, in a process of its own: no pack is loaded, but what the profile has stored stays. */
  async reopen(): Promise<void> {
    await this.#page.close();
    this.#page = await openPage(this.#context, this.server);
  }

  /** Closes the profile alone. */
  async end(): Promise<void> {
    await this.#context.close();
  }

  /** Loads the pack. Throws InputError with the engine's words when it can't. */
  async open(options: OpenOptions): Promise<{ pack: PackInfo; device: DeviceInfo }> {
    return this.call('open', options);
  }

  /** Calls a method of the bare page. Throws InputError where the engine refuses. */
  async call<M extends keyof Engine>(method: M, ...args: Parameters<Engine[M]>): Promise<Value<M>> {
    return (await this.timed(method, ...args)).value;
  }

  /** As `call`, with the time that it took in the page. */
  async timed<M extends keyof Engine>(
    method: M,
    ...args: Parameters<Engine[M]>
  ): Promise<{ value: Value<M>; ms: number }> {
    const answer = await this.#page.evaluate(
      ([name, values]) =>
        (window.engine[name] as (...values: unknown[]) => Promise<Answer<unknown>>)(...values),
      [method, args] as [M, unknown[]],
    );
    if (!answer.ok) throw new InputError(answer.message);
    return { value: answer.value as Value<M>, ms: answer.ms };
  }

  /** The address of a file of the disk, for the page. Throws InputError where it can't be read. */
  async picture(path: string): Promise<string> {
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) throw new InputError('No such file.');
    if (!info.isFile()) throw new InputError('Not a file.');
    await access(path, constants.R_OK).catch(() => {
      throw new InputError('The file may not be read.');
    });
    return this.server.share(path);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

async function openPage(context: BrowserContext, server: StaticServer): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.origin}/engine.html`);
  return page;
}
