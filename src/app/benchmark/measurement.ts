/** One benchmark of one pack on one backend, by the public API and the times that it tells. */
import { createVlm, packStorage, VlmError, type DeviceInfo, type PackInfo, type Vlm } from '../../index.ts';
import type { Backend } from './backends.ts';
import { freshPictures } from './fresh-pictures.ts';
import type { MeasureId } from './measures.ts';
import { tabBytes } from './tab-memory.ts';

export interface Plan {
  pack: PackInfo;
  backend: Backend;
  /** How often each thing is measured. */
  rounds: number;
  /** Whether the files are fetched anew as well, once a round. */
  cold: boolean;
}

export type Stage = 'store' | 'cold' | 'warm' | 'warmup' | 'speak' | 'memory';

/** What a measurement tells while it goes on. */
export interface Listener {
  /** @param round From 1, of those that are counted. */
  onStage(stage: Stage, round?: number): void;
  /** Milliseconds, tokens a second or megabytes. */
  onValue(id: MeasureId, value: number): void;
  /** Where the model really runs. */
  onDevice(device: DeviceInfo): void;
  /** Tokens that the decoder read. */
  onPrompt(tokens: number): void;
  /** Why a figure is missing. */
  onMissing(reason: string): void;
}

const QUESTION = 'Describe the picture in detail.';
const MAX_TOKENS = 32;

/** How many stages a plan has. */
export function stageCount({ rounds, cold }: Plan): number {
  return 3 + rounds * (cold ? 3 : 2);
}

/** Rejects with a VlmError; what was told before holds. `aborted` when `signal` fired. */
export async function measure(plan: Plan, listener: Listener, signal: AbortSignal): Promise<void> {
  const { rounds, cold } = plan;
  listener.onStage('store');
  const next = await freshPictures(signal);
  const stored = await store(plan.pack.id, listener, signal);
  let vlm: Vlm | undefined;
  try {
    for (let round = 1; round <= rounds; round++) {
      if (cold) {
        listener.onStage('cold', round);
        await vlm?.dispose();
        vlm = await timedLoad(plan, true, signal, (ms) => listener.onValue('coldLoad', ms));
      }
      listener.onStage('warm', round);
      await vlm?.dispose();
      vlm = await timedLoad(plan, false, signal, (ms) => stored && listener.onValue('warmLoad', ms));
    }
    if (vlm) await useModel(vlm, rounds, next, listener, signal);
  } finally {
    await vlm?.dispose();
  }
}

async function useModel(vlm: Vlm, rounds: number, next: () => Blob, listener: Listener, signal: AbortSignal) {
  listener.onDevice(vlm.device);
  listener.onStage('warmup');
  await speak(vlm, next(), signal);
  for (let round = 1; round <= rounds; round++) {
    listener.onStage('speak', round);
    const { prompt, ...times } = await speak(vlm, next(), signal);
    for (const [id, value] of Object.entries(times)) tell(listener, id as MeasureId, value);
    if (prompt !== undefined) listener.onPrompt(prompt);
    const { kvBytes = 0 } = await vlm.memory();
    tell(listener, 'cache', kvBytes / 1e6);
  }
  listener.onStage('memory');
  const { weightBytes } = await vlm.memory();
  tell(listener, 'weights', weightBytes / 1e6);
  const tab = await tabBytes(signal);
  if (signal.aborted) throw new VlmError('aborted', 'The benchmark was stopped.');
  tell(listener, 'tab', (tab ?? 0) / 1e6);
}

/** A figure that there is not is left out. */
function tell(listener: Listener, id: MeasureId, value: number): void {
  if (Number.isFinite(value) && value > 0) listener.onValue(id, value);
}

/** Stores the pack whole, for the warm loads. False where this browser can not. */
async function store(pack: string, listener: Listener, signal: AbortSignal): Promise<boolean> {
  try {
    await packStorage().download(pack, { signal });
    return true;
  } catch (error) {
    if (!(error instanceof VlmError) || error.code !== 'storage-full') throw error;
    listener.onMissing(error.message);
    return false;
  }
}

async function timedLoad(
  { pack, backend }: Plan,
  refetch: boolean,
  signal: AbortSignal,
  onTime: (ms: number) => void,
): Promise<Vlm> {
  const startMs = performance.now();
  const vlm = await createVlm({ pack: pack.id, ...backend, refetch, signal });
  onTime(performance.now() - startMs);
  return vlm;
}

/** Milliseconds and tokens a second of one answer or caption about a picture not seen before. */
async function speak(vlm: Vlm, picture: Blob, signal: AbortSignal) {
  if (vlm.pack.can.includes('answer')) {
    const { timings } = await vlm.answer(picture, QUESTION, { maxTokens: MAX_TOKENS, signal });
    return {
      imageEncode: timings.msEncode,
      prefill: timings.msPrefill,
      firstToken: timings.msFirstToken,
      speed: timings.tokensPerSecond,
      prompt: timings.tokensPrefilled,
    };
  }
  const { timings } = await vlm.caption(picture, { signal });
  const imageEncode = timings.msDecode + timings.msPreprocess + timings.msVision;
  return {
    imageEncode,
    prefill: timings.msFirstToken - imageEncode,
    firstToken: timings.msFirstToken,
    speed: timings.tokensPerSecond,
  };
}
