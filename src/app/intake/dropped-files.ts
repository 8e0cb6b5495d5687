/** Files of a drop, those inside dropped folders among them. */

/**
 * Reads entries at once, as a drop's data is gone after the event. Files of folders get the `webkitRelativePath` that
 * the folder chooser gives and a drop doesn't; several folders are as if they lay in one that was chosen.
 */
export async function droppedFiles(data: DataTransfer): Promise<{ files: File[]; hasFolder: boolean }> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const plain = [...data.files];
  if (!entries.some(({ isDirectory }) => isDirectory)) return { files: plain, hasFolder: false };
  const above = entries.length > 1 ? '/all' : '';
  const found = await Promise.all(entries.map((entry) => filesOf(entry, above)));
  return { files: found.flat(), hasFolder: true };
}

async function filesOf(entry: FileSystemEntry, above: string): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    const path = (above + entry.fullPath).slice(1);
    return [Object.defineProperty(file, 'webkitRelativePath', { value: path })];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives some at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((each) => filesOf(each, above)))).flat();
}
