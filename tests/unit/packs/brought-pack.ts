/** Taking a pack in from disk, as the worker does, and the tiny pack's folder there. */
import { importPack } from '../../../src/packs/import.ts';
import { readManifest } from '../../../src/packs/manifest.ts';
import { PackSource } from '../../../src/packs/pack-source.ts';
import type { ImportProgress, SourceFile } from '../../../src/protocol/pack-storage.ts';
import { contents, packJson } from './pack-json.ts';

/** The tiny pack's folder on disk, with some of its files replaced; null leaves one out. */
export function folder(changed: Record<string, BlobPart | null> = {}): SourceFile[] {
  const files = { 'pack.json': JSON.stringify(packJson), ...contents, ...changed };
  return Object.entries(files).flatMap(([path, content]) =>
    content === null ? [] : [{ path: `tiny/${path}`, blob: new Blob([content as BlobPart]) }],
  );
}

/** @param progress Filled with what the import reports. */
export async function bringPack(
  base: string,
  files: SourceFile[],
  progress: ImportProgress[] = [],
  signal?: AbortSignal,
): Promise<void> {
  const source = await PackSource.find(files);
  await importPack(base, readManifest(source.json, base), source, (one) => progress.push(one), signal);
}
