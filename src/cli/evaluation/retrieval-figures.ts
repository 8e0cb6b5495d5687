/** Retrieval both ways, by ITC alone and with the best re-ranked by ITM as the pack says. */
import type { EngineSession } from '../browser/engine-session.ts';
import { matchPairs, type Described } from './photographs.ts';
import { threshold, type Threshold } from './threshold.ts';
import { ranking, recalls, reranking, similarities, transpose, type Recalls } from './retrieval.ts';

export interface RetrievalFigures {
  i2t: Recalls;
  t2i: Recalls;
  i2tReranked: Recalls;
  t2iReranked: Recalls;
  /** What `retrieval.minItc` of the pack should be by these photographs. */
  threshold: Threshold;
}

/** Of a pack that can't embed and match. */
export const noRetrieval: Record<keyof RetrievalFigures, null> = {
  i2t: null,
  t2i: null,
  i2tReranked: null,
  t2iReranked: null,
  threshold: null,
};

/** Ranks all first captions for every photograph and all photographs for every first caption. */
export async function retrievalFigures(
  session: EngineSession,
  photographs: readonly Described[],
  rerankCount: number,
): Promise<RetrievalFigures> {
  const itc = similarities(
    photographs.map(({ imageEmbedding }) => imageEmbedding),
    photographs.map(({ textEmbedding }) => textEmbedding),
  ); // [image, text]
  const textsOfImage = itc.map(ranking);
  const imagesOfText = transpose(itc).map(ranking);

  const wanted = textsOfImage.map((order) => new Set(order.slice(0, rerankCount)));
  imagesOfText.forEach((order, text) => {
    for (const image of order.slice(0, rerankCount)) wanted[image]?.add(text);
  });
  const matches = await matchPairs(session, photographs, wanted);
  const scoresOfImage = matches.map((row) => new Map(Array.from(row, ([text, { score }]) => [text, score])));
  const scoresOfText = photographs.map(
    (_, text) =>
      new Map(
        matches.flatMap((row, image) => {
          const match = row.get(text);
          return match ? [[image, match.imageScore]] : [];
        }),
      ),
  );
  const imageEmbeddings = photographs.map(({ imageEmbedding }) => imageEmbedding);
  const asked = photographs.flatMap(({ textEmbeddings }, own) =>
    similarities(textEmbeddings, imageEmbeddings).map((row) => ({ itc: row, own })),
  );
  return {
    threshold: threshold(asked),
    i2t: recalls(textsOfImage),
    t2i: recalls(imagesOfText),
    i2tReranked: recalls(
      textsOfImage.map((order, image) => reranking(order, rerankCount, scoresOfImage[image] ?? new Map())),
    ),
    t2iReranked: recalls(
      imagesOfText.map((order, text) => reranking(order, rerankCount, scoresOfText[text] ?? new Map())),
    ),
  };
}
