/** Chromium, and a server that has the benchmark's page, the installed packages and the models. */
import type { Browser, Page } from '@playwright/test';
import { benchmarkPage, upToDateBenchmarkPage } from '../browser/build.ts';
import { launchChromium } from '../browser/chromium.ts';
import { serveDirectory, type StaticServer } from '../browser/static-server.ts';

export class PageHost {
  readonly browser: Browser;
  readonly server: StaticServer;

  private constructor(browser: Browser, server: StaticServer) {
    this.browser = browser;
    this.server = server;
  }

  static async start(device: 'wasm' | 'webgpu'): Promise<PageHost> {
    const server = await serveDirectory(await upToDateBenchmarkPage());
    return new PageHost(await launchChromium(device), server);
  }

  /** The benchmark's page in a profile, and so a process, of its own. */
  async newPage(): Promise<Page> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${this.server.origin}/${benchmarkPage}`);
    await page.waitForFunction(() => 'competitor' in window);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
