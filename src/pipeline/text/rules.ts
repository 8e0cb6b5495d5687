/** What a caption may not do: end too early, or say the same word or group of words twice. */
export interface Rules {
  /** Fewest tokens before the end token. */
  minTokens: number;
  /** Length of the groups that may not come twice; 0 for no such rule. */
  noRepeatNgram: number;
  /** The only tokens that may come more than once; without it all may. */
  repeatable?: Pick<ReadonlySet<number>, 'has'>;
  endToken: number;
}

/** Sets forbidden continuations of `ids` to minus infinity, in place. */
export function applyRules(scores: Float32Array, ids: readonly number[], rules: Rules): void {
  if (ids.length < rules.minTokens) scores[rules.endToken] = -Infinity;
  const { noRepeatNgram: n, repeatable } = rules;
  if (repeatable) for (const id of ids) if (!repeatable.has(id)) scores[id] = -Infinity;
  if (n === 0 || ids.length < n - 1) return;
  const prefix = ids.slice(ids.length - n + 1);
  for (let i = 0; i + n <= ids.length; i++) {
    if (prefix.every((id, k) => ids[i + k] === id)) scores[ids[i + n - 1] as number] = -Infinity;
  }
}
