/** The first half of the feed-forward layers: what their second matrix takes, quantised, to `scratch.active`. */
import { share } from '../../kernels/crew.ts';
import type { OptShape } from './shape.ts';
import { BLOCK, type LayerWeights } from './weights.ts';
import type { Workbench } from './workbench.ts';

export function feedForward(bench: Workbench, { mlpNorm, up }: LayerWeights, count: number): void {
  const { kernels, scratch, shape, crew } = bench;
  const { inner } = shape;
  const x = bench.normalised(mlpNorm, count);
  const [begin, end] = share(crew, inner, 32);
  const opt = shape.architecture === 'opt';
  bench.product(scratch.up, up.rows, up, begin, end, x, count, 0, up.bias);
  if (!opt) bench.product(scratch.up, up.rows, up, inner + begin, inner + end, x, count, 0, up.bias);
  const size = kernels.quantisedBytes(inner);
  for (let token = 0; token < count; token++) {
    const row = scratch.up + token * up.rows * 4;
    const part = row + begin * 4;
    if (opt) activate(bench, shape, part, end - begin);
    else kernels.swiGlu(part, part + inner * 4, end - begin, part);
    bench.quantise(row, inner, scratch.active + token * size, begin / BLOCK, end / BLOCK);
  }
  crew.meet();
}

function activate({ kernels }: Workbench, { activation }: OptShape, x: number, n: number): void {
  if (activation === 'gelu') kernels.gelu(x, n);
  else kernels.relu(x, n);
}
