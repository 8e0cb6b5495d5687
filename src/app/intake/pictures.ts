/** Files as named pictures. Of single files nothing is refused here: the engine says what is wrong, on the card. */
import { msg, str } from '@lit/localize';
import { isCaptionFile } from '../../library/given-captions.ts';
import type { NamedPicture } from '../state/photograph.ts';

/** What a chooser of pictures offers; to some systems HEIC is no image. */
export const acceptedPictures = 'image/*,.heic,.heif';

/** Every file, in order; one without a name is called by its place. */
export function picturesOf(files: Iterable<File>): NamedPicture[] {
  return Array.from(files, (file, index) => ({
    name: file.name || msg(str`picture ${index + 1}`),
    blob: file,
    folder: folderOf(file.webkitRelativePath ?? ''),
  }));
}

/** The pictures of a folder and the captions beside them: other files that lie there are left alone. */
export function picturesOfFolder(files: Iterable<File>): NamedPicture[] {
  return picturesOf([...files].filter(({ name, type }) => isPicture(name, type) || isCaptionFile(name)));
}

function isPicture(name: string, type: string): boolean {
  return type.startsWith('image/') || /\.(jpe?g|png|gif|webp|avif|bmp|hei[cf])$/i.test(name);
}

/** `holiday/beach/cat.jpg` in the chosen folder `holiday` -> `beach/`. */
function folderOf(path: string): string {
  return path
    .split('/')
    .slice(1, -1)
    .map((part) => `${part}/`)
    .join('');
}
