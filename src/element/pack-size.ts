/**
 * What a pack is called and how much it weighs, for the button that asks before loading it. Two small files are read
 * and no worker is started: most readers of a page never press the button. The engine checks the pack when it loads.
 */
import { VlmError } from '../index.ts';

export interface PackSize {
  id: string;
  /** Sum of the pack's files. */
  bytes: number;
}

/** Reads the folder's list and the pack's manifest; the first pack of the list where no id is given. */
export async function packSize(packs: string, id?: string): Promise<PackSize> {
  const { packs: ids = [] } = await readJson<{ packs?: string[] }>(`${packs}index.json`);
  const chosen = id ?? ids[0];
  if (chosen === undefined)
    throw new VlmError('pack-not-found', `The folder ${packs} lists no pack. Add one to its index.json.`);
  const { files = [] } = await readJson<{ files?: { bytes: number }[] }>(`${packs}${chosen}/pack.json`);
  return { id: chosen, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}

async function readJson<T>(url: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new VlmError(
      'network',
      `${url} could not be fetched. Check the connection, that its server allows other origins (CORS), and connect-src in this page's Content-Security-Policy.`,
      cause,
    );
  }
  if (!response.ok)
    throw new VlmError('pack-not-found', `There is no ${url}. Check the attributes packs and pack.`);
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new VlmError('pack-invalid', `${url} is not valid JSON. Export the pack again.`, cause);
  }
}
