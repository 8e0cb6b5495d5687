/** The first half of every call about a picture: image/ -> preprocessing/ -> vision/, once per picture. */
import type { ImageSource } from '../protocol/values.ts';
import { decode } from './image/decode.ts';
import { fingerprint } from './image/fingerprint.ts';
import { pause } from './pause.ts';
import { preprocess, type Preprocessing } from './preprocessing/pixel-values.ts';
import type { PixelValues } from './preprocessing/pixel-values.ts';
import type { ImageFeatures } from './vision/image-features.ts';
import { Recent } from './vision/recent.ts';

/** Features kept in memory: about 140 kB a picture. */
const REMEMBERED = 512;

/** A vision model: what it makes of a picture is its family's. */
export interface Vision<Features> {
  encode(pixelValues: PixelValues): Promise<Features>;
}

/** Where features outlive the page. Keys are fingerprints. */
export interface FeatureStore<Features> {
  get(key: string): Promise<Features | undefined>;
  set(key: string, features: Features): void;
  delete(key: string): void;
  close(): void;
}

/** A picture's features and what they cost. */
export interface EncodedImage<Features = ImageFeatures> {
  /** The same for the same bytes. */
  key: string;
  features: Features;
  timings: { msDecode: number; msPreprocess: number; msVision: number; cachedFeatures: boolean };
}

export class ImageEncoder<Features = ImageFeatures> {
  readonly #vision: Vision<Features>;
  readonly #preprocessing: Preprocessing;
  readonly #recent = new Recent<Features>(REMEMBERED);
  readonly #kept: FeatureStore<Features> | undefined;

  /** @param kept What is not in memory is looked for there. */
  constructor(vision: Vision<Features>, preprocessing: Preprocessing, kept?: FeatureStore<Features>) {
    this.#vision = vision;
    this.#preprocessing = preprocessing;
    this.#kept = kept;
  }

  /** Encodes a picture, or remembers it. Rejects with the errors of {@link decode} or `aborted`. */
  async encode(source: ImageSource, signal?: AbortSignal): Promise<EncodedImage<Features>> {
    const startMs = performance.now();
    const key = await fingerprint(source);
    const remembered = await this.#remembered(key);
    if (remembered) {
      return {
        key,
        features: remembered,
        timings: { msDecode: 0, msPreprocess: 0, msVision: 0, cachedFeatures: true },
      };
    }
    const image = await decode(source);
    const decodedMs = performance.now();
    const pixelValues = preprocess(image, this.#preprocessing);
    const preparedMs = performance.now();
    await pause(signal);
    const features = await this.#vision.encode(pixelValues);
    const encodedMs = performance.now();
    this.#recent.set(key, features);
    this.#kept?.set(key, features);
    return {
      key,
      features,
      timings: {
        msDecode: decodedMs - startMs,
        msPreprocess: preparedMs - decodedMs,
        msVision: encodedMs - preparedMs,
        cachedFeatures: false,
      },
    };
  }

  /** Nothing of the picture with this fingerprint stays, in memory or on the disk. */
  forget(key: string): void {
    this.#recent.delete(key);
    this.#kept?.delete(key);
  }

  dispose(): void {
    this.#recent.clear();
    this.#kept?.close();
  }

  async #remembered(key: string): Promise<Features | undefined> {
    const recent = this.#recent.get(key);
    if (recent) return recent;
    const kept = await this.#kept?.get(key);
    if (kept) this.#recent.set(key, kept);
    return kept;
  }
}
