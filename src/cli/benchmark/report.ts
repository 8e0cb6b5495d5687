/** The benchmark's figures as a table for reading. */
import type { BenchFigures } from './rounds.ts';

/** Several lines, without a newline at the end. */
export function benchReport(pack: string, rounds: number, figures: BenchFigures): string {
  const { oneThread, twoThreads, oneBeam, threeBeams, coldPageMs } = figures;
  const line = (label: string, ms: number) => `${label.padEnd(44)}${ms.toFixed(1).padStart(9)} ms`;
  const ratio = (label: string, value: number) => `${label.padEnd(44)}${value.toFixed(2).padStart(9)} x`;
  return [
    `${pack} on WASM, median of ${rounds} interleaved rounds`,
    'One thread, the pack’s beams, picture not seen before:',
    line('  decode, resize and normalise', oneThread.preprocess),
    line('  image encoder', oneThread.imageEncoder),
    line('  cross-attention keys and values', oneThread.cross),
    line('  first decoder step', oneThread.firstStep),
    line('  each further token', oneThread.perToken),
    line(`  image to last token (${oneThread.tokens} tokens)`, oneThread.total),
    line('Two threads, image to last token', twoThreads.total),
    line('One thread, 1 beam', oneBeam.total),
    line('One thread, 3 beams', threeBeams.total),
    line('Page opened to first caption, nothing cached', coldPageMs),
    ratio('Two threads are faster by', oneThread.total / twoThreads.total),
    ratio('Three beams take', threeBeams.total / oneBeam.total),
  ].join('\n');
}
