/** What one of the threads that share a voice's layers works with, and the steps that all layers consist of. */
import type { Crew } from '../../kernels/crew.ts';
import type { CodeBytes, Kernels } from '../../kernels/kernels.ts';
import { divisionOf, type Division, type Range } from './division.ts';
import { CHUNK, type Scratch } from './scratch.ts';
import type { VoiceShape } from './shape.ts';
import { BLOCK, type Linear, type Norm } from './weights.ts';

export class Workbench {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  readonly shape: VoiceShape;
  readonly scratch: Scratch;
  readonly crew: Crew;
  /** This thread's own of the scratch that each has. */
  readonly normed: number;
  readonly own: number;
  readonly room: number;
  readonly division: Division;
  /** Where each thread's part of what is attended to lies, quantised `[CHUNK]`; and of what `down` takes. */
  readonly attended: readonly number[];
  readonly active: readonly number[];
  /** Bytes of an activation's code in the pass that runs. */
  codeBytes: CodeBytes = 1;

  constructor(memory: WebAssembly.Memory, kernels: Kernels, shape: VoiceShape, scratch: Scratch, crew: Crew) {
    this.memory = memory;
    this.kernels = kernels;
    this.shape = shape;
    this.scratch = scratch;
    this.crew = crew;
    this.division = divisionOf(shape, crew.threads);
    const placed = (address: number, ranges: readonly Range[]): number[] =>
      ranges.map(({ begin }) => address + CHUNK * kernels.quantisedBytes(begin));
    this.attended = placed(scratch.quantised, this.division.attended);
    this.active = placed(scratch.active, this.division.inner);
    this.normed = scratch.normed + crew.index * shape.hidden * 4;
    this.own = scratch.own + crew.index * kernels.quantisedBytes(shape.hidden);
    this.room = scratch.room + crew.index * scratch.roomBytes;
  }

  /** A token `[hidden]` at `x`, normalised, to `normed`. */
  normalise(x: number, { weight, bias }: Norm): void {
    const { hidden, normEps, architecture } = this.shape;
    if (architecture !== 'opt') {
      this.kernels.rmsNorm(x, weight, hidden, normEps, this.normed);
      return;
    }
    this.kernels.spread(x, 1, hidden, this.normed, 0);
    this.kernels.addNorm(this.normed, this.scratch.nothing, weight, bias, hidden, normEps);
  }

  /** Blocks `begin` to `end` of a vector `[n]` as the products take it. */
  quantise(x: number, n: number, out: number, begin: number, end: number): void {
    this.kernels.quantise(x, n, out, begin, end, BLOCK, this.codeBytes);
  }

  /** Rows `begin` to `end` of a matrix times the vectors, by this thread alone. @param width Numbers from a result to the next. */
  product(
    out: number,
    width: number,
    { q, scales, minimums, columns, bias }: Linear,
    begin: number,
    end: number,
    x: number,
    count: number,
    add: 0 | 1,
  ): void {
    const { kernels } = this;
    const bytes = this.codeBytes;
    const stride = width * 4;
    if (count === 1) kernels.q4Vector(out, q, scales, minimums, begin, end, columns, x, add, bias, bytes);
    else
      kernels.q4Matrix(
        out,
        stride,
        q,
        scales,
        minimums,
        begin,
        end,
        columns,
        BLOCK,
        x,
        count,
        add,
        bias,
        bytes,
      );
  }
}
