/**
 * A session of a graph that was optimised when it was exported. Where WebAssembly has just been compiled, running the
 * optimiser takes longer than the first picture. The convolutions that it begins with run on the project's own kernels.
 */
import { ConvolutionSession } from '../convolution/convolution-session.ts';
import { ConvolutionNetwork } from '../convolution/network.ts';
import { planOf } from '../convolution/plan.ts';
import { restOf } from '../convolution/rest.ts';
import type { Runtime, SessionSpec } from '../runtime.ts';
import type { ExternalData, Session } from '../session.ts';
import { disposeAll, read } from '../tensor.ts';
import { constantPart } from './constant-part.ts';
import { EXPANDED, expandedBy, floatsOf } from './fused-weights.ts';

/**
 * Rejects as `Runtime.session`.
 * @param spec The graph that `fused` was made from, which expands the weights.
 * @param fused A graph whose weights are external data: of the files given, or tensors to be expanded.
 */
export async function fusedSession(runtime: Runtime, spec: SessionSpec, fused: Uint8Array): Promise<Session> {
  const network = await networkOf(runtime, spec, fused);
  const model = network ? restOf(fused, network.plan) : fused;
  try {
    const { tensors, externalData } = await expandedFor(model, runtime, spec);
    const session = await runtime.session({ ...spec, model, externalData, optimised: true });
    disposeAll(tensors);
    return network ? new ConvolutionSession(network, session, runtime.tensors) : session;
  } catch (thrown) {
    network?.release();
    throw thrown;
  }
}

/**
 * The convolutions with which the graph begins. Their weights are expanded here, while ONNX Runtime is still being loaded;
 * undefined where that or the kernels can't do it.
 */
async function networkOf(
  runtime: Runtime,
  { model, externalData }: SessionSpec,
  fused: Uint8Array,
): Promise<ConvolutionNetwork | undefined> {
  const plan = planOf(fused);
  if (!plan) return undefined;
  const floats = floatsOf(fused, model, externalData);
  return ConvolutionNetwork.create(plan, floats, runtime.device.threads, (start) => runtime.inTurn(start));
}

/** The tensors that `model` wants expanded, made by the graph that can, and all files. */
async function expandedFor(model: Uint8Array, runtime: Runtime, { name, ...whole }: SessionSpec) {
  const part = constantPart(whole.model, expandedBy(model));
  const weights = await runtime.session({
    ...whole,
    name: `the weights of ${name}`,
    model: part,
    optimised: true,
  });
  const tensors = await weights.run({}).finally(() => weights.release());
  const expanded: ExternalData[] = [];
  for (const [path, tensor] of Object.entries(tensors)) {
    const { buffer, byteOffset, byteLength } = await read(tensor);
    expanded.push({ path: EXPANDED + path, data: new Uint8Array(buffer, byteOffset, byteLength) });
  }
  return { tensors, externalData: [...whole.externalData, ...expanded] };
}
