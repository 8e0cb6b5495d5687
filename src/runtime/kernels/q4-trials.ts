/** Trials of the products with weights at 4 bits, of their order and of their rows. */
import type { CodeBytes } from './kernels.ts';
import { trial, type Trial } from './trial.ts';

const vectorTrial = (bytes: CodeBytes): Trial =>
  trial((bench, { rows, columns }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const [x, quantised, out] = [bench.floats(columns), bench.room(columns), bench.room(rows)];
    const bias = bench.floats(rows);
    return (kernels) => {
      kernels.quantise(x, columns, quantised, 0, columns / 32, 32, bytes);
      kernels.q4Vector(out, q, scales, minimums, 0, rows, columns, quantised, 0, 0, bytes);
      const half = (rows >> 3) * 4;
      kernels.q4Vector(out, q, scales, minimums, half, rows, columns, quantised, 1, bias, bytes);
      return bench.read(out, rows);
    };
  });

const matrixTrial = (bytes: CodeBytes): Trial =>
  trial((bench, { rows, columns, count }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const [x, bias] = [bench.floats(columns * count), bench.floats(rows)];
    const [quantised, out] = [bench.room(columns * count), bench.room(rows * count)];
    const [stride, half] = [rows * 4, (rows >> 3) * 4];
    return (kernels) => {
      const size = kernels.quantisedBytes(columns);
      for (let i = 0; i < count; i++) {
        const to = quantised + i * size;
        kernels.quantise(x + i * columns * 4, columns, to, 0, columns / 32, 32, bytes);
      }
      kernels.q4Matrix(
        out,
        stride,
        q,
        scales,
        minimums,
        0,
        rows,
        columns,
        32,
        quantised,
        count,
        0,
        bias,
        bytes,
      );
      kernels.q4Matrix(
        out,
        stride,
        q,
        scales,
        minimums,
        half,
        rows,
        columns,
        32,
        quantised,
        count,
        1,
        0,
        bytes,
      );
      return bench.read(out, rows * count);
    };
  });

export const q4Trials = {
  q4Quads: trial((bench, { rows, columns }) => {
    const blocks = (rows * columns) / 32;
    const [source, at, room] = [bench.bytes(blocks * 20), bench.room(blocks * 5), bench.room(columns / 2)];
    return (kernels) => {
      bench.view.u8(at, blocks * 20).set(bench.view.u8(source, blocks * 20));
      kernels.q4Quads(at, at + blocks * 16, at + blocks * 18, rows, columns, 32, room);
      return Float32Array.from(bench.view.u8(at, blocks * 20));
    };
  }),
  q4Vector: vectorTrial(1),
  'q4Vector, exact': vectorTrial(2),
  q4Matrix: matrixTrial(1),
  'q4Matrix, exact': matrixTrial(2),
  q4Row: trial((bench, { rows, columns }) => {
    const { q, scales, minimums } = bench.weights(rows, columns);
    const out = bench.room(columns);
    return (kernels) => {
      kernels.q4Row(out, q, scales, minimums, rows - 1, columns, 32);
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
        kernels.quantise(x + i * width * 4, width, to, 0, width / 64, 64, 2);
      }
      const stride = rows * 2 * 4;
      kernels.q4Matrix(out, stride, q, scales, minimums, 0, rows, width, 64, quantised, count, 0, bias, 2);
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
} satisfies Record<string, Trial>;
