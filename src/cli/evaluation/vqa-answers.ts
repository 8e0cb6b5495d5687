/** VQAv2's way of comparing answers (Antol et al. 2015; Goyal et al. 2017). */

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ARTICLES = new Set(['a', 'an', 'the']);

/** Lower case, without punctuation and articles, small numbers as digits. */
export function normaliseAnswer(answer: string): string {
  const words = answer
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d)/g, '')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}.]+|\.(?!\d)/gu, ' ')
    .trim()
    .split(/\s+/);
  return words
    .filter((word) => !ARTICLES.has(word))
    .map((word) => (NUMBERS.includes(word) ? String(NUMBERS.indexOf(word)) : word))
    .join(' ');
}

/** The commonest of people's answers, the first of equally common ones. */
export function commonest(answers: readonly string[]): string {
  const normal = answers.map(normaliseAnswer);
  const count = (answer: string) => normal.filter((one) => one === answer).length;
  return normal.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Whether people answered with yes or no. */
export function isYesNo(answers: readonly string[]): boolean {
  return ['yes', 'no'].includes(commonest(answers));
}

/** What was said, to compare: of an answer to a yes/no question the first word, where that is yes or no. */
export function saidAnswer(said: string, answers: readonly string[]): string {
  const normal = normaliseAnswer(said);
  const [first = ''] = normal.split(' ');
  return isYesNo(answers) && ['yes', 'no'].includes(first) ? first : normal;
}

/**
 * From 0 to 1: three people who say the same make an answer right, averaged over leaving each person out.
 * Of fewer than four people, the share of the three, or of all, who say the same.
 */
export function softScore(said: string, answers: readonly string[]): number {
  const own = saidAnswer(said, answers);
  const same = answers.map((answer) => normaliseAnswer(answer) === own);
  const agreeing = same.filter(Boolean).length;
  if (answers.length < 4) return agreeing / answers.length;
  const left = same.map((agrees) => Math.min(1, (agreeing - Number(agrees)) / 3));
  return left.reduce((sum, score) => sum + score, 0) / answers.length;
}
