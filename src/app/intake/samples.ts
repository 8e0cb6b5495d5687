/** The sample photographs that come with the page. */
import { msg, str } from '@lit/localize';
import type { NamedPicture } from '../state/photograph.ts';

export interface Sample {
  file: string;
  title: string;
  subject: string;
  credit: string;
  licence: string;
}

const folder = `${import.meta.env.BASE_URL}samples/`;

/** The samples with their credits, in the order shown. Rejects when the page's server can't be reached. */
export async function listSamples(): Promise<Sample[]> {
  const response = await fetch(`${folder}credits.json`);
  if (!response.ok) throw new Error(msg(str`The samples could not be fetched (HTTP ${response.status}).`));
  return (await response.json()) as Sample[];
}

/** The address of a sample's picture. */
export function sampleUrl(sample: Sample): string {
  return folder + sample.file;
}

/** Fetches a sample's picture, as if it had been chosen from disk. */
export async function fetchSample(sample: Sample): Promise<NamedPicture> {
  const response = await fetch(sampleUrl(sample));
  if (!response.ok) throw new Error(msg(str`${sample.file} could not be fetched (HTTP ${response.status}).`));
  return { name: sample.file, blob: await response.blob() };
}
