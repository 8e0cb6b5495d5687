/** `npm run --silent evaluate`: captions and retrieval on any folder of photographs, by the engine that ships. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type EngineSession } from './browser/engine-session.ts';
import { runCommand, withSession } from './command.ts';
import { parseEvaluateArguments, type EvaluateArguments } from './evaluation/arguments.ts';
import { readCaptionRows } from './evaluation/caption-rows.ts';
import { scoreCaptions } from './evaluation/caption-scores.ts';
import { describePhotographs, type Described } from './evaluation/photographs.ts';
import { reportOf, type Evaluation } from './evaluation/report.ts';
import { retrievalFigures } from './evaluation/retrieval-figures.ts';
import { median } from './median.ts';
import { evaluateUsage } from './usage.ts';

await runCommand(evaluateUsage, async () => {
  const options = parseEvaluateArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(evaluateUsage);
    return 0;
  }
  const evaluation = await withSession(options.engine.device, (session) => evaluate(session, options));
  process.stdout.write(`${options.json ? JSON.stringify(evaluation) : reportOf(evaluation)}\n`);
  return evaluation.skipped === 0 ? 0 : 2;
});

async function evaluate(session: EngineSession, options: EvaluateArguments): Promise<Evaluation> {
  const { images, captions, engine, out } = options;
  const text = await readFile(captions, 'utf8').catch(() => {
    throw new InputError(`${captions}: The captions could not be read.`);
  });
  const { rows, complaints } = readCaptionRows(text);
  for (const complaint of complaints) process.stderr.write(`${captions}, ${complaint}\n`);

  const { pack, device } = await session.open(engine);
  const beams = engine.beams === undefined ? {} : { beams: engine.beams };
  const photographs = await describePhotographs(session, images, rows, beams);
  if (photographs.length === 0) throw new InputError('No photograph could be evaluated.');
  if (out !== undefined) await writeFile(out, photographs.map(outputLine).join(''));

  const retrieval = await retrievalFigures(session, photographs, await rerankCount(session, pack.id));
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
