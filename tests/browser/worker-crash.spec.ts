/** A worker that dies takes its call with it, and nothing else: the next call starts a new one. */
import type { Vlm } from '../../src/index.ts';
import { expect, sample, test } from './ocelli-test.ts';

declare global {
  interface Window {
    vlm: Vlm;
    photograph: Blob;
  }
}

test('the engine comes back after its worker crashed, with the index it had', async ({
  enginePage,
  site,
}) => {
  await enginePage.evaluate(
    async (url) => {
      const photograph = await (await fetch(url)).blob();
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      await vlm.index.add('coffee', photograph);
      Object.assign(window, { vlm, photograph });
    },
    site.share(sample('coffee.jpg')),
  );

  // Several in the queue, so that the crash surely finds the last one waiting.
  const inFlight = enginePage.evaluate(() => {
    const calls = Array.from({ length: 5 }, () => window.vlm.caption(window.photograph));
    return Promise.allSettled(calls).then((outcomes) =>
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'a caption' : String(outcome.reason.code))),
    );
  });
  const worker = enginePage.workers().find((candidate) => candidate.url().includes('entry'));
  if (!worker) throw new Error('The engine has no worker.');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('crashed by the test');
    });
  });
  expect((await inFlight).at(-1)).toBe('worker-crashed');

  const after = await enginePage.evaluate(async () => {
    const { vlm, photograph } = window;
    const { caption } = await vlm.caption(photograph);
    return { caption, hits: await vlm.search({ text: 'a cup of coffee' }) };
  });
  expect(after.caption).toMatch(/\w+ \w+/);
  expect(after.hits.map(({ id }) => id)).toEqual(['coffee']);
  await expect.poll(() => enginePage.workers().includes(worker)).toBe(false);
});
