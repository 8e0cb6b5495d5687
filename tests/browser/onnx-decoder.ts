/** An ONNX decoder in the hub's layout, run by the built app's worker, against transformers' Llama on the same weights. */
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import type { DecoderTrialResult, OnnxTrial } from '../../src/protocol/decoder-trial.ts';
import { readGolden } from './decoder-page.ts';
import { expect, root } from './ocelli-test.ts';

/** Every matrix of two layers, and the two parts of the head. */
export const products = 2 * 4 + 2;

/** The graphs by the inputs that they take. */
const graphs = {
  inputs_embeds: { decoder: 'decoder_model_merged.onnx', embedTokens: 'embed_tokens.onnx' },
  'input_ids and position_ids': { decoder: 'model.onnx' },
};

export const layouts = Object.keys(graphs) as (keyof typeof graphs)[];

/** Reads the golden prompt, whole, in a fork, after words taken back, and all once more; expects the golden tokens. */
export async function expectGoldenTokens(
  page: Page,
  site: StaticServer,
  layout: keyof typeof graphs,
  where: Pick<OnnxTrial, 'device' | 'fold'>,
): Promise<DecoderTrialResult> {
  const { prompt, greedy } = await readGolden();
  const folder = site.shareFolder(join(root, 'tests/fixtures/voice'));
  const addresses = Object.fromEntries(
    Object.entries(graphs[layout]).map(([part, name]) => [part, `${folder}/${name}`]),
  ) as { decoder: string };
  const result = await page.evaluate((params) => window.ocelli.tryDecoder(params), {
    weights: `${folder}/voice.bin`,
    description: `${folder}/voice.json`,
    threads: 1,
    onnx: { ...addresses, ...where },
    prompts: [prompt, prompt],
    tokens: greedy.length,
    detours: true,
  });
  expect(result.build).toBe('onnx');
  expect(result.runs.map(({ ids }) => ids)).toEqual(Array(6).fill(greedy));
  return result;
}
