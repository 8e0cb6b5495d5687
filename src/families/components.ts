/** The sessions of one pack, each made when first asked for. */
import type { LoadContext } from './family.ts';
import { VlmError } from '../protocol/error.ts';
import { fusedSession } from '../runtime/onnx/fused-session.ts';
import type { ExternalData, Session } from '../runtime/session.ts';

export class Components {
  readonly #context: LoadContext;
  readonly #keepOnDevice: Record<string, readonly string[]>;
  readonly #sessions = new Map<string, Promise<Session>>();

  /** @param keepOnDevice By component, the outputs that only feed later runs. */
  constructor(context: LoadContext, keepOnDevice: Record<string, readonly string[]>) {
    this.#context = context;
    this.#keepOnDevice = keepOnDevice;
  }

  has(name: string): boolean {
    return this.#sessions.has(name);
  }

  session(name: string): Promise<Session> {
    let session = this.#sessions.get(name);
    if (!session) {
      session = this.#create(name);
      this.#sessions.set(name, session);
    }
    return session;
  }

  /** Frees every session. */
  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
    this.#sessions.clear();
  }

  /** A component's model, and the files that it names. */
  async files(name: string): Promise<{ model: Uint8Array; externalData: ExternalData[] }> {
    const { pack, files } = this.#context;
    const component = pack.components[name];
    if (!component) {
      throw new VlmError(
        'pack-invalid',
        `pack.json: components.${name} is missing, and this family needs it.`,
      );
    }
    const [model, ...data] = await Promise.all(
      [component.model, ...component.externalData].map((path) => files.get(path)),
    );
    const externalData = component.externalData.map((path, i) => ({ path, data: data[i] as Uint8Array }));
    return { model: model as Uint8Array, externalData };
  }

  async #create(name: string): Promise<Session> {
    const { pack, files, runtime } = this.#context;
    const spec = { name, ...(await this.files(name)), keepOnDevice: this.#keepOnDevice[name] ?? [] };
    const fused = pack.components[name]?.fused;
    // WebGPU chooses its own layout of convolutions before it fuses anything.
    if (fused === undefined || runtime.device.device !== 'wasm') return runtime.session(spec);
    return fusedSession(runtime, spec, await files.get(fused));
  }
}
