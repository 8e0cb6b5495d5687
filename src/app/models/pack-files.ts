/** What a person chose as a pack: the files of a folder, single files, or a zip of either. */
import type { SourceFile } from '../../index.ts';

/** The files of a folder that the person chooses; undefined where they thought better of it. */
export async function chooseFolder(): Promise<SourceFile[] | undefined> {
  const { directoryOpen } = await import('browser-fs-access');
  const found = await directoryOpen({ recursive: true }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  });
  return found
    ?.filter((entry): entry is typeof entry & File => entry instanceof File)
    .map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
}

/** Chosen files; what is in a zip takes the zip's place. */
export async function sourceFiles(files: Iterable<File>): Promise<SourceFile[]> {
  const all = Array.from(files, async (file) =>
    /\.zip$/i.test(file.name) ? unzipped(file) : [{ path: file.name, blob: file }],
  );
  return (await Promise.all(all)).flat();
}

/** The files in a zip, unpacked as it is read. Rejects where it is damaged. */
async function unzipped(zip: Blob): Promise<SourceFile[]> {
  const { Unzip, UnzipInflate } = await import('fflate');
  const files: SourceFile[] = [];
  const unzip = new Unzip((entry) => {
    const parts: Blob[] = [];
    entry.ondata = (error, bytes, isLast) => {
      if (error) throw error;
      // As a Blob each: the browser may then keep it out of memory.
      parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      if (isLast) files.push({ path: entry.name, blob: new Blob(parts) });
    };
    if (!entry.name.endsWith('/')) entry.start();
  });
  unzip.register(UnzipInflate);
  const reader = zip.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) unzip.push(piece.value);
  unzip.push(new Uint8Array(0), true);
  return files;
}
