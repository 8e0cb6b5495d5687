/** A worker that dies takes its call with it, and nothing else: the next call starts a new one. */
import { expect, sample, test } from './ocelli-test.ts';

test('the engine comes back after its worker crashed, with the index it had', async ({ enginePage, site }) => {
  await enginePage.evaluate(async (url) => {
    const photograph = await (await fetch(url)).blob();
    const vlm = await window.ocelli.createVlm({ device: 'wasm' });
    await vlm.index.add('coffee', photograph);
    Object.assign(window, { vlm, photograph });
  }, site.share(sample('coffee.jpg')));

  const inFlight = enginePage.evaluate(() => {
    const { vlm, photograph } = window as unknown as { vlm: import('../../src/index.ts').Vlm; photograph: Blob };
    return vlm.caption(photograph, { onText: () => {} }).then(
      () => 'a caption',
      (error: { code?: string }) => error.code,
    );
  });
  const [worker] = enginePage.workers().filter(({ url }) => url().includes('entry'));
  if (!worker) throw new Error('The engine has no worker.');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('crashed by the test');
    });
  });
  expect(['worker-crashed', 'a caption']).toContain(await inFlight);

  const after = await enginePage.evaluate(async () => {
    const { vlm, photograph } = window as unknown as { vlm: import('../../src/index.ts').Vlm; photograph: Blob };
    const { caption } = await vlm.caption(photograph);
    return { caption, hits: await vlm.search({ text: 'a cup of coffee' }) };
  });
  expect(after.caption).toMatch(/\w+ \w+/);
  expect(after.hits.map(({ id }) => id)).toEqual(['coffee']);
  expect(enginePage.workers()).not.toContain(worker);
});
