/** Every long call takes an AbortSignal: what it asked for stops, and the engine goes on. */
import { expect, sample, test } from './ocelli-test.ts';

test('an aborted caption rejects, and the next one works', async ({ enginePage, site }) => {
  const outcome = await enginePage.evaluate(
    async (url) => {
      const photograph = await (await fetch(url)).blob();
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      const abort = new AbortController();
      const texts: string[] = [];
      const aborted = await vlm
        .caption(photograph, {
          signal: abort.signal,
          onText: (text) => {
            texts.push(text);
            abort.abort();
          },
        })
        .then(
          () => 'a caption',
          (error: { code?: string }) => error.code,
        );
      const textsAtAbort = texts.length;
      const next = await vlm.caption(photograph);
      return { aborted, textsAtAbort, textsAfter: texts.length, next: next.caption };
    },
    site.share(sample('coffee.jpg')),
  );
  expect(outcome.aborted).toBe('aborted');
  expect(outcome.textsAtAbort).toBe(1);
  expect(outcome.textsAfter).toBe(1);
  expect(outcome.next).toMatch(/\w+ \w+/);
});

test('a signal that fired before the call rejects every kind of call', async ({ enginePage, site }) => {
  const codes = await enginePage.evaluate(
    async (url) => {
      const photograph = await (await fetch(url)).blob();
      const signal = AbortSignal.abort();
      const code = (call: Promise<unknown>) =>
        call.then(
          () => 'resolved',
          (error: { code?: string }) => error.code,
        );
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      return [
        await code(window.ocelli.createVlm({ device: 'wasm', signal })),
        await code(vlm.caption(photograph, { signal })),
        await code(vlm.embedImage(photograph, { signal })),
        await code(vlm.embedText('a cup', { signal })),
        await code(vlm.match(photograph, ['a cup'], { signal })),
        await code(vlm.search({ text: 'a cup' }, { signal })),
      ];
    },
    site.share(sample('coffee.jpg')),
  );
  expect(codes).toEqual(Array(6).fill('aborted'));
});

test('loading can be aborted while files arrive', async ({ enginePage }) => {
  const code = await enginePage.evaluate(() => {
    const abort = new AbortController();
    return window.ocelli
      .createVlm({ device: 'wasm', signal: abort.signal, onProgress: () => abort.abort() })
      .then(
        () => 'loaded',
        (error: { code?: string }) => error.code,
      );
  });
  expect(code).toBe('aborted');
});

test('an aborted caption stops in the worker too: what comes next need not wait for its tokens', async ({
  enginePage,
  site,
}) => {
  const { wholeMs, abortedMs } = await enginePage.evaluate(
    async (url) => {
      const photograph = await (await fetch(url)).blob();
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      const long = { beams: 5, minTokens: 50, maxTokens: 50 };
      // From here on the features are cached, and texts have their session.
      await vlm.caption(photograph, { beams: 1 });
      await vlm.embedText('a saucer');
      let startMs = performance.now();
      await vlm.caption(photograph, long);
      const wholeMs = performance.now() - startMs;

      startMs = performance.now();
      const abort = new AbortController();
      await vlm
        .caption(photograph, { ...long, signal: abort.signal, onText: () => abort.abort() })
        .catch(() => undefined);
      await vlm.embedText('a cup');
      return { wholeMs, abortedMs: performance.now() - startMs };
    },
    site.share(sample('coffee.jpg')),
  );
  expect(abortedMs).toBeLessThan(wholeMs / 2);
});
