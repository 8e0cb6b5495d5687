/** A conversation with the real voice on WebGPU, on a software adapter: the answers, and what the second question costs. */
import { lavapipe } from '../browser/lavapipe/lavapipe-test.ts';
import { expect, sample, test } from '../browser/ocelli-test.ts';
import { expectSameAnswers, goldenConversation } from './golden-conversation.ts';

test.use(lavapipe);

const pack = 'ocelli-llava';

test(`${pack}: two greedy answers about a photograph agree with PyTorch's token for token`, ({
  enginePage,
  site,
}) =>
  // More would only take longer: an emulated GPU needs a second for what a real one does in milliseconds.
  expectSameAnswers(enginePage, site, pack, goldenConversation(pack).conversation.slice(0, 2), 'webgpu'));

test(`${pack}: the second question's first token comes in a quarter of the first's, which has instructions and a photograph to read`, async ({
  enginePage,
  site,
}) => {
  const { device, first, second } = await enginePage.evaluate(
    async ({ pack, warmUp, url }) => {
      const vlm = await window.ocelli.createVlm({ pack, device: 'webgpu' });
      const ask = async (address: string) => {
        const system =
          'You look at photographs and say in a few words what is in them. Say only what you see, never what you guess. Where a thing can not be seen, say that it is not there. Answer in one short sentence.';
        const chat = await vlm.chat({ system });
        const images = [await (await fetch(address)).blob()];
        const first = await chat.prompt({ text: 'What is in the picture?', images }, { maxTokens: 2 });
        const second = await chat.prompt('What colour is it?', { maxTokens: 2 });
        return { device: vlm.device, first: first.timings, second: second.timings };
      };
      await ask(warmUp); // Else the first would also wait for shaders to be compiled.
      return ask(url);
    },
    { pack, warmUp: site.share(sample('coffee.jpg')), url: site.share(sample('cat.png')) },
  );
  const share = second.msFirstToken / first.msFirstToken;
  console.log(
    `${pack} on ${device.adapter?.description}: first token of the first question after ${Math.round(first.msFirstToken)} ms, of the second after ${Math.round(second.msFirstToken)} ms: ${(100 * share).toFixed(1)} %`,
  );
  expect(device.adapter?.description).toContain('llvmpipe');
  expect(first.tokensReused).toBe(0);
  expect(second.tokensReused).toBeGreaterThanOrEqual(first.tokensPrefilled);
  expect(share).toBeLessThanOrEqual(0.25);
});
