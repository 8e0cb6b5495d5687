/**
 * BLIP (Li et al. 2022): one text transformer in three modes, which meets the picture through
 * cross-attention. Here is how a pack of it is loaded; what it then does is in `blip-model.ts`.
 */
import { asMedPack } from '../packs/med-manifest.ts';
import type { Dims } from '../packs/pack.ts';
import { CrossProjection } from '../pipeline/bridge/cross-projection.ts';
import { ImageEncoder } from '../pipeline/encode-image.ts';
import { Decoder } from '../pipeline/language/decoder.ts';
import { Tokenizer } from '../pipeline/language/tokenizer.ts';
import { VisionEncoder } from '../pipeline/vision/vision-encoder.ts';
import { BlipModel } from './blip-model.ts';
import { Components } from './components.ts';
import type { Family, LoadContext } from './family.ts';

/** What a caption needs is made at once; the text and match components later. */
const FIRST = ['vision', 'cross', 'decoder'] as const;

export const blip: Family = {
  id: 'blip',
  async load(context) {
    const { files, runtime } = context;
    const pack = asMedPack(context.pack);
    const components = new Components(context, keptOnDevice(pack.dims));
    const sessions = makeFirst(components, context);
    const tokenizer = files
      .get(pack.tokenizer.file)
      .then((bytes) => Tokenizer.parse(bytes, pack.tokenizer.maxTokens));
    const [[vision, cross, decoder], words] = await Promise.all([sessions, tokenizer]);
    return new BlipModel(pack, runtime.tensors, components, {
      image: new ImageEncoder(new VisionEncoder(vision, runtime.tensors), pack.preprocessing),
      cross: new CrossProjection(cross, runtime.tensors),
      decoder: new Decoder(decoder, runtime.tensors),
      tokenizer: words,
    });
  },
};

async function makeFirst(components: Components, { pack, onProgress }: LoadContext) {
  let made = 0;
  const make = async (name: (typeof FIRST)[number]) => {
    const session = await components.session(name);
    onProgress({
      stage: 'session',
      file: pack.components[name]?.model ?? name,
      loaded: ++made,
      total: FIRST.length,
    });
    return session;
  };
  // One after another: the small weights of the vision model get the browser to optimise the loops of
  // WebAssembly that the decoder's large ones would else run through unoptimised, at twice the time.
  return [await make('vision'), await make('cross'), await make('decoder')] as const;
}

/** Keys and values stay where the next run will read them. */
function keptOnDevice({ layers, crossLayers }: Dims): Record<string, string[]> {
  const pairs = (prefix: string, indices: number[]): string[] =>
    indices.flatMap((layer) => [`${prefix}.${layer}.key`, `${prefix}.${layer}.value`]);
  return {
    cross: pairs('cross', crossLayers),
    decoder: pairs(
      'present',
      Array.from({ length: layers }, (_, layer) => layer),
    ),
  };
}
