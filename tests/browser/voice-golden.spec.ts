/**
 * The voice that ships, on WASM, against transformers' Llama on the same dequantised weights: its greedy tokens, and
 * the perplexity of a text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../src/cli/benchmark/page/methods.ts';
import { withDecoderPage } from './decoder-page.ts';
import { expect, root, test } from './ocelli-test.ts';

const voice = join(root, 'public/packs/ocelli-llava');

/** Logits. Choices closer than the first are ties. */
const tie = 0.1;
/** What rounding activations to 8 bits moves a margin by at most (0.14 is its standard deviation). */
const rounding = 0.7;

/** Written by `python -m ocelli.export.voice_golden`. */
const golden = JSON.parse(
  readFileSync(join(root, 'tests/fixtures/golden/ocelli-llava/voice.json'), 'utf8'),
) as {
  prompts: number[][];
  continuations: number[][];
  /** By how much of a logit each token was likelier than the next best. */
  margins: number[][];
  text: number[];
  meanNll: number;
};

test('exact: greedy answers of the voice are those of transformers, token for token', async ({ page }) => {
  await withDecoderPage(
    page,
    async ({ load, run }) => {
      await load({ engine: 'wasm', asPack: true, threads: 1, exact: true });
      for (const [answer, prompt] of golden.prompts.entries()) {
        const expected = golden.continuations[answer] as number[];
        const [, , decoded] = await run([
          { do: 'truncate', length: 0 },
          { do: 'read', ids: prompt },
          { do: 'decode', count: expected.length },
        ]);
        const margins = golden.margins[answer] as number[];
        const at = expected.findIndex((id, i) => id !== decoded?.ids?.[i]);
        expect(decoded?.ids, `its choice ${at} was by ${margins[at]} logits`).toEqual(expected);
      }
      const margins = golden.margins.flat();
      console.log(
        `All ${margins.length} tokens are the same; the closest choice was by ${Math.min(...margins)} logits`,
      );
    },
    voice,
  );
});

test('as it comes: they are those of transformers, but for choices that were close', async ({ page }) => {
  await withDecoderPage(
    page,
    async ({ load, run }) => {
      await load({ engine: 'wasm', asPack: true, threads: 1 });
      /** Margins of the tokens that differ. */
      const different: number[] = [];
      for (const [answer, prompt] of golden.prompts.entries()) {
        const expected = golden.continuations[answer] as number[];
        // What differs is put right before it goes on, so that every token is compared.
        for (let from = 0; from < expected.length;) {
          const start: Step[] =
            from === 0
              ? [
                  { do: 'truncate', length: 0 },
                  { do: 'read', ids: prompt },
                ]
              : [
                  { do: 'truncate', length: prompt.length + from - 1 },
                  { do: 'read', ids: expected.slice(from - 1, from) },
                ];
          const wanted = expected.slice(from, from + 16);
          const [, , decoded] = await run([...start, { do: 'decode', count: wanted.length }]);
          const at = wanted.findIndex((id, i) => id !== decoded?.ids?.[i]);
          if (at >= 0) different.push(golden.margins[answer]?.[from + at] as number);
          from += at < 0 ? wanted.length : at + 1;
        }
      }
      const clear = golden.margins.flat().filter((margin) => margin >= tie).length;
      const wrong = different.filter((margin) => margin >= tie);
      const ties = different.length - wrong.length;
      console.log(
        `${clear - wrong.length} of ${clear} tokens are the same, the others were chosen by ${wrong.join(', ')};` +
          ` ${ties} near ties went the other way`,
      );
      expect(wrong.filter((margin) => margin >= rounding)).toEqual([]);
      expect(wrong.length).toBeLessThan(0.02 * clear);
    },
    voice,
  );
});

test("a text's perplexity, as it comes, is within 1 % of what transformers gives on the same weights", async ({
  enginePage,
  site,
}) => {
  const { text } = golden;
  const { meanNll } = await enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
    weights: site.share(join(voice, 'voice.bin')),
    description: site.share(join(voice, 'voice.json')),
    threads: 1,
    prompts: [],
    tokens: 0,
    text,
  });
  const ratio = Math.exp((meanNll as number) - golden.meanNll);
  console.log(
    `Perplexity ${Math.exp(meanNll as number).toFixed(3)} over ${text.length} tokens: ${ratio.toFixed(6)} of the reference's`,
  );
  expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
});
