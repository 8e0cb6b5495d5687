/**
 * Compiled by `npm run typecheck`, never run: the public API's types as an embedder relies on them.
 * A change of any signature below is a change of the contract.
 */
import { createVlm, type deviceInfo, type listPacks, packStorage, VlmError } from '../../src/index.ts';
import type {
  CaptionResult,
  DeviceInfo,
  ImageSource,
  LoadProgress,
  MemoryUse,
  PackInfo,
  StoredPack,
  Vlm,
  VlmErrorCode,
} from '../../src/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

export type Assertions = [
  Expect<Equal<ImageSource, Blob | ImageBitmap | ImageData>>,
  Expect<Equal<Awaited<ReturnType<typeof createVlm>>, Vlm>>,
  Expect<Equal<Parameters<typeof createVlm>['length'], 0 | 1>>,
  Expect<Equal<Awaited<ReturnType<typeof listPacks>>, PackInfo[]>>,
  Expect<Equal<Awaited<ReturnType<typeof deviceInfo>>, DeviceInfo>>,
  Expect<Equal<Parameters<typeof deviceInfo>[0], 'auto' | 'webgpu' | 'wasm' | undefined>>,
  Expect<Equal<DeviceInfo['device'], 'webgpu' | 'wasm'>>,
  Expect<Equal<LoadProgress['stage'], 'fetch' | 'verify' | 'session' | 'warmup'>>,
  Expect<Equal<VlmError['code'], VlmErrorCode>>,
  Expect<Equal<CaptionResult['ids'], number[]>>,
];

/** A whole session, so that every method's parameters and results are checked as they are used. */
export async function session(photograph: File): Promise<string> {
  const abort = new AbortController();
  const vlm = await createVlm({
    pack: 'ocelli-blip',
    packs: new URL('https://example.org/packs/'),
    device: 'auto',
    threads: 2,
    refetch: true,
    signal: abort.signal,
    onProgress: ({ stage, loaded, total }) =>
      console.log(stage satisfies string, (loaded / total) satisfies number),
  });
  const result = await vlm.caption(photograph, {
    beams: 3,
    maxTokens: 20,
    minTokens: 4,
    signal: abort.signal,
    onText: (text) => console.log(text.length),
  });
  const [image, text] = [await vlm.embedImage(photograph), await vlm.embedText('a cat')];
  (image.length + text.length) satisfies number;
  const [best] = await vlm.match(photograph, ['a cat', 'a dog']);
  await vlm.index.add('photograph', photograph);
  await vlm.index.add('stored', photograph, image);
  await vlm.index.restore({ ids: ['kept'], embeddings: image }, async () => photograph);
  const hits = await vlm.search({ text: 'a cat' }, { limit: 5, rerank: true });
  await vlm.search({ image: photograph });
  await vlm.search({ text: 'at night', minus: 'people', id: 'photograph' });
  const [sorted] = await vlm.classify(['cat', 'dog']);
  (sorted?.label ?? '') satisfies string;
  await vlm.search({ id: 'photograph' }, { signal: abort.signal });
  hits.map(({ id, itc, itm, score }) => [
    id satisfies string,
    (itm ?? itc) satisfies number,
    score satisfies number,
  ]);
  await vlm.index.remove('photograph');
  await vlm.index.clear();
  (await vlm.index.size()) satisfies number;
  const { weightBytes, kvBytes = 0 }: MemoryUse = await vlm.memory();
  (weightBytes + kvBytes) satisfies number;
  await vlm.dispose();
  return `${result.caption} ${String(best?.itm)} ${String(result.timings.msFirstToken)} ${vlm.pack.licence} ${vlm.device.threads}`;
}

/** The packs on a device. */
export async function storeAll(signal: AbortSignal): Promise<number> {
  const storage = packStorage('/packs/');
  const end = storage.watch(() => console.log('changed'));
  const packs: StoredPack[] = await storage.list();
  for (const { pack, stored } of packs) {
    if (stored < pack.bytes)
      await storage.download(pack.id, { signal, onProgress: ({ loaded }) => console.log(loaded) });
  }
  const [first] = packs;
  if (first && first.removable > 0) await storage.remove(first.pack.id);
  end();
  return packs.length;
}

/** The error's codes are a closed set that a caller can switch over. */
export function isBadImage(error: unknown): boolean {
  return error instanceof VlmError && error.code.startsWith('image-');
}
