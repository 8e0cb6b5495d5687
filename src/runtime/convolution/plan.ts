/** The convolutions with which an ONNX graph begins, as steps of our own kernels; what is left of it runs in ONNX Runtime. */
import { outputsOf } from '../onnx/graph-part.ts';
import { graphOf, nodesOf, type GraphNode } from '../onnx/node.ts';
import { pictureInput, type PictureInput } from '../onnx/picture-input.ts';
import { fieldsOf } from '../onnx/protobuf.ts';
import { FLOAT, initializersOf, type StoredTensor } from '../onnx/stored-tensor.ts';
import { convolutionOf, type Convolution } from './convolution.ts';
import type { Pointwise, Size, Step } from './step.ts';

export interface Plan {
  /** The graph's input: channels first. */
  picture: PictureInput;
  steps: Step[];
  /** What the rest of the graph reads of the steps' tensors: channels last here, first there. */
  results: ({ name: string } & Size)[];
  /** What the nodes make that the steps don't do. */
  rest: ReadonlySet<string>;
}

/** Undefined where the graph doesn't begin with convolutions that the kernels know. @param model A ModelProto. */
export function planOf(model: Uint8Array): Plan | undefined {
  const graph = graphOf(model);
  const picture = graph && pictureInput(graph);
  if (!picture) return undefined;
  return new Planner(graph, picture).plan();
}

/** A picture as it was given, but for a factor and a summand. */
interface Picture extends PictureInput {
  scale: number;
  shift: number;
}

class Planner {
  readonly #nodes: GraphNode[];
  readonly #stored: Map<string, StoredTensor>;
  readonly #input: PictureInput;
  readonly #pictures = new Map<string, Picture>();
  readonly #sizes = new Map<string, Size>();
  readonly #reads = new Map<string, number>();
  readonly #steps: Step[] = [];
  /** The graph's outputs. */
  readonly #wanted: ReadonlySet<string>;

  constructor(graph: Uint8Array, input: PictureInput) {
    this.#nodes = nodesOf(fieldsOf(graph));
    this.#stored = initializersOf(graph, []);
    this.#input = input;
    this.#wanted = new Set(outputsOf(graph));
    this.#pictures.set(input.name, { ...input, scale: 1, shift: 0 });
    for (const { inputs } of this.#nodes)
      for (const name of inputs) this.#reads.set(name, (this.#reads.get(name) ?? 0) + 1);
  }

  plan(): Plan | undefined {
    const rest = this.#nodes.filter((node) => !this.#takes(node));
    const read = new Set(rest.flatMap(({ inputs }) => inputs));
    const given = [...this.#pictures.keys()].some((name) => read.has(name) || this.#wanted.has(name));
    if (this.#steps.length === 0 || given || [...this.#sizes.keys()].some((name) => this.#wanted.has(name)))
      return undefined;
    const results = [...this.#sizes]
      .filter(([name]) => read.has(name))
      .map(([name, size]) => ({ name, ...size }));
    return {
      picture: this.#input,
      steps: this.#steps,
      results,
      rest: new Set(rest.flatMap(({ outputs }) => outputs)),
    };
  }

  /** Whether the kernels do this node's work; the steps do then. */
  #takes(node: GraphNode): boolean {
    const [from = '', other = ''] = node.inputs;
    const to = node.outputs[0] ?? '';
    const picture = this.#pictures.get(from);
    if (picture && (node.operator === 'Mul' || node.operator === 'Add'))
      return this.#scales(picture, node.operator, other, to);
    if (node.operator === 'Add') return this.#adds(from, other, to) || this.#adds(other, from, to);
    const convolution = convolutionOf(node, this.#stored.get(other)?.dims ?? []);
    if (!convolution) return false;
    if (picture) return this.#unfolds(picture, convolution, to);
    const size = this.#sizes.get(from);
    return size !== undefined && this.#convolves(from, size, convolution, to);
  }

  #scales(picture: Picture, operator: 'Mul' | 'Add', other: string, to: string): boolean {
    const { type, bytes } = this.#stored.get(other) ?? {};
    if (type !== FLOAT || bytes?.length !== 4) return false;
    const by = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
    const { scale, shift } = picture;
    const changed = operator === 'Mul' ? { scale: scale * by, shift: shift * by } : { shift: shift + by };
    this.#pictures.set(to, { ...picture, ...changed });
    return true;
  }

  /** Adds `rest` in the step that makes `last`, if nothing else reads that. */
  #adds(last: string, rest: string, to: string): boolean {
    const at = this.#steps.findIndex(({ to }) => to === last);
    const added = this.#steps.findIndex(({ to }) => to === rest);
    const step = this.#steps[at];
    const [size, other] = [this.#sizes.get(last), this.#sizes.get(rest)];
    if (step?.kind !== 'pointwise' || step.most >= 0 || step.rest !== undefined) return false;
    if (!size || !other || !areAlike(size, other) || this.#reads.get(last) !== 1) return false;
    if (added < 0 || added > at) return false;
    Object.assign(step, { rest, to } satisfies Partial<Pointwise>);
    this.#sizes.delete(last);
    this.#sizes.set(to, size);
    return true;
  }

  #unfolds(picture: Picture, convolution: Convolution, to: string): boolean {
    const { depthwise, size, outputs, most, weights, bias } = convolution;
    const { scale, shift, channels, name: from } = picture;
    if (depthwise || convolution.inputs !== channels) return false;
    const { window, rows, columns } = convolution.on(picture);
    const [inputs, windows] = [Math.ceil((channels * size * size) / 4) * 4, `${to} unfolded`];
    this.#steps.push({ kind: 'unfold', from, to: windows, inputs, channels, window, rows, scale, shift });
    this.#multiplies({ from: windows, to, weights, bias, pixels: rows * columns, inputs, outputs, most });
    this.#sizes.set(to, { channels: outputs, height: rows, width: columns });
    return true;
  }

  #convolves(from: string, of: Size, convolution: Convolution, to: string): boolean {
    const { depthwise, size, stride, inputs, outputs, most, weights, bias } = convolution;
    if (of.channels !== (depthwise ? outputs : inputs)) return false;
    const { window, rows, columns } = convolution.on(of);
    if (depthwise)
      this.#steps.push({ kind: 'depthwise', from, to, weights, bias, channels: outputs, window, rows, most });
    else if (size > 1 || stride > 1 || rows !== of.height || columns !== of.width) return false;
    else this.#multiplies({ from, to, weights, bias, pixels: rows * columns, inputs, outputs, most });
    this.#sizes.set(to, { channels: outputs, height: rows, width: columns });
    return true;
  }

  #multiplies(step: Omit<Pointwise, 'kind' | 'rest'>): void {
    this.#steps.push({ kind: 'pointwise', rest: undefined, ...step });
  }
}

function areAlike(a: Size, b: Size): boolean {
  return a.channels === b.channels && a.height === b.height && a.width === b.width;
}
