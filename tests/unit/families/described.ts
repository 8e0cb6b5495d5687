/** A caption of one picture as the pipeline gives it, and what its tokens are as words. */
const words = ['', 'cat', 'dog', 'red', 'a'];

export const endToken = 0;

export const detokenise = (ids: readonly number[]): string =>
  ids
    .map((id) => words[id])
    .join(' ')
    .trim();

export const described = {
  caption: 'cat',
  ids: [1],
  tokens: 2,
  logProb: -1,
  timings: {
    msDecode: 0,
    msPreprocess: 0,
    msVision: 0,
    msFirstToken: 0,
    msTotal: 0,
    tokensPerSecond: 1,
    cachedFeatures: true,
  },
};
