/** Goes through the steps, on as many threads as there are. */
import { share, type Crew } from '../kernels/crew.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Step } from './step.ts';

/** Pixels that a convolution of 1 x 1 takes together. */
const TOGETHER = 6;

/** @param at Addresses of tensors and weights by name. */
export function forward(
  kernels: Kernels,
  steps: readonly Step[],
  at: ReadonlyMap<string, number>,
  crew: Crew,
): void {
  const addressOf = (name: string): number => at.get(name) as number;
  for (const step of steps) {
    const [out, x] = [addressOf(step.to), addressOf(step.from)];
    if (step.kind === 'pointwise') {
      const { weights, bias, rest, pixels, inputs, outputs, most } = step;
      const [begin, end] = share(crew, pixels, TOGETHER);
      const added = rest === undefined ? 0 : addressOf(rest);
      kernels.pointwise(
        out,
        x,
        addressOf(weights),
        addressOf(bias),
        added,
        begin,
        end,
        inputs,
        outputs,
        most,
      );
    } else {
      const [begin, end] = share(crew, step.rows);
      if (step.kind === 'unfold') {
        const { inputs, channels, window, scale, shift } = step;
        kernels.unfold(out, x, inputs, channels, ...window, begin, end, scale, shift);
      } else {
        const { weights, bias, channels, window, most } = step;
        kernels.depthwise(out, x, addressOf(weights), addressOf(bias), channels, ...window, begin, end, most);
      }
    }
    crew.meet();
  }
}
