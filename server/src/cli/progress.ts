/** How far a run is: one line on a terminal, drawn over itself, and gone when it is done. */
import type { Io, ProgressStep } from './io.ts';
import type { Say } from './text.ts';
import { displayWidth } from './width.ts';

/** Nothing is shown of what is done at once. */
const PATIENCE_MS = 500;
const REDRAW_MS = 100;
const BAR = 24;

export class Progress {
  private readonly started = performance.now();
  private drawn = this.started + PATIENCE_MS - REDRAW_MS;
  private shown = false;

  private readonly stream: Io['stderr'];

  /** @param io nothing is written where its stream of errors is no terminal */
  constructor(
    private readonly io: Pick<Io, 'stderr' | 'onProgress'>,
    private readonly say: Say,
    private readonly all: number,
    private readonly doing: ProgressStep['doing'],
  ) {
    this.stream = io.stderr;
  }

  /** Shows how many are done, at most ten times a second. */
  show(done: number): void {
    const now = performance.now();
    if (now - this.drawn < REDRAW_MS) return;
    this.drawn = now;
    this.io.onProgress?.({ doing: this.doing, done, all: this.all });
    if (!this.stream.isTTY) return;
    const filled = Math.floor((done / this.all) * BAR);
    const seconds =
      done > 0 ? Math.ceil(((now - this.started) / 1000 / done) * (this.all - done)) : undefined;
    const counts = this.say('cli.progress', { done: String(done), all: String(this.all) });
    const left =
      seconds === undefined
        ? ''
        : seconds < 100
          ? this.say('cli.progress.seconds', { count: String(seconds) })
          : this.say('cli.progress.minutes', { count: String(Math.ceil(seconds / 60)) });
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] `;
    const line = [bar + counts + left, counts + left, counts].find(
      (text) => displayWidth(text) < (this.stream.columns ?? 80),
    );
    this.stream.write(`\r\u001b[K${line ?? ''}`);
    this.shown = true;
  }

  /** Takes the line away, before something else is written to the terminal and at the end. */
  clear(): void {
    if (!this.shown) return;
    this.shown = false;
    this.stream.write('\r\u001b[K');
  }
}
