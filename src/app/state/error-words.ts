/** What the engine's errors mean, by their code: for pages in a language that its own messages are not in. */
import { msg } from '@lit/localize';
import type { VlmErrorCode } from '../../index.ts';

/** What happened and what to do about it, without the particulars that the engine's message has. */
export function errorWords(code: VlmErrorCode): string {
  switch (code) {
    case 'image-empty':
      return msg('The file is empty. Choose another, or copy it again.');
    case 'image-not-recognised':
      return msg('The file is not a picture, whatever its name says. Choose a photograph.');
    case 'image-corrupt':
      return msg('The picture is damaged or of a rare kind. Copy it again, or save it as PNG or JPEG.');
    case 'image-too-large':
      return msg('The picture has too many pixels. Make it smaller first.');
    case 'image-unsupported':
      return msg('Pictures of this kind are not supported. Convert it to JPEG or PNG.');
    case 'text-empty':
      return msg('There are no words. Type some.');
    case 'ability-missing':
      return msg('The model can’t do this. Choose one that can.');
    case 'context-full':
      return msg('The conversation is longer than the model can remember. Begin a new one.');
    case 'chat-closed':
      return msg('This chat was closed. Begin a new one.');
    case 'setting-invalid':
      return msg('A setting is not one that the model knows.');
    case 'pack-not-found':
      return msg('The model, or a file of it, is not there.');
    case 'pack-invalid':
      return msg('The model’s files can’t be used as they are. Export the pack again.');
    case 'pack-integrity':
      return msg('A file is not the one that the model was made with.');
    case 'network':
      return msg('Something could not be fetched. Check the connection and try again.');
    case 'storage-full':
      return msg('It could not be stored: this device has too little room. Free some and try again.');
    case 'device-unavailable':
      return msg('This browser gives no GPU. Use a current browser with graphics acceleration on.');
    case 'device-lost':
      return msg('The GPU was lost. The model starts again when it is needed next; try again.');
    case 'out-of-memory':
      return msg('Memory ran out. Close other tabs or choose a smaller model, then try again.');
    case 'aborted':
      return msg('It was stopped.');
    case 'worker-crashed':
    case 'internal':
      return msg('The model failed. It starts again when it is needed next; try again.');
    default:
      return code satisfies never;
  }
}
