/**
 * Querybank normalisation (QB-Norm: Bogolin et al. 2022, https://arxiv.org/abs/2112.12777): a picture near to every text is
 * found for too many queries, and a text near to every picture is said of too many. How near they are is measured on banks
 * that ship with the pack, texts and photographs.
 */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import { Recent } from '../vision/recent.ts';
import { bankedText, nearnessOfImage, type BankedText, type NearnessSpec } from './nearness.ts';

/** Pictures and texts whose cosines are kept: about 12 KB a picture. */
const REMEMBERED = 48;

/** What is compared: an embedding `[embed]` of length 1, by a key of its own. */
export interface Embedded {
  key: string;
  embeds: Float32Array;
}

/** How near the two of a pair are to the banks; 0.5 to 1 where they are like much else. */
export interface PairNearness {
  image: number;
  text: number;
}

export class Querybank {
  readonly #session: () => Promise<Session>;
  readonly #tensors: TensorFactory;
  readonly #spec: NearnessSpec;
  readonly #images = new Recent<Float32Array>(REMEMBERED);
  readonly #texts = new Recent<BankedText>(REMEMBERED);

  /** @param session Of the component that holds the banks, made when first asked for. */
  constructor(session: () => Promise<Session>, tensors: TensorFactory, spec: NearnessSpec) {
    this.#session = session;
    this.#tensors = tensors;
    this.#spec = spec;
  }

  async nearness(image: Embedded, text: Embedded): Promise<PairNearness> {
    const banked = await this.#text(text);
    const nearness = nearnessOfImage(await this.#image(image), banked, this.#spec);
    return { image: nearness, text: banked.nearness };
  }

  forget(key: string): void {
    this.#images.delete(key);
  }

  async #image({ key, embeds }: Embedded): Promise<Float32Array> {
    const known = this.#images.get(key);
    if (known) return known;
    const { texts } = await this.#cosines(embeds);
    this.#images.set(key, texts);
    return texts;
  }

  async #text({ key, embeds }: Embedded): Promise<BankedText> {
    const known = this.#texts.get(key);
    if (known) return known;
    const { texts, photographs } = await this.#cosines(embeds);
    const banked = bankedText(texts, photographs, this.#spec);
    this.#texts.set(key, banked);
    return banked;
  }

  /** With the bank of texts and with that of photographs. */
  async #cosines(embeds: Float32Array): Promise<{ texts: Float32Array; photographs: Float32Array }> {
    const session = await this.#session();
    const given = this.#tensors.float(embeds, [1, embeds.length]);
    const outputs = await session.run({ embeds: given });
    given.dispose();
    const [texts, photographs] = await Promise.all(
      ['texts', 'photographs'].map(async (name) => Float32Array.from(await read(output(outputs, name)))),
    );
    disposeAll(outputs);
    return { texts: texts as Float32Array, photographs: photographs as Float32Array };
  }
}
