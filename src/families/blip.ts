/**
 * BLIP (Li et al. 2022): one text transformer in three modes, which meets the picture through
 * cross-attention. Here is how a pack of it is loaded; what it then does is in `blip-model.ts`.
 */
import { asMedPack } from '../packs/med-manifest.ts';
import type { Dims } from '../packs/pack.ts';
import { ImageEncoder } from '../pipeline/encode-image.ts';
import { Tokenizer } from '../pipeline/language/tokenizer.ts';
import { VisionEncoder } from '../pipeline/vision/vision-encoder.ts';
import { keptFeatures } from './blip-features.ts';
import { BlipModel } from './blip-model.ts';
import { Components } from './components.ts';
import type { Family, LoadContext } from './family.ts';
import { MedModes } from './med-modes.ts';

/** What a caption needs is made at once; the text and match components later. */
const FIRST = 3;

export const blip: Family = {
  id: 'blip',
  async load(context) {
    const { files, runtime } = context;
    const pack = asMedPack(context.pack);
    const components = new Components(context, keptOnDevice(pack.dims));
    const modes = new MedModes(components, runtime);
    const sessions = makeFirst(components, modes, context);
    const tokenizer = files
      .get(pack.tokenizer.file)
      .then((bytes) => Tokenizer.parse(bytes, pack.tokenizer.maxTokens));
    const kept = keptFeatures(pack, runtime.device.device);
    const [[vision, cross, decoder], words] = await Promise.all([sessions, tokenizer]);
    return new BlipModel(pack, runtime.tensors, components, {
      image: new ImageEncoder(new VisionEncoder(vision, runtime.tensors), pack.preprocessing, kept),
      cross,
      decoder,
      tokenizer: words,
      modes,
    });
  },
};

async function makeFirst(components: Components, modes: MedModes, context: LoadContext) {
  let made = 0;
  const make = async <Part>(name: string, part: Promise<Part>): Promise<Part> => {
    const ready = await part;
    const file = context.pack.components[name]?.model ?? name;
    context.onProgress({ stage: 'session', file, loaded: ++made, total: FIRST });
    return ready;
  };
  const vision = components.session('vision');
  const { dims } = asMedPack(context.pack);
  const cross = modes.cross(dims, vision);
  const decoder = modes.decoder(dims, cross);
  for (const one of [cross, decoder]) one.catch(() => undefined); // Awaited below, after the first.
  // One after another: the small weights of the vision model get the browser to optimise the loops of
  // WebAssembly that the others' larger ones would else run through unoptimised, at twice the time.
  return [await make('vision', vision), await make('cross', cross), await make('decoder', decoder)] as const;
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
