/** Files as named pictures. Nothing is refused here: the engine says what is wrong with a file, on its card. */
import type { NamedPicture } from '../state/photograph.ts';

/** Every file, in order; one without a name is called by its place. */
export function picturesOf(files: Iterable<File>): NamedPicture[] {
  return Array.from(files, (file, index) => ({ name: file.name || `picture ${index + 1}`, blob: file }));
}
