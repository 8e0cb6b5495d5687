/** The layers of a decoder-only transformer, as one of the threads that share them sees them. */
import { share } from '../../kernels/crew.ts';
import { Attention } from './attention.ts';
import { partsOf } from './division.ts';
import { feedForward } from './feed-forward.ts';
import type { Pass } from './pass.ts';
import { Residual } from './residual.ts';
import { BLOCK, type LayerWeights, type Linear, type VoiceWeights } from './weights.ts';
import type { Workbench } from './workbench.ts';

/** Rows of the word table that stay near while all tokens that speak are multiplied with them. */
const ROWS = 128;

/** A layer, and what is divided of it. */
interface Layer {
  weights: LayerWeights;
  output: readonly Linear[];
  down: readonly Linear[];
}

export class Forward {
  readonly #bench: Workbench;
  readonly #weights: VoiceWeights;
  readonly #layers: readonly Layer[];
  readonly #residual: Residual;
  readonly #attention: Attention;

  constructor(bench: Workbench, weights: VoiceWeights) {
    const { division } = bench;
    this.#bench = bench;
    this.#weights = weights;
    this.#layers = weights.layers.map((layer) => ({
      weights: layer,
      output: partsOf(layer.output, division.attended),
      down: partsOf(layer.down, division.inner),
    }));
    this.#residual = new Residual(bench);
    this.#attention = new Attention(bench);
  }

  /** To be called by every thread of the crew with the same pass. */
  run(pass: Pass): void {
    const { attended, active } = this.#bench;
    const { count } = pass;
    const residual = this.#residual;
    this.#bench.codeBytes = pass.exact ? 2 : 1;
    residual.start();
    this.#layers.forEach(({ weights, output, down }, index) => {
      this.#attention.run(weights.qkv, residual.normalised(weights.attentionNorm, count), index, pass);
      residual.add(output, attended, count);
      feedForward(this.#bench, weights.up, residual.normalised(weights.mlpNorm, count), count);
      residual.add(down, active, count);
    });
    if (pass.logits) this.#speak(pass.apart ? 0 : count - 1, count);
    else this.#bench.crew.meet(); // Whoever called may overwrite the stream.
  }

  /** Logits of the tokens from `first` to the last of `count`, one row after another. */
  #speak(first: number, count: number): void {
    const { kernels, scratch, shape, crew } = this.#bench;
    const { hidden, vocab } = shape;
    const { logits } = scratch;
    const { frequent, first: table8, others } = this.#weights.table;
    const spoken = count - first;
    const { quantised, wide } = this.#heard(first, count);
    const [begin, end] = share(crew, frequent, 8);
    for (let from = begin; from < end; from += ROWS) {
      const to = Math.min(from + ROWS, end);
      for (let row = 0; row < spoken; row++) {
        const [out, heard] = [logits + row * vocab * 4, wide + row * kernels.wideBytes(hidden)];
        kernels.q8Vector(out, table8.q, table8.scales, from, to, hidden, heard);
      }
    }
    const [from, to] = share(crew, vocab - frequent, 8);
    this.#bench.product(logits + frequent * 4, vocab, others, from, to, quantised, spoken, 0);
    crew.meet();
  }

  /** What the word table is multiplied with: a single token each thread makes for itself. */
  #heard(first: number, count: number): { quantised: number; wide: number } {
    const { kernels, scratch, shape, crew, normed, own } = this.#bench;
    const { hidden } = shape;
    const [size, wideSize] = [kernels.quantisedBytes(hidden), kernels.wideBytes(hidden)];
    const single = count === 1;
    const quantised = single ? own : scratch.quantised;
    const wide = scratch.wide + (single ? crew.index * wideSize : 0);
    const [begin, end] = this.#residual.ownTokens(count);
    for (let token = Math.max(begin, first); token < end; token++) {
      const row = token - first;
      this.#residual.normalise(token, this.#weights.norm);
      this.#bench.quantise(normed, hidden, quantised + row * size, 0, hidden / BLOCK);
      kernels.quantiseWide(normed, hidden, wide + row * wideSize);
    }
    if (!single) crew.meet();
    return { quantised, wide };
  }
}
