/**
 * A session of a graph that was optimised when it was exported. Where WebAssembly has just been compiled, running the
 * optimiser takes longer than the first picture.
 */
import { ConvolutionSession } from '../convolution/convolution-session.ts';
import { constantPart } from './constant-part.ts';
import { tensorsOf } from './stored-tensor.ts';
import type { Runtime, SessionSpec } from '../runtime.ts';
import type { ExternalData, Session } from '../session.ts';
import { disposeAll, read } from '../tensor.ts';

/** Stands before the name of a tensor that is to be expanded, where other external data name a file. */
export const EXPANDED = '=';

/** Names of the tensors that a fused graph wants expanded. */
export function expandedBy(fused: Uint8Array): string[] {
  const locations = [...tensorsOf(fused, []).values()].map(({ location = '' }) => location);
  return locations
    .filter((location) => location.startsWith(EXPANDED))
    .map((location) => location.slice(EXPANDED.length));
}

/**
 * Rejects as `Runtime.session`.
 * @param spec The graph that `fused` was made from, which expands the weights.
 * @param fused A graph whose weights are external data: of the files given, or tensors to be expanded.
 */
export async function fusedSession(runtime: Runtime, spec: SessionSpec, fused: Uint8Array): Promise<Session> {
  const { name, model, externalData } = spec;
  const weights = await runtime.session({
    name: `the weights of ${name}`,
    model: constantPart(model, expandedBy(fused)),
    externalData,
    optimised: true,
  });
  const tensors = await weights.run({}).finally(() => weights.release());
  const expanded: ExternalData[] = [];
  for (const [path, tensor] of Object.entries(tensors)) {
    const { buffer, byteOffset, byteLength } = await read(tensor);
    expanded.push({ path: EXPANDED + path, data: new Uint8Array(buffer, byteOffset, byteLength) });
  }
  const whole = { ...spec, model: fused, externalData: [...externalData, ...expanded], optimised: true };
  const session = (await ConvolutionSession.create(runtime, whole)) ?? (await runtime.session(whole));
  disposeAll(tensors);
  return session;
}
