/**
 * Why a picture matched: on a picture composed of four sample photographs, the map of a sentence, and that of a word,
 * is hottest in the quarter that shows it (the grid pointing game).
 */
import { expect, sample, test } from './ocelli-test.ts';

const samples = ['cat.png', 'coffee.jpg', 'rocket.jpg', 'astronaut.jpg'];
const questions: [file: string, sentence: string, word: string][] = [
  ['cat.png', 'a close up of a cat', 'cat'],
  ['coffee.jpg', 'a cup of coffee on a table', 'coffee'],
  ['rocket.jpg', 'a rocket on its launch pad', 'rocket'],
  ['astronaut.jpg', 'a woman in an orange suit', 'woman'],
];

test('the map is hottest where the thing is', async ({ enginePage, site }) => {
  const urls = samples.map((name) => site.share(sample(name)));
  const results = await enginePage.evaluate(
    async ({ urls, questions, samples }) => {
      const pictures = await Promise.all(
        urls.map(async (url) => createImageBitmap(await (await fetch(url)).blob())),
      );
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      const found: { asked: string; right: boolean }[] = [];
      for (let turn = 0; turn < 4; turn++) {
        const canvas = new OffscreenCanvas(520, 520);
        const context = canvas.getContext('2d');
        pictures.forEach((picture, i) => {
          const place = (i + turn) % 4;
          context?.drawImage(picture, (place % 2) * 260, Math.floor(place / 2) * 260, 260, 260);
        });
        const mosaic = await canvas.convertToBlob({ type: 'image/png' });
        for (const [file, sentence, word] of questions) {
          const { query, words } = await vlm.explain(mosaic, sentence);
          const maps = { [sentence]: query, [word]: words.find((one) => one.word === word)?.map };
          for (const [asked, map] of Object.entries(maps)) {
            if (!map) throw new Error(`No map of ${asked}.`);
            const best = map.values.indexOf(Math.max(...map.values));
            const row = (Math.floor(best / map.columns) + 0.5) / map.rows;
            const column = ((best % map.columns) + 0.5) / map.columns;
            const quarter = (row > 0.5 ? 2 : 0) + (column > 0.5 ? 1 : 0);
            found.push({
              asked: `${asked}, arrangement ${turn}`,
              right: quarter === (samples.indexOf(file) + turn) % 4,
            });
          }
        }
      }
      await vlm.dispose();
      return found;
    },
    { urls, questions, samples },
  );
  const wrong = results.filter(({ right }) => !right).map(({ asked }) => asked);
  console.log(
    `Pointing game: ${results.length - wrong.length} of ${results.length}; wrong: ${wrong.join('; ') || 'none'}`,
  );
  expect(results).toHaveLength(32);
  // Chance is 8 right. Things are found; of people the embedding says little.
  expect(results.length - wrong.length).toBeGreaterThanOrEqual(26);
});
