/** Which of the built app's packs can do something: the tests of conversations run for each that there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ocelli-test.ts';

/** Ids of the packs of the repository that have an ability. */
export function packsThatCan(ability: string): string[] {
  const folder = join(root, 'public/packs');
  const read = (path: string) =>
    JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, string[]>;
  return (read('index.json')['packs'] ?? []).filter((id) =>
    read(`${id}/pack.json`)['can']?.includes(ability),
  );
}
