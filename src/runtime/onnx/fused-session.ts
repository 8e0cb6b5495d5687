/**
 * A session of a graph that was optimised when it was exported. Where WebAssembly has just been compiled, running the
 * optimiser takes longer than the first picture. The convolutions that it begins with run on the project's own kernels.
 */
import { ConvolutionSession } from '../convolution/convolution-session.ts';
import { ConvolutionNetwork } from '../convolution/network.ts';
import { planOf, type Plan } from '../convolution/plan.ts';
import { restOf } from '../convolution/rest.ts';
import type { Runtime, SessionSpec } from '../runtime.ts';
import type { ExternalData, Session } from '../session.ts';
import { disposeAll, read } from '../tensor.ts';
import { constantPart } from './constant-part.ts';
import { tensorsOf } from './stored-tensor.ts';

/** Stands before the name of a tensor that is to be expanded, where other external data name a file. */
export const EXPANDED = '=';

/** Names of the tensors that a fused graph wants expanded. @param of Only those of these initializers. */
export function expandedBy(fused: Uint8Array, of?: ReadonlySet<string>): string[] {
  const wanted = [...tensorsOf(fused, []).values()].filter(({ name }) => of?.has(name) ?? true);
  return wanted
    .map(({ location = '' }) => location)
    .filter((location) => location.startsWith(EXPANDED))
    .map((location) => location.slice(EXPANDED.length));
}

/**
 * Rejects as `Runtime.session`.
 * @param spec The graph that `fused` was made from, which expands the weights.
 * @param fused A graph whose weights are external data: of the files given, or tensors to be expanded.
 */
export async function fusedSession(runtime: Runtime, spec: SessionSpec, fused: Uint8Array): Promise<Session> {
  const plan = planOf(fused);
  const network = plan && (await networkOf(runtime, spec, fused, plan));
  const model = network ? restOf(fused, network.plan) : fused;
  try {
    const session = await withExpanded(runtime, spec, expandedBy(model), (externalData) =>
      runtime.session({ ...spec, model, externalData, optimised: true }),
    );
    return network ? new ConvolutionSession(network, session, runtime.tensors) : session;
  } catch (thrown) {
    network?.release();
    throw thrown;
  }
}

/** Its weights are expanded by themselves, so that ONNX Runtime's memory never holds all. */
async function networkOf(
  runtime: Runtime,
  spec: SessionSpec,
  fused: Uint8Array,
  plan: Plan,
): Promise<ConvolutionNetwork | undefined> {
  const read = plan.steps.flatMap((step) => (step.kind === 'unfold' ? [] : [step.weights, step.bias]));
  return withExpanded(runtime, spec, expandedBy(fused, new Set(read)), (externalData) =>
    ConvolutionNetwork.create(plan, tensorsOf(fused, externalData), runtime.device.threads),
  );
}

/** Expands tensors by `spec`'s graph, for as long as they are used. */
async function withExpanded<T>(
  runtime: Runtime,
  { name, model, externalData }: SessionSpec,
  names: readonly string[],
  use: (externalData: ExternalData[]) => Promise<T>,
): Promise<T> {
  const part = constantPart(model, names);
  const weights = await runtime.session({
    name: `the weights of ${name}`,
    model: part,
    externalData,
    optimised: true,
  });
  const tensors = await weights.run({}).finally(() => weights.release());
  try {
    const expanded: ExternalData[] = [];
    for (const [path, tensor] of Object.entries(tensors)) {
      const { buffer, byteOffset, byteLength } = await read(tensor);
      expanded.push({ path: EXPANDED + path, data: new Uint8Array(buffer, byteOffset, byteLength) });
    }
    return await use([...externalData, ...expanded]);
  } finally {
    disposeAll(tensors);
  }
}
