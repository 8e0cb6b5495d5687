/**
 * LLaVA (Liu et al. 2023): a projection puts what the eye saw among the words of a decoder-only language
 * model. What it then does is in `speaking-model.ts`.
 */
import type { Family } from './family.ts';
import { loadSpeaker, streamedBySpeaker } from './loading-speaker.ts';

export const llava: Family = { id: 'llava', streamed: streamedBySpeaker, load: loadSpeaker };
