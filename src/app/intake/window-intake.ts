/** Pictures dropped anywhere on the page or pasted into it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NamedPicture } from '../state/photograph.ts';
import { droppedFiles } from './dropped-files.ts';
import { picturesOf, picturesOfFolder } from './pictures.ts';

export class WindowIntake implements ReactiveController {
  /** Whether files are being held over the page. */
  dragging = false;
  readonly #host: ReactiveControllerHost;
  readonly #take: (pictures: NamedPicture[]) => void;
  #listening: AbortController | undefined;
  #depth = 0;

  constructor(host: ReactiveControllerHost, take: (pictures: NamedPicture[]) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('dragenter', (event) => this.#drag(event, 1), { signal });
    addEventListener('dragleave', (event) => this.#drag(event, -1), { signal });
    addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault(), { signal });
    addEventListener('drop', (event) => this.#drop(event), { signal });
    addEventListener('paste', (event) => this.#paste(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  /** Enter and leave fire for every element crossed, so they are counted. */
  #drag(event: DragEvent, step: 1 | -1): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.#setDepth(this.#depth + step);
  }

  #drop(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.#setDepth(0);
    if (event.dataTransfer) void this.#takeDropped(event.dataTransfer);
  }

  async #takeDropped(data: DataTransfer): Promise<void> {
    const { files, hasFolder } = await droppedFiles(data);
    this.#take(hasFolder ? picturesOfFolder(files) : picturesOf(files));
  }

  #paste(event: ClipboardEvent): void {
    const pictures = picturesOf(event.clipboardData?.files ?? []);
    if (pictures.length === 0) return;
    event.preventDefault();
    this.#take(pictures);
  }

  #setDepth(depth: number): void {
    this.#depth = Math.max(0, depth);
    this.dragging = this.#depth > 0;
    this.#host.requestUpdate();
  }
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
