/** Resolves to undefined after so many milliseconds: the other side of a race with what may take too long. */
export function afterwards(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
