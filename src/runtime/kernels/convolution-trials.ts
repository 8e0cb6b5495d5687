/** Trials of the convolutions. */
import type { Window } from './kernels.ts';
import { trial, type Trial } from './trial.ts';

/** A window of `size` every `stride` on a picture, with as much of nothing around it as keeps its sides; and rows of the result. */
function windowOf(
  height: number,
  width: number,
  size: number,
  stride: number,
): { window: Window; rows: number; columns: number } {
  const edge = (size - 1) / 2;
  const along = (side: number): number => Math.floor((side - 1) / stride) + 1;
  const columns = along(width);
  return { window: [height, width, size, stride, edge, edge, columns], rows: along(height), columns };
}

const pointwiseTrial = (most: number): Trial =>
  trial((bench, { rows, columns, length }) => {
    const outputs = Math.ceil(rows / 8) * 8;
    const [x, weights, bias] = [
      bench.floats(length * columns),
      bench.floats(outputs * columns),
      bench.floats(outputs),
    ];
    const [rest, out] = [bench.floats(length * outputs), bench.room(length * outputs)];
    const half = Math.floor(length / 2);
    return (kernels) => {
      kernels.pointwise(out, x, weights, bias, rest, 0, half, columns, outputs, most);
      kernels.pointwise(out, x, weights, bias, 0, half, length, columns, outputs, most);
      return bench.read(out, length * outputs);
    };
  });

const depthwiseTrial = (size: number, stride: number): Trial =>
  trial((bench, { columns: channels, count, length }) => {
    const [height, width] = [count + 2, length];
    const { window, rows, columns } = windowOf(height, width, size, stride);
    const [x, weights] = [bench.floats(height * width * channels), bench.floats(size * size * channels)];
    const [bias, out] = [bench.floats(channels), bench.room(rows * columns * channels)];
    return (kernels) => {
      kernels.depthwise(out, x, weights, bias, channels, ...window, 0, 2, -1);
      kernels.depthwise(out, x, weights, bias, channels, ...window, 2, rows, 6);
      return bench.read(out, rows * columns * channels);
    };
  });

export const convolutionTrials = {
  pointwise: pointwiseTrial(-1),
  'pointwise, ReLU6': pointwiseTrial(6),
  'depthwise, 3 x 3': depthwiseTrial(3, 1),
  'depthwise, 3 x 3, every second': depthwiseTrial(3, 2),
  'depthwise, 5 x 5': depthwiseTrial(5, 1),
  unfold: trial((bench, { count, length }) => {
    const { window, rows, columns } = windowOf(count + 2, length, 3, 2);
    const [x, out] = [bench.floats(3 * (count + 2) * length), bench.room(rows * columns * 28)];
    return (kernels) => {
      kernels.unfold(out, x, 28, 3, ...window, 0, rows, 1.5, -1);
      return bench.read(out, rows * columns * 28);
    };
  }),
} satisfies Record<string, Trial>;
