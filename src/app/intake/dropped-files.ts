/** Files of a drop, those inside dropped folders among them. */

/** Reads entries at once, as a drop's data is gone after the event; folders are then read one after the other. */
export async function droppedFiles(data: DataTransfer): Promise<{ files: File[]; hasFolder: boolean }> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const plain = [...data.files];
  if (!entries.some(({ isDirectory }) => isDirectory)) return { files: plain, hasFolder: false };
  const found = await Promise.all(entries.map(filesOf));
  return { files: found.flat(), hasFolder: true };
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
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
  return (await Promise.all(inside.map(filesOf))).flat();
}
