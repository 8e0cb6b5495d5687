/** A prompt of a decoder: runs of word ids and of visual tokens, in order, each position comparable. */

/** One picture in the space of the decoder's words. */
export interface ImageTokens {
  /** The same for the same picture. */
  key: string;
  /** `[count, hidden]` */
  embeds: Float32Array;
  count: number;
}

/** A run of positions. */
export type Segment = { ids: readonly number[] } | { image: ImageTokens };

/** What stands at one position: a word's id, or one token of one picture. Equal ones compute alike. */
export type Position = number | string;

export function positionsOf(segments: readonly Segment[]): Position[] {
  return segments.flatMap((segment): Position[] =>
    'ids' in segment
      ? [...segment.ids]
      : Array.from({ length: segment.image.count }, (_, i) => `${segment.image.key}:${i}`),
  );
}

/** Number of positions. */
export function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, one) => sum + ('ids' in one ? one.ids.length : one.image.count), 0);
}

/** The segments without their first `count` positions, neighbouring runs of words joined. */
export function after(segments: readonly Segment[], count: number): Segment[] {
  const rest: Segment[] = [];
  let left = count;
  for (const segment of segments) {
    const length = lengthOf([segment]);
    const cut = Math.min(left, length);
    left -= cut;
    if (cut === length) continue;
    const last = rest.at(-1);
    if ('image' in segment) rest.push({ image: withoutFirst(segment.image, cut) });
    else if (last && 'ids' in last) rest.splice(-1, 1, { ids: [...last.ids, ...segment.ids.slice(cut)] });
    else rest.push({ ids: segment.ids.slice(cut) });
  }
  return rest;
}

function withoutFirst({ key, embeds, count }: ImageTokens, cut: number): ImageTokens {
  return { key, embeds: embeds.subarray((embeds.length / count) * cut), count: count - cut };
}
