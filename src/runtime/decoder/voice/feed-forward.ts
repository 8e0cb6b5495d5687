/** The first half of the feed-forward layers: what their second matrix takes, quantised, to `active`, each thread's part. */
import type { Range } from './division.ts';
import type { OptShape } from './shape.ts';
import { BLOCK, type Linear } from './weights.ts';
import type { Workbench } from './workbench.ts';

export function feedForward(bench: Workbench, up: Linear, x: number, count: number): void {
  const { kernels, scratch, shape, crew, active, division } = bench;
  const { begin, end } = division.inner[crew.index] as Range;
  const opt = shape.architecture === 'opt';
  bench.product(scratch.up, up.rows, up, begin, end, x, count, 0);
  if (!opt) bench.product(scratch.up, up.rows, up, shape.inner + begin, shape.inner + end, x, count, 0);
  const to = active[crew.index] as number;
  const size = kernels.quantisedBytes(end - begin);
  for (let token = 0; token < count; token++) {
    const part = scratch.up + (token * up.rows + begin) * 4;
    if (opt) activate(bench, shape, part, end - begin);
    else kernels.swiGlu(part, part + shape.inner * 4, end - begin, part);
    bench.quantise(part, end - begin, to + token * size, 0, (end - begin) / BLOCK);
  }
}

function activate({ kernels }: Workbench, { activation }: OptShape, x: number, n: number): void {
  if (activation === 'gelu') kernels.gelu(x, n);
  else kernels.relu(x, n);
}
