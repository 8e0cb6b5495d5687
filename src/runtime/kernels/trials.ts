/**
 * One small computation for each kernel, to be run with two sets of kernels and compared: by the self-test when a
 * module is loaded, by the unit tests over random shapes.
 */
import { attentionTrials } from './attention-trials.ts';
import { convolutionTrials } from './convolution-trials.ts';
import { q4Trials } from './q4-trials.ts';
import { trial, type Trial } from './trial.ts';

const DIM = 64;

type Four = [number, number, number, number];

/** Result of a kernel with one number. */
const single = (value: number): Float32Array => new Float32Array([value]);

export const trials = {
  ...q4Trials,
  ...attentionTrials,
  ...convolutionTrials,
  q8Vector: trial((bench, { rows, columns }) => {
    const [q, scales] = [bench.bytes(rows * columns), bench.halves((rows * columns) / 32, false)];
    const [x, wide, out] = [bench.floats(columns), bench.room(columns), bench.room(rows)];
    return (kernels) => {
      kernels.quantiseWide(x, columns, wide);
      kernels.q8Vector(out, q, scales, 0, rows, columns, wide);
      return bench.read(out, rows);
    };
  }),
  q8Row: trial((bench, { rows, columns }) => {
    const [q, scales] = [bench.bytes(rows * columns), bench.halves((rows * columns) / 32, false)];
    const out = bench.room(columns);
    return (kernels) => {
      kernels.q8Row(out, q, scales, rows - 1, columns);
      return bench.read(out, columns);
    };
  }),
  rmsNorm: trial((bench, { columns }) => {
    const [x, weight, out] = [bench.floats(columns), bench.floats(columns), bench.room(columns)];
    return (kernels) => {
      kernels.rmsNorm(x, weight, columns, 1e-5, out);
      return bench.read(out, columns);
    };
  }),
  rope: trial((bench, { count }) => {
    const [x, turns, out] = [bench.floats(DIM * count), bench.floats(DIM), bench.room(DIM * 2 * count)];
    return (kernels) => {
      kernels.rope(x, count, DIM, turns, out, DIM * 2 * 4);
      return bench.readEach(out, count, DIM, DIM * 2 * 4);
    };
  }),
  spread: trial((bench, { count, columns }) => {
    const [x, out] = [bench.floats(count * columns), bench.room(count * columns * 2)];
    return (kernels) => {
      kernels.spread(x, count, columns, out, columns * 2 * 4);
      return bench.readEach(out, count, columns, columns * 2 * 4);
    };
  }),
  swiGlu: trial((bench, { columns }) => {
    const [gate, up, out] = [bench.floats(columns), bench.floats(columns), bench.room(columns)];
    return (kernels) => {
      kernels.swiGlu(gate, up, columns, out);
      return bench.read(out, columns);
    };
  }),
  add: trial((bench, { columns }) => {
    const [from, y, x] = [bench.floats(columns), bench.floats(columns), bench.room(columns)];
    return (kernels) => {
      bench.view.f32(x, columns).set(bench.view.f32(from, columns));
      kernels.add(x, y, columns, x);
      return bench.read(x, columns);
    };
  }),
  addNorm: trial((bench, { columns }) => {
    const [from, y, weight, bias] = [0, 1, 2, 3].map(() => bench.floats(columns)) as Four;
    const x = bench.room(columns);
    return (kernels) => {
      bench.view.f32(x, columns).set(bench.view.f32(from, columns));
      kernels.addNorm(x, y, weight, bias, columns, 1); // Less, and equal numbers would give but noise.
      return bench.read(x, columns);
    };
  }),
  gelu: trial((bench, { columns }) => {
    const [from, x] = [bench.floats(columns), bench.room(columns)];
    bench.view.f32(from, columns)[0] = 4; // What is left of negative numbers is too small to be compared by its share.
    return (kernels) => {
      bench.view.f32(x, columns).set(bench.view.f32(from, columns));
      kernels.gelu(x, columns);
      return bench.read(x, columns);
    };
  }),
  relu: trial((bench, { columns }) => {
    const [from, x] = [bench.floats(columns), bench.room(columns)];
    return (kernels) => {
      bench.view.f32(x, columns).set(bench.view.f32(from, columns));
      kernels.relu(x, columns);
      return bench.read(x, columns);
    };
  }),
  argmax: trial((bench, { columns }) => {
    const x = bench.floats(columns);
    return (kernels) => single(kernels.argmax(x, columns));
  }),
  scoreRows: trial((bench, { rows: quads, columns }) => {
    const rows = quads - 1; // Not whole fours.
    const [codes, scales] = [bench.bytes(rows * columns), bench.floats(rows)];
    const [query, parts, out] = [bench.floats(columns), bench.room(columns), bench.room(rows)];
    return (kernels) => {
      kernels.scoreRows(out, codes, scales, rows, columns, query, parts);
      return bench.read(out, rows);
    };
  }),
} satisfies Record<string, Trial>;

/** Largest difference of two results, as a share of the largest number of the second. */
export function difference(found: Float32Array, right: Float32Array): number {
  let [most, scale] = [0, 1e-6];
  right.forEach((value, i) => {
    const distance = Math.abs((found[i] as number) - value);
    most = Math.max(most, Number.isNaN(distance) ? Infinity : distance);
    scale = Math.max(scale, Math.abs(value));
  });
  return most / scale;
}
