/** Captions and retrieval of a folder of photographs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type EngineSession } from '../browser/engine-session.ts';
import { median } from '../median.ts';
import type { EvaluateArguments } from './arguments.ts';
import { readCaptionRows } from './caption-rows.ts';
import { scoreCaptions } from './caption-scores.ts';
import { describePhotographs, type Described } from './photographs.ts';
import type { Evaluation } from './report.ts';
import { noRetrieval, retrievalFigures } from './retrieval-figures.ts';
import { readRowsFile } from './rows-file.ts';

export async function evaluateCaptions(
  session: EngineSession,
  options: EvaluateArguments,
): Promise<Evaluation> {
  const { images, engine, out } = options;
  const { rows, complaints } = readCaptionRows(await readRowsFile(options.rows));
  for (const complaint of complaints) process.stderr.write(`${options.rows}, ${complaint}\n`);

  const { pack, device } = await session.open(engine);
  const ranks = pack.can.includes('embed') && pack.can.includes('match');
  const beams = engine.beams === undefined ? {} : { beams: engine.beams };
  const photographs = await describePhotographs(session, images, rows, beams, ranks);
  if (photographs.length === 0) throw new InputError('No photograph could be evaluated.');
  if (out !== undefined) await writeFile(out, photographs.map(outputLine).join(''));

  const retrieval = ranks
    ? await retrievalFigures(session, photographs, await rerankCount(session, pack.id))
    : noRetrieval;
  const scores = await scoreCaptions(photographs);
  return {
    pack: pack.id,
    device: device.device,
    n: photographs.length,
    skipped: complaints.length + rows.length - photographs.length,
    msCaptionMedian: median(photographs.map(({ msTotal }) => msTotal)),
    ...scores,
    ...retrieval,
  };
}

function outputLine({ name, caption, captions }: Described): string {
  return `${JSON.stringify({ name, caption, captions })}\n`;
}

/** How many of the best the pack re-ranks by ITM. */
async function rerankCount(session: EngineSession, pack: string): Promise<number> {
  const manifest = JSON.parse(
    await readFile(join(session.directory, 'packs', pack, 'pack.json'), 'utf8'),
  ) as {
    retrieval: { rerank: number };
  };
  return manifest.retrieval.rerank;
}
