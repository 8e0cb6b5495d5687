/**
 * LLaVA (Liu et al. 2023): a projection puts what the eye saw among the words of a decoder-only language
 * model. Here is how a pack of it is loaded; what it then does is in `speaking-model.ts`.
 */
import { asVoicePack } from '../packs/voice-manifest.ts';
import { ImageEncoder } from '../pipeline/encode-image.ts';
import { ChatTokenizer } from '../pipeline/language/chat-tokenizer.ts';
import { ImageTokenEncoder } from '../pipeline/vision/image-token-encoder.ts';
import { Components } from './components.ts';
import type { Family } from './family.ts';
import { SpeakingModel } from './speaking-model.ts';
import { loadDecoder } from './voice-decoder.ts';

export const llava: Family = {
  id: 'llava',
  streamed: (pack) => [asVoicePack(pack).voice.file],
  async load(context) {
    const { files, runtime } = context;
    const pack = asVoicePack(context.pack);
    const components = new Components(context, {});
    const [vision, decoder, tokenizer] = await Promise.all([
      components.session('vision'),
      loadDecoder(pack, context),
      files.get(pack.tokenizer.file).then((bytes) => ChatTokenizer.parse(bytes)),
    ]);
    return new SpeakingModel(pack, components, {
      image: new ImageEncoder(new ImageTokenEncoder(vision, runtime.tensors), pack.preprocessing),
      decoder,
      tokenizer,
    });
  },
};
