/** The evaluation command on three photographs and made-up captions: every figure is there and makes sense. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sample, test } from './ocelli-test.ts';
import { runScript } from './run-script.ts';

const captions = {
  'cat.png': ['a cat looks into the camera', 'the face of a cat'],
  'coffee.jpg': ['a cup of coffee on a table', 'coffee with a spoon'],
  'rocket.jpg': ['a rocket lifts off', 'a rocket flies at night'],
};

test('evaluate prints one object with every key', async () => {
  const folder = test.info().outputPath('photographs');
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(captions)) copyFileSync(sample(name), join(folder, name));
  const rows = Object.entries(captions).map(([name, texts]) => JSON.stringify({ name, captions: texts }));
  const file = test.info().outputPath('captions.jsonl');
  writeFileSync(file, `${rows.join('\n')}\n`);
  const out = test.info().outputPath('out.jsonl');

  const result = await runScript('evaluate', [
    '--images',
    folder,
    '--captions',
    file,
    '--json',
    '--out',
    out,
    '--device',
    'wasm',
  ]);
  expect(result.status, result.stderr).toBe(0);
  expect(result.rows).toHaveLength(1);
  const figures = result.rows[0] ?? {};
  expect(figures).toMatchObject({ pack: 'ocelli-blip', device: 'wasm', n: 3 });
  for (const metric of ['cider', 'bleu4', 'rougeL'])
    expect(figures[metric], metric).toBeGreaterThanOrEqual(0);
  expect(figures).toHaveProperty('meteor');
  for (const direction of ['i2t', 't2i', 'i2tReranked', 't2iReranked']) {
    const { r1, r5, r10 } = figures[direction] as Record<string, number>;
    expect(r1).toBeGreaterThanOrEqual(0);
    expect(r5, 'all three are among the first five').toBe(100);
    expect(r10).toBe(100);
  }
  const written = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; caption: string });
  expect(written.map(({ name }) => name).sort()).toEqual(Object.keys(captions));
  for (const { caption } of written) expect(caption).toMatch(/\w+ \w+/);
});
