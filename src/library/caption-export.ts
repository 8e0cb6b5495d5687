/** Captions as files for other programs. */
import type { PhotographRow } from './photograph-row.ts';

/** Rows with a caption, as pairs. */
type Captioned = Pick<PhotographRow, 'name' | 'folder' | 'width' | 'height'> & { text: string };

export interface ExportedFile {
  name: string;
  text: string;
}

/** One text file beside each picture: photo.txt for photo.jpg, in the picture's folder. Names that meet get a number. */
export function toTextFiles(captioned: readonly Captioned[]): ExportedFile[] {
  const taken = new Set<string>();
  return captioned.map(({ folder, name, text }) => {
    const stem = folder + name.replace(/\.[^.]+$/, '');
    let path = `${stem}.txt`;
    for (let n = 2; taken.has(path.toLowerCase()); n++) path = `${stem} (${n}).txt`;
    taken.add(path.toLowerCase());
    return { name: path, text: `${text}\n` };
  });
}

/** RFC 4180; a field that a spreadsheet would run as a formula is kept from it by an apostrophe. */
export function toCsv(captioned: readonly Captioned[]): string {
  const field = (value: string) => {
    const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  const lines = captioned.map(({ folder, name, text }) => `${field(folder + name)},${field(text)}`);
  return ['file,caption', ...lines, ''].join('\r\n');
}

/** A line per picture: `{"file_name", "text"}`, as Hugging Face's ImageFolder reads it. */
export function toJsonLines(captioned: readonly Captioned[]): string {
  return captioned
    .map(({ folder, name, text }) => `${JSON.stringify({ file_name: folder + name, text })}\n`)
    .join('');
}

/** An `img` element per picture, with the caption as its `alt`. */
export function toHtml(captioned: readonly Captioned[]): string {
  const escape = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const address = (path: string) => escape(path.split('/').map(encodeURIComponent).join('/'));
  return captioned
    .map(({ folder, name, text, width, height }) => {
      const size = width && height ? ` width="${width}" height="${height}"` : '';
      return `<img src="${address(folder + name)}" alt="${escape(text)}"${size}>\n`;
    })
    .join('');
}
