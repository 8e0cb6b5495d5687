/** The pause between two steps, under the name the pipeline knows it by. */
export { pause } from '../runtime/pause.ts';
