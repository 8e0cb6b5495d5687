/** Where a BLIP pack keeps the features of pictures between visits. */
import type { MedPack } from '../packs/pack.ts';
import { featureBytes, KeptFeatures } from '../pipeline/vision/kept-features.ts';
import { sha256 } from '../runtime/digest.ts';
import { openRecords } from '../runtime/records/open-records.ts';
import type { RecordFile } from '../runtime/records/record-file.ts';

/** Pictures, about 140 kB each. */
const PLACES = 1024;

/** @param device Part of the records' version, since devices round differently. */
export function keptFeatures(pack: MedPack, device: string): KeptFeatures {
  const { embed, hidden, visualTokens: tokens } = pack.dims;
  const sizes = { embed, hidden, tokens };
  return new KeptFeatures(openFeatures(pack, device, featureBytes(sizes)), sizes);
}

async function openFeatures(pack: MedPack, device: string, bytes: number): Promise<RecordFile | undefined> {
  const files = await sha256(new TextEncoder().encode(pack.files.map((file) => file.sha256).join()));
  const version = `${files.slice(0, 16)}-${device}`;
  return openRecords(pack.info.id, version, bytes, PLACES);
}
