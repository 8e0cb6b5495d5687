/**
 * Beam search over captions, one step at a time, free of any model: it is handed logits and says which
 * tokens to feed next. With one beam it is greedy decoding.
 */
import { largest } from '../../runtime/largest.ts';
import { logSumExp } from './log-sum-exp.ts';
import { applyRules, type Rules } from './rules.ts';

/** A caption under way or done. */
export interface Hypothesis {
  /** Generated tokens; a finished one ends with the end token. */
  ids: number[];
  /** Sum of the tokens' log-probabilities. */
  logProb: number;
}

/** Settings of one search. */
export interface BeamSettings extends Rules {
  beams: number;
  maxTokens: number;
  /** The score is logProb / length ** lengthPenalty. */
  lengthPenalty: number;
}

interface Candidate extends Hypothesis {
  row: number;
}

export class BeamSearch {
  readonly #settings: BeamSettings;
  #live: Hypothesis[] = [{ ids: [], logProb: 0 }];
  readonly #finished: Hypothesis[] = [];
  #done = false;
  /** A hypothesis' logits, of which rules may take some. */
  #scores: Float32Array | undefined;

  constructor(settings: BeamSettings) {
    this.#settings = settings;
  }

  get done(): boolean {
    return this.#done;
  }

  /** The token to feed for each live hypothesis. */
  get tokens(): number[] {
    return this.#live.map(({ ids }) => ids.at(-1) as number);
  }

  /** The best caption so far, finished or not. */
  get best(): Hypothesis {
    const all = this.#done && this.#finished.length > 0 ? this.#finished : [...this.#finished, ...this.#live];
    return all.reduce((best, one) => (this.#score(one) > this.#score(best) ? one : best));
  }

  /** The finished captions, best first: at most as many as there are beams. */
  get finished(): readonly Hypothesis[] {
    return this.#finished;
  }

  /**
   * Extends every live hypothesis by one token.
   * @param logits One array of `[vocab]` per live hypothesis.
   * @returns For each hypothesis now live, the row it came from.
   */
  advance(logits: readonly Float32Array[]): number[] {
    const { beams, endToken, maxTokens } = this.#settings;
    const candidates = this.#candidates(logits, 2 * beams);
    const live: Candidate[] = [];
    candidates.forEach((candidate, rank) => {
      if (candidate.ids.at(-1) !== endToken) {
        if (live.length < beams) live.push(candidate);
      } else if (rank < beams) {
        this.#finish(candidate);
      }
    });
    this.#live = live.map(({ ids, logProb }) => ({ ids, logProb }));
    const length = this.#live[0]?.ids.length ?? 0;
    if (live.length === 0 || length >= maxTokens || this.#decided()) this.#end();
    return live.map(({ row }) => row);
  }

  /** The `count` best one-token continuations of all live hypotheses, best first. */
  #candidates(logits: readonly Float32Array[], count: number): Candidate[] {
    const all: Candidate[] = [];
    this.#live.forEach((hypothesis, row) => {
      const said = logits[row] as Float32Array;
      const logSum = logSumExp(said);
      const scores = (this.#scores ??= new Float32Array(said.length));
      scores.set(said);
      applyRules(scores, hypothesis.ids, this.#settings);
      for (const id of largest(scores, count)) {
        const logProb = hypothesis.logProb + (scores[id] as number) - logSum;
        if (logProb > -Infinity) all.push({ ids: [...hypothesis.ids, id], logProb, row });
      }
    });
    return all.sort((a, b) => b.logProb - a.logProb).slice(0, count);
  }

  /** Keeps the best `beams` finished ones. */
  #finish({ ids, logProb }: Candidate): void {
    this.#finished.push({ ids, logProb });
    this.#finished.sort((a, b) => this.#score(b) - this.#score(a));
    this.#finished.length = Math.min(this.#finished.length, this.#settings.beams);
  }

  /** True when enough are finished and the best live one can't beat the worst of them. */
  #decided(): boolean {
    const worst = this.#finished[this.#settings.beams - 1];
    if (!worst) return false;
    if (this.#settings.beams === 1) return true;
    return this.#live.every((live) => this.#score(live) <= this.#score(worst));
  }

  /** At the limit of tokens, what is still live counts as it stands. */
  #end(): void {
    this.#done = true;
    if (!this.#decided()) for (const live of this.#live) this.#finish({ ...live, row: 0 });
  }

  #score(hypothesis: Hypothesis): number {
    return scoreOf(hypothesis, this.#settings.lengthPenalty);
  }
}

/** What hypotheses of different lengths are compared by. */
export function scoreOf({ ids, logProb }: Hypothesis, lengthPenalty: number): number {
  return logProb / Math.max(1, ids.length) ** lengthPenalty;
}
