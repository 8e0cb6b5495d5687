/**
 * Which picture a caption belongs to that arrived with it: the one of the same folder and name, or else the only one
 * of that name. Two folders may each have a 1.jpg with its 1.txt.
 */
import { isCaptionFile, readCaptions, stemOf } from './given-captions.ts';

interface Arrived {
  name: string;
  /** Folders above it, each followed by a slash; none where absent. */
  folder?: string;
  blob: Blob;
}

/** The pictures among the files, in order, each with the caption that came for it. Caption files are read. */
export async function withCaptions<T extends Arrived>(
  files: readonly T[],
): Promise<{ picture: T; given: string | undefined }[]> {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const { name, folder = '', blob } of files) {
    if (!isCaptionFile(name)) continue;
    for (const [stem, text] of readCaptions(name, await blob.text())) {
      byPath.set(folder.toLowerCase() + stem, text);
      byName.set(stem.slice(stem.lastIndexOf('/') + 1), text);
    }
  }
  const pictures = files.filter(({ name }) => !isCaptionFile(name));
  const namesakes = new Map<string, number>();
  for (const { name } of pictures) namesakes.set(stemOf(name), (namesakes.get(stemOf(name)) ?? 0) + 1);
  return pictures.map((picture) => {
    const stem = stemOf(picture.name);
    const alone = namesakes.get(stem) === 1 ? byName.get(stem) : undefined;
    return { picture, given: byPath.get((picture.folder ?? '').toLowerCase() + stem) ?? alone };
  });
}
