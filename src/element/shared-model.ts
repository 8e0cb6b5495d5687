/** One loaded model for all elements of a page that ask for the same pack: it is fetched and held in memory once. */
import { createVlm, type LoadProgress, type Vlm } from '../index.ts';

type OnProgress = (progress: LoadProgress) => void;

interface Loading {
  vlm: Promise<Vlm>;
  listeners: Set<OnProgress>;
}

const models = new Map<string, Loading>();

/** Whether the pack is in memory or on its way there. */
export function isLoaded(packs: string, id: string): boolean {
  return models.has(keyOf(packs, id));
}

/** The model of a pack. A load that failed is forgotten, so that the next call tries again. */
export async function sharedModel(packs: string, id: string, onProgress: OnProgress): Promise<Vlm> {
  const key = keyOf(packs, id);
  let loading = models.get(key);
  if (!loading) {
    const listeners = new Set<OnProgress>();
    const follow: OnProgress = (progress) => listeners.forEach((listener) => listener(progress));
    loading = { listeners, vlm: createVlm({ packs, pack: id, onProgress: follow }) };
    models.set(key, loading);
    loading.vlm.catch(() => models.delete(key));
  }
  loading.listeners.add(onProgress);
  try {
    return await loading.vlm;
  } finally {
    loading.listeners.delete(onProgress);
  }
}

function keyOf(packs: string, id: string): string {
  return `${packs} ${id}`;
}
