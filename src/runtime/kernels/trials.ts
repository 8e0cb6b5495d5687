/**
 * One small computation for each kernel, to be run with two sets of kernels and compared: by the self-test when a
 * module is loaded, by the unit tests over random shapes.
 */
import type { Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import { TrialBench } from './trial-bench.ts';

/** Sizes and numbers of a trial. */
export interface TrialShape {
  /** A multiple of 4. */
  rows: number;
  /** A multiple of 32. */
  columns: number;
  /** Vectors in a matrix product, heads of an attention. */
  count: number;
  /** Tokens attended to. */
  length: number;
  /** Uniform, from 0 to 1. */
  random: () => number;
}

/** Fills memory once; what it returns runs a kernel on it and gives the result as a copy. */
export type Trial = (heap: Heap, shape: TrialShape) => (kernels: Kernels) => Float32Array;

const DIM = 64;
const PAGE_LENGTH = 4;

const trial =
  (prepare: (bench: TrialBench, shape: TrialShape) => (kernels: Kernels) => Float32Array): Trial =>
  (heap, shape) =>
    prepare(new TrialBench(heap, shape.random), shape);

type Four = [number, number, number, number];

/** Result of a kernel with one number. */
const single = (value: number): Float32Array => new Float32Array([value]);

export const trials = {
  q4Quads: trial((bench, { rows, columns }) => {
    const blocks = (rows * columns) / 32;
    const [source, at, room] = [bench.bytes(blocks * 20), bench.room(blocks * 5), bench.room(columns / 2)];
    return (kernels) => {
      bench.view.u8(at, blocks * 20).set(bench.view.u8(source, blocks * 20));
      kernels.q4Quads(at, at + blocks * 16, at + blocks * 18, rows, columns, 32, room);
      return Float32Array.from(bench.view.u8(at, blocks * 20));
    };
  }),
  q4Vector: trial((bench, { rows, columns }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const [x, quantised, out] = [bench.floats(columns), bench.room(columns), bench.room(rows)];
    const bias = bench.floats(rows);
    return (kernels) => {
      kernels.quantise(x, columns, quantised, 0, columns / 32, 32);
      kernels.q4Vector(out, q, scales, minimums, 0, rows, columns, quantised, 0, 0);
      kernels.q4Vector(out, q, scales, minimums, (rows >> 3) * 4, rows, columns, quantised, 1, bias);
      return bench.read(out, rows);
    };
  }),
  q4Matrix: trial((bench, { rows, columns, count }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const x = bench.floats(columns * count);
    const [quantised, out] = [bench.room(columns * count), bench.room(rows * count)];
    return (kernels) => {
      const size = kernels.quantisedBytes(columns);
      const half = (rows >> 3) * 4;
      for (let i = 0; i < count; i++)
        kernels.quantise(x + i * columns * 4, columns, quantised + i * size, 0, columns / 32, 32);
      kernels.q4Matrix(out, rows * 4, q, scales, minimums, 0, rows, columns, 32, quantised, count, 0, 0);
      kernels.q4Matrix(out, rows * 4, q, scales, minimums, half, rows, columns, 32, quantised, count, 1, 0);
      return bench.read(out, rows * count);
    };
  }),
  q4Row: trial((bench, { rows, columns }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const out = bench.room(columns);
    return (kernels) => {
      kernels.q4Row(out, q, scales, minimums, rows - 1, columns, 32);
      return bench.read(out, columns);
    };
  }),
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
  attention: trial((bench, { count: heads, length }) => {
    const pages = Array.from({ length: Math.ceil(length / PAGE_LENGTH) }, () =>
      bench.floats(2 * PAGE_LENGTH * DIM),
    );
    const table = bench.room(pages.length);
    bench.view.u32(table, pages.length).set(pages);
    const [query, out] = [bench.floats(heads * DIM), bench.room(heads * DIM)];
    const scores = bench.room(length * 4);
    const values = PAGE_LENGTH * DIM * 4;
    return (kernels) => {
      kernels.attention(out, query, heads, table, 0, values, PAGE_LENGTH, length, DIM, 0.125, scores);
      return bench.read(out, heads * DIM);
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
  'q4Quads in blocks of 64': trial((bench, { rows, columns }) => {
    const codes = rows * columns; // 4 bits each, two blocks of 64 a pair of blocks of 32.
    const [source, at, room] = [bench.bytes(codes * 2), bench.room(codes / 2), bench.room(columns)];
    return (kernels) => {
      bench.view.u8(at, codes * 2).set(bench.view.u8(source, codes * 2));
      const halves = at + codes;
      kernels.q4Quads(at, halves, halves + codes / 16, rows, columns * 2, 64, room);
      return Float32Array.from(bench.view.u8(at, codes + codes / 8));
    };
  }),
  'q4Matrix in blocks of 64 with a bias': trial((bench, { rows, columns, count }) => {
    const width = columns * 2;
    const { q, scales, minimums } = bench.weights(rows, width);
    const [x, bias, out] = [bench.floats(width * count), bench.floats(rows), bench.room(rows * 2 * count)];
    const quantised = bench.room(width * count);
    return (kernels) => {
      for (let i = 0; i < count; i++) {
        const to = quantised + i * kernels.quantisedBytes(width);
        kernels.quantise(x + i * width * 4, width, to, 0, width / 64, 64);
      }
      const stride = rows * 2 * 4;
      kernels.q4Matrix(out, stride, q, scales, minimums, 0, rows, width, 64, quantised, count, 0, bias);
      return bench.readEach(out, count, rows, stride);
    };
  }),
  'q4Row in blocks of 64': trial((bench, { rows, columns }) => {
    const width = columns * 2;
    const { q, scales, minimums } = bench.weights(rows, width);
    const out = bench.room(width);
    return (kernels) => {
      kernels.q4Row(out, q, scales, minimums, rows - 1, width, 64);
      return bench.read(out, width);
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
  scoreRows: trial((bench, { rows, columns }) => {
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
