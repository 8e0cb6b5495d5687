/** What another engine on the benchmark's page can be asked. Everything survives JSON. */

export interface CompetitorLoad {
  engine: 'transformers.js' | 'wllama';
  /** Address of the folder of installed packages. */
  library: string;
  /** Address of the model: a folder, or a GGUF file. */
  model: string;
  dtype: string;
  device: 'wasm' | 'webgpu';
  threads: number;
}

export interface TimeRequest {
  ids: number[];
  /** The same as text, for engines that take no ids. */
  text: string;
  /** Tokens to choose. */
  count: number;
}

export interface Timed {
  /** When each token was there, in ms after the call. */
  stamps: number[];
  /** Where the engine tells them. */
  ids?: number[];
}

export interface CompetitorMethods {
  load(request: CompetitorLoad): Promise<void>;
  time(request: TimeRequest): Promise<Timed>;
}
