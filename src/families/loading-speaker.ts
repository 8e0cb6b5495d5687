/** How a pack is loaded whose one ONNX component gives the tokens of a picture, and whose voice then speaks. */
import type { Pack, VoicePack } from '../packs/pack.ts';
import { asVoicePack } from '../packs/voice-manifest.ts';
import { ImageEncoder } from '../pipeline/encode-image.ts';
import { ChatTokenizer } from '../pipeline/language/chat-tokenizer.ts';
import { Tokenizer } from '../pipeline/language/tokenizer.ts';
import { ImageTokenEncoder } from '../pipeline/vision/image-token-encoder.ts';
import { Components } from './components.ts';
import type { LoadContext, Model } from './family.ts';
import { MedModes } from './med-modes.ts';
import { SpeakingModel } from './speaking-model.ts';
import { TextEmbedder } from './text-embedder.ts';
import { loadDecoder } from './voice-decoder.ts';

/** The voice goes straight into the memory that it lives in. */
export function streamedBySpeaker(pack: Pack): readonly string[] {
  return [asVoicePack(pack).voice.file];
}

/** Rejects with `pack-invalid` where the pack has no voice, and as the download of its files does. */
export async function loadSpeaker(context: LoadContext): Promise<Model> {
  const { files, runtime } = context;
  const pack = asVoicePack(context.pack);
  const components = new Components(context, {});
  const [vision, decoder, tokenizer, texts] = await Promise.all([
    components.session('vision'),
    loadDecoder(pack, context),
    files.get(pack.tokenizer.file).then((bytes) => ChatTokenizer.parse(bytes)),
    textEmbedder(pack, components, context),
  ]);
  return new SpeakingModel(pack, components, {
    image: new ImageEncoder(new ImageTokenEncoder(vision, runtime.tensors), pack.preprocessing),
    decoder,
    tokenizer,
    ...(texts && { texts }),
  });
}

async function textEmbedder(
  { textEncoder }: VoicePack,
  components: Components,
  { files, runtime }: LoadContext,
): Promise<TextEmbedder | undefined> {
  if (!textEncoder) return undefined;
  const tokenizer = Tokenizer.parse(await files.get(textEncoder.tokenizer), textEncoder.maxTokens);
  return new TextEmbedder(new MedModes(components, runtime), tokenizer);
}
