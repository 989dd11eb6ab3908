/**
 * The worker: unpacked from the page, started, watched, and begun anew without the file that it hangs on or breaks down at.
 */

import type { FromWorker, GivenFile, Locale, ToWorker, UnreadFile } from '../protocol.ts';
import { startWorker } from './trusted.ts';

/** After so long on one file a person is asked. */
const PATIENCE = 15_000;

export interface Listener {
  /** What the worker says. */
  heard(message: FromWorker): void;
  /** A file has been read for so many seconds. */
  slow(name: string, seconds: number): void;
  /** The worker broke down at a file, or at none. */
  broke(name: string | undefined): void;
}

export class Engine {
  private worker: Worker | undefined;
  private address: string | undefined;
  /** All that was given and is not given up. */
  private files: GivenFile[] = [];
  /** Files that were given up, and why. */
  readonly givenUp: UnreadFile[] = [];
  private at: string | undefined;
  private since = 0;
  private timer: number | undefined;
  private locale: Locale = 'zh';

  constructor(private readonly listener: Listener) {}

  /** The file that is being read. */
  get reading(): string | undefined {
    return this.at;
  }

  async read(files: readonly GivenFile[], locale: Locale): Promise<void> {
    this.locale = locale;
    const fresh = this.named(files);
    this.files.push(...fresh);
    await this.start();
    this.send({ type: 'read', files: fresh, locale });
  }

  send(message: ToWorker): void {
    if (message.type === 'speak') this.locale = message.locale;
    this.worker?.postMessage(message);
  }

  /** Goes on without a file; what was read is read again. */
  async giveUp(name: string | undefined, reason: string): Promise<void> {
    this.worker?.terminate();
    this.worker = undefined;
    this.end();
    if (name !== undefined) {
      this.givenUp.push({ name, reason });
      this.files = this.files.filter((f) => f.name !== name);
    }
    await this.start();
    this.send({ type: 'read', files: this.files, locale: this.locale });
  }

  /** The files that were not given before, each with a name of its own. */
  private named(files: readonly GivenFile[]): GivenFile[] {
    const taken = new Map(this.files.map(({ name, file }) => [name, file]));
    const fresh: GivenFile[] = [];
    for (const { name, file } of files) {
      let own = name;
      for (let n = 2; taken.has(own) && !same(taken.get(own), file); n++)
        own = name.replace(/(\.[^./]*)?$/, ` (${n})$1`);
      if (taken.has(own)) continue;
      taken.set(own, file);
      fresh.push({ name: own, file });
    }
    return fresh;
  }

  private async start(): Promise<void> {
    if (this.worker) return;
    this.address ??= URL.createObjectURL(new Blob([await unpacked('engine')], { type: 'text/javascript' }));
    const worker = startWorker(this.address);
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.heard(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const at = this.at;
      this.end();
      this.worker?.terminate();
      this.worker = undefined;
      this.listener.broke(at);
    });
    this.worker = worker;
  }

  private heard(message: FromWorker): void {
    if (message.type === 'progress') this.begin(message.doing === 'read' ? message.name : undefined);
    else if (message.type === 'done' || message.type === 'trouble') this.end();
    this.listener.heard(message);
  }

  private begin(name: string | undefined): void {
    this.end();
    this.at = name;
    if (name === undefined) return;
    this.since = Date.now();
    this.timer = window.setInterval(() => {
      const waited = Date.now() - this.since;
      if (waited > PATIENCE) this.listener.slow(name, Math.round(waited / 1000));
    }, 1000);
  }

  private end(): void {
    window.clearInterval(this.timer);
    this.at = undefined;
  }
}

/** Whether a file was given twice. */
function same(a: Blob | undefined, b: Blob): boolean {
  const changed = (file: Blob | undefined) => (file instanceof File ? file.lastModified : undefined);
  return a?.size === b.size && changed(a) === changed(b);
}

/** What the page holds packed, as text. */
export async function unpacked(id: string): Promise<string> {
  const packed = atob((document.getElementById(id)?.textContent ?? '').trim());
  const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
