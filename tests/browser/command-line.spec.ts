/** The command line, run as a script would run it. */
import { expect, fixture, sample, test } from './ocelli-test.ts';
import { runScript } from './run-script.ts';

const ocelli = (...args: string[]) => runScript('ocelli', args);

test('caption --json prints one object a photograph', async () => {
  const { status, rows, stderr } = await ocelli(
    'caption',
    sample('cat.png'),
    sample('coffee.jpg'),
    '--json',
    '--device',
    'wasm',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(rows.map(({ image }) => image)).toEqual([sample('cat.png'), sample('coffee.jpg')]);
  for (const row of rows) {
    expect(row.caption).toMatch(/\w+ \w+/);
    expect(row.device).toBe('wasm');
    for (const number of ['tokens', 'msVision', 'msFirstToken', 'msTotal']) {
      expect(row[number], number).toBeGreaterThan(0);
    }
  }
});

test('a bad input costs one line on standard error and exit status 2, and the batch goes on', async () => {
  const images = [
    sample('cat.png'),
    fixture('text.jpg'),
    fixture('empty.jpg'),
    '/no/such/file.jpg',
    sample('coffee.jpg'),
  ];
  const { status, rows, stderr } = await ocelli('caption', ...images, '--json', '--device', 'wasm');
  expect(status).toBe(2);
  expect(rows.map(({ image }) => image)).toEqual([sample('cat.png'), sample('coffee.jpg')]);
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain(fixture('text.jpg'));
  expect(lines[1]).toContain(fixture('empty.jpg'));
  expect(lines[2]).toContain('/no/such/file.jpg');
});

test('without --json the caption is readable text', async () => {
  const { status, stdout } = await ocelli('caption', sample('cat.png'), '--device', 'wasm');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toMatch(/cat\.png\t\w+ \w+/);
});

test('embed prints a vector of length 1', async () => {
  const { rows } = await ocelli('embed', sample('cat.png'), '--json', '--device', 'wasm');
  const embedding = rows[0]?.embedding as number[];
  expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
});

test('match ranks the text that fits above the one that does not', async () => {
  const { rows } = await ocelli(
    'match',
    sample('cat.png'),
    'a cat',
    'a rocket on its launch pad',
    '--json',
    '--device',
    'wasm',
  );
  expect(rows.map(({ text }) => text)).toEqual(['a cat', 'a rocket on its launch pad']);
  expect(Number(rows[0]?.score)).toBeGreaterThan(Number(rows[1]?.score));
  for (const { itm } of rows) expect(Number(itm)).toBeGreaterThan(0);
});

test('search ranks the photographs', async () => {
  const images = [sample('rocket.jpg'), sample('cat.png'), sample('coffee.jpg')];
  const { rows } = await ocelli('search', 'a cat', ...images, '--json', '--device', 'wasm');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ rank: 1, image: sample('cat.png') });
});

test('packs lists the pack with its licence', async () => {
  const { status, rows } = await ocelli('packs', '--json');
  expect(status).toBe(0);
  expect(rows[0]).toMatchObject({ id: 'ocelli-blip', licence: 'Apache-2.0' });
});

test('a wrong argument shows the usage and exits with 2', async () => {
  const { status, stderr, stdout } = await ocelli('describe', sample('cat.png'));
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('Usage');
});
