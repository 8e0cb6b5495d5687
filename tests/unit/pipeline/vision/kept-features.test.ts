import { expect, test, vi } from 'vitest';
import { featureBytes, KeptFeatures } from '../../../../src/pipeline/vision/kept-features.ts';
import { RecordFile } from '../../../../src/runtime/records/record-file.ts';
import { MemoryFile } from '../../runtime/records/memory-file.ts';

const sizes = { embed: 3, tokens: 2, hidden: 4 };
const key = 'a'.repeat(64);
const features = {
  imageEmbeds: Float32Array.of(0.6, 0.8, 0),
  visualTokens: Float32Array.from({ length: 8 }, (_, i) => i / 7),
  dims: [1, 2, 4],
};

function records(file: MemoryFile): RecordFile {
  return new RecordFile(file, featureBytes(sizes), 4);
}

function open(file: MemoryFile): KeptFeatures {
  return new KeptFeatures(Promise.resolve(records(file)), sizes);
}

test('features come back as they were, for whoever opens the file next', async () => {
  const file = new MemoryFile();
  const first = open(file);
  first.set(key, features);
  expect(await first.get(key)).toEqual(features);
  expect(await open(file).get(key)).toEqual(features);
});

test('the embedding, which is sent to the page, has memory of its own', async () => {
  const kept = open(new MemoryFile());
  kept.set(key, features);
  expect((await kept.get(key))?.imageEmbeds.buffer.byteLength).toBe(features.imageEmbeds.byteLength);
});

test('a full disk ends the keeping and nothing else', async () => {
  const file = new MemoryFile();
  const kept = open(file);
  file.writesLeft = 1;
  kept.set(key, features);
  expect(await kept.get(key)).toBeUndefined();
  expect(file.closed).toBe(true);
  kept.set(key, features);
  kept.delete(key);
});

test('a disk that is opened late gets what was kept and deleted meanwhile, and holds up no picture', async () => {
  const [file, other] = [new MemoryFile(), 'b'.repeat(64)];
  let opened: ((records: RecordFile) => void) | undefined;
  const kept = new KeptFeatures(new Promise((resolve) => (opened = resolve)), sizes, 1);
  kept.set(key, features);
  kept.set(other, features);
  kept.delete(key);
  expect(await kept.get(other)).toBeUndefined();
  opened?.(records(file));
  await vi.waitFor(async () => expect(await kept.get(other)).toEqual(features));
  expect(await kept.get(key)).toBeUndefined();
  kept.close();
  await vi.waitFor(() => expect(file.closed).toBe(true));
});
