/** `npm run --silent evaluate`: captions, retrieval and answers on any folder of photographs, by the engine that ships. */
import type { EngineSession } from './browser/engine-session.ts';
import { runCommand, withSession } from './command.ts';
import { parseEvaluateArguments, type EvaluateArguments } from './evaluation/arguments.ts';
import { evaluateCaptions } from './evaluation/caption-task.ts';
import { chatReport, evaluateChat } from './evaluation/chat-task.ts';
import { reportOf } from './evaluation/report.ts';
import { evaluateVqa, vqaReport } from './evaluation/vqa-task.ts';
import { evaluateUsage } from './usage.ts';

await runCommand(evaluateUsage, async () => {
  const options = parseEvaluateArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(evaluateUsage);
    return 0;
  }
  const { evaluation, report } = await withSession(options.engine.device, (session) =>
    evaluate(session, options),
  );
  process.stdout.write(`${options.json ? JSON.stringify(evaluation) : report()}\n`);
  return evaluation.skipped === 0 ? 0 : 2;
});

/** The figures of the task, and how they are written for a reader. */
async function evaluate(
  session: EngineSession,
  options: EvaluateArguments,
): Promise<{ evaluation: { skipped: number }; report: () => string }> {
  switch (options.task) {
    case 'captions': {
      const evaluation = await evaluateCaptions(session, options);
      return { evaluation, report: () => reportOf(evaluation) };
    }
    case 'vqa': {
      const evaluation = await evaluateVqa(session, options);
      return { evaluation, report: () => vqaReport(evaluation) };
    }
    case 'chat': {
      const evaluation = await evaluateChat(session, options);
      return { evaluation, report: () => chatReport(evaluation) };
    }
    default:
      return options.task satisfies never;
  }
}
