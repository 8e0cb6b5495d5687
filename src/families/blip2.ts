/**
 * BLIP-2 (Li et al. 2023): 32 learned queries of a Q-Former ask the eye, and one linear layer puts their answers
 * before the words of a frozen language model as a soft prompt. Eye, Q-Former and layer are one component here; what
 * the voice then does is in `speaking-model.ts`.
 */
import type { Family } from './family.ts';
import { loadSpeaker, streamedBySpeaker } from './loading-speaker.ts';

export const blip2: Family = { id: 'blip2', streamed: streamedBySpeaker, load: loadSpeaker };
