/** What a benchmark measures: the names, the units, and what each figure holds. */
import { msg, str } from '@lit/localize';
import { formatBytes, formatMs, formatNumber } from '../figures.ts';

export type MeasureId =
  'coldLoad' | 'warmLoad' | 'imageEncode' | 'prefill' | 'firstToken' | 'speed' | 'weights' | 'cache' | 'tab';

export interface Measure {
  id: MeasureId;
  title: () => string;
  /** What it includes. */
  meaning: () => string;
  /** Where the exported rows have it: milliseconds, tokens a second, or megabytes, as those of `npm run bench`. */
  field: 'loadMs' | 'ms' | 'prefillMs' | 'firstTokenMs' | 'decodeTps' | 'memoryMB';
  /** What the exported rows call it. */
  what: string;
}

/** In the order in which they are shown. */
export const measures: readonly Measure[] = [
  {
    id: 'coldLoad',
    title: () => msg('Cold load'),
    meaning: () =>
      msg(
        'A new worker with nothing loaded: the files fetched from the server past everything stored, checked by their SHA-256, ONNX Runtime started, sessions made and warmed up.',
      ),
    field: 'loadMs',
    what: 'cold load',
  },
  {
    id: 'warmLoad',
    title: () => msg('Warm load'),
    meaning: () =>
      msg('The same with the files that this device has stored: nothing of the model is fetched.'),
    field: 'loadMs',
    what: 'warm load',
  },
  {
    id: 'imageEncode',
    title: () => msg('Image encode'),
    meaning: () => msg('A picture not seen before is decoded, resized and read by the image encoder.'),
    field: 'ms',
    what: 'decode, resize, image encoder',
  },
  {
    id: 'prefill',
    title: () => msg('Prefill'),
    meaning: () =>
      msg(
        'The decoder reads the prompt: the picture and the question, or for captions the picture alone, up to the first token.',
      ),
    field: 'prefillMs',
    what: 'prefill',
  },
  {
    id: 'firstToken',
    title: () => msg('First token'),
    meaning: () => msg('From handing over the picture to the first token.'),
    field: 'firstTokenMs',
    what: 'image to first token',
  },
  {
    id: 'speed',
    title: () => msg('Tokens per second'),
    meaning: () =>
      msg(
        'Tokens of the text by the time they took: a caption with the beams that the pack asks for, or an answer of at most 32 tokens.',
      ),
    field: 'decodeTps',
    what: 'tokens per second',
  },
  {
    id: 'weights',
    title: () => msg('Weights'),
    meaning: () => msg('Bytes of the weight files that the model was made of.'),
    field: 'memoryMB',
    what: 'weights',
  },
  {
    id: 'cache',
    title: () => msg('Keys and values'),
    meaning: () => msg('What the language model keeps of the picture, the question and the answer.'),
    field: 'memoryMB',
    what: 'key-value cache',
  },
  {
    id: 'tab',
    title: () => msg('Whole tab'),
    meaning: () =>
      msg(
        'What the browser counts for the page and all its workers, the model of the other views included. Only browsers with this count, on a cross-origin isolated page.',
      ),
    field: 'memoryMB',
    what: 'whole tab',
  },
];

/** A figure with its unit. @param value In the measure's own unit. */
export function formatMeasure({ field }: Measure, value: number): string {
  switch (field) {
    case 'decodeTps':
      return msg(str`${formatNumber(value, 1)} tokens/s`);
    case 'memoryMB':
      return formatBytes(value * 1e6);
    default:
      return formatMs(value);
  }
}
