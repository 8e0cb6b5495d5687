/** ONNX Runtime on the chosen device: makes sessions and tensors, and tells when the GPU is lost. */
import type { VlmError } from '../protocol/error.ts';
import type { DeviceInfo } from '../protocol/values.ts';
import { loadOrt, type LoadedOrt, type Ort } from './build.ts';
import { deviceLost, engineFailure } from './failure.ts';
import { keepModule } from './kept-module.ts';
import { OnnxSession, type ExternalData, type Session } from './session.ts';
import { smallest } from './smallest-model.ts';
import { TensorFactory } from './tensor.ts';

/** How to make a session. */
export interface SessionSpec {
  /** The component's name, for messages. */
  name: string;
  model: Uint8Array;
  externalData: ExternalData[];
  /** Outputs that feed the next run: on WebGPU they stay in GPU buffers. */
  keepOnDevice?: readonly string[] | 'all';
  /** Whether the graph is to run as it is. */
  optimised?: boolean;
  /** WebGPU only: runs may be captured. Rejects where the engine can't capture this model. */
  capture?: boolean;
}

export class Runtime {
  readonly device: DeviceInfo;
  readonly tensors: TensorFactory;
  readonly #ort: Ort;
  readonly #module: string;
  readonly #onLost: (error: VlmError) => void;
  #last: Promise<unknown> = Promise.resolve();
  #watching = false;

  private constructor(device: DeviceInfo, { ort, module }: LoadedOrt, onLost: (error: VlmError) => void) {
    this.device = device;
    this.#ort = ort;
    this.#module = module;
    this.#onLost = onLost;
    this.tensors = new TensorFactory(ort);
  }

  /**
   * Loads ONNX Runtime and lets it compile while the models are still on their way.
   * @param onLost Called when the GPU went away under the engine's hands.
   */
  static async create(device: DeviceInfo, onLost: (error: VlmError) => void): Promise<Runtime> {
    try {
      const runtime = new Runtime(device, await loadOrt(device.device, device.threads), onLost);
      void runtime.session(smallest).catch(() => undefined); // Fails again, and is told, with the first real one.
      return runtime;
    } catch (thrown) {
      throw engineFailure('Loading ONNX Runtime', thrown);
    }
  }

  /** Keeps what runs the models for visits without network. */
  keep(): Promise<void> {
    return keepModule(this.#module);
  }

  /** Makes a session; one after another, as ONNX Runtime demands. */
  session(spec: SessionSpec): Promise<Session> {
    return this.inTurn(() => this.#create(spec));
  }

  /**
   * Does something while no session is being made. So threads are to be started: where ONNX Runtime was being loaded at
   * the same time, twice in some hundred loads one never began to run.
   */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The GPU that sessions run on; there once one was made. */
  gpu(): Promise<GPUDevice> {
    return this.#ort.env.webgpu.device;
  }

  async #create({
    name,
    model,
    externalData,
    keepOnDevice = [],
    optimised = false,
    capture = false,
  }: SessionSpec): Promise<Session> {
    const gpu = this.device.device === 'webgpu';
    try {
      const options = {
        // As an object: of a provider's bare name no options are read.
        executionProviders: [{ name: this.device.device }],
        graphOptimizationLevel: optimised ? ('disabled' as const) : ('all' as const),
        logSeverityLevel: 3 as const, // Errors; warnings tell of shape arithmetic left to the CPU.
        externalData,
        // Stored weights are expanded once, here, rather than at every run.
        extra: { session: { disable_quant_qdq: '1' } },
        ...(gpu && {
          preferredOutputLocation:
            keepOnDevice === 'all'
              ? ('gpu-buffer' as const)
              : Object.fromEntries(keepOnDevice.map((output) => [output, 'gpu-buffer' as const])),
        }),
      };
      if (capture) allowCapture(options);
      const session = await this.#ort.InferenceSession.create(model, options);
      if (gpu) await this.#watch();
      return new OnnxSession(name, session);
    } catch (thrown) {
      throw engineFailure(`Preparing ${name}`, thrown);
    }
  }

  async #watch(): Promise<void> {
    if (this.#watching) return;
    this.#watching = true;
    const device = await this.gpu();
    void this.#report(device.lost);
  }

  async #report(lost: Promise<GPUDeviceLostInfo>): Promise<void> {
    const { reason, message } = await lost;
    if (reason !== 'destroyed') this.#onLost(deviceLost(message || reason));
  }
}

/**
 * Switches capture on for the execution provider, which reads the option first, and hides it from the JavaScript
 * around it, which would then demand that every run be captured and free the buffers it was given.
 */
function allowCapture(options: object): void {
  let reads = 0;
  Object.defineProperty(options, 'enableGraphCapture', { enumerable: true, get: () => (reads += 1) === 1 });
}
