/** The layers of a decoder-only transformer, as one of the threads that share them sees them. */
import { share } from '../../kernels/crew.ts';
import { Attention } from './attention.ts';
import { feedForward } from './feed-forward.ts';
import type { Pass } from './pass.ts';
import { BLOCK, type VoiceWeights } from './weights.ts';
import type { Workbench } from './workbench.ts';

export class Forward {
  readonly #bench: Workbench;
  readonly #weights: VoiceWeights;
  readonly #attention: Attention;

  constructor(bench: Workbench, weights: VoiceWeights) {
    this.#bench = bench;
    this.#weights = weights;
    this.#attention = new Attention(bench);
  }

  /** To be called by every thread of the crew with the same pass. */
  run(pass: Pass): void {
    const { x, quantised, active } = this.#bench.scratch;
    const { count } = pass;
    this.#weights.layers.forEach((layer, index) => {
      this.#attention.run(layer, index, pass);
      this.#bench.project(x, layer.output, quantised, count, 1);
      feedForward(this.#bench, layer, count);
      this.#bench.project(x, layer.down, active, count, 1);
    });
    if (pass.logits) this.#speak(pass.apart ? 0 : count - 1, count);
  }

  /** Logits of the tokens from `first` to the last of `count`, one row after another. */
  #speak(first: number, count: number): void {
    const { kernels, scratch, shape, crew, normed } = this.#bench;
    const { hidden, vocab } = shape;
    const { x, quantised, wide, logits } = scratch;
    const { frequent, first: table8, others } = this.#weights.table;
    const spoken = count - first;
    const [size, wideSize] = [kernels.quantisedBytes(hidden), kernels.wideBytes(hidden)];
    if (crew.index === 0) {
      for (let row = 0; row < spoken; row++) {
        this.#bench.normalise(x + (first + row) * hidden * 4, this.#weights.norm);
        this.#bench.quantise(normed, hidden, quantised + row * size, 0, hidden / BLOCK);
        kernels.quantiseWide(normed, hidden, wide + row * wideSize);
      }
    }
    crew.meet();
    const [begin, end] = share(crew, frequent, 8);
    for (let row = 0; row < spoken; row++) {
      const [out, heard] = [logits + row * vocab * 4, wide + row * wideSize];
      kernels.q8Vector(out, table8.q, table8.scales, begin, end, hidden, heard);
    }
    const [from, to] = share(crew, vocab - frequent, 8);
    this.#bench.product(logits + frequent * 4, vocab, others, from, to, quantised, spoken, 0, 0);
    crew.meet();
  }
}
