/** Files through the checker, on this thread or on several; results in the order of the files either way. */
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { append } from '../base/lists.ts';
import { type Checked, Checker, type CheckSetup } from './checker.ts';
import type { Found } from './files.ts';
import { type FormTrouble, inOrder } from './workspace.ts';

export type ToWorker = { readonly index: number; readonly file: Found } | 'end';
export type FromWorker =
  | 'ready'
  | { readonly index: number; readonly checked: Checked }
  | { readonly troubles: readonly FormTrouble[] };

/** Files that a thread has before it, so that it need not wait for the next. */
const AHEAD = 2;
/** Files that may be done for each thread before the one that is to be written next: bounds what is kept. */
const WINDOW = 32;

/** @returns what is wrong with the forms, once all files are through */
export type Checking = AsyncGenerator<Checked, readonly FormTrouble[], void>;

export async function* checkHere(files: readonly Found[], setup: CheckSetup): Checking {
  const checker = new Checker(setup);
  for (const file of files) {
    yield await checker.check(file);
    // Signals are heard between files.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return checker.troubles;
}

/** Files of one folder that go to one thread: reports that lie together name the same others, which are read once. */
const TOGETHER = 8;

interface Thread {
  readonly worker: Worker;
  /** What it is to be given, by index. */
  rest: number[];
  /** What it has before it, by index; the first is under way. */
  readonly waiting: number[];
  /** Whether it came as far as to read files. */
  ready: boolean;
}

/** How many threads, and the file that is their program. */
export interface Crew {
  readonly program: string;
  readonly jobs: number;
}

export async function* checkInThreads(files: readonly Found[], setup: CheckSetup, crew: Crew): Checking {
  const pool = new Pool(files, setup, crew);
  try {
    pool.begin();
    for (let next = 0; next < files.length; next++) yield await pool.take(next);
    return inOrder(await pool.end());
  } finally {
    pool.stop();
  }
}

/** Threads that check files, each given the next when it has done one. */
class Pool {
  private readonly here: Checker;
  private readonly done = new Map<number, Checked>();
  private readonly troubles: FormTrouble[] = [];
  private readonly threads = new Set<Thread>();
  /** Files of a thread that ended; they come first. */
  private again: number[] = [];
  private next = 0;
  private written = 0;
  private failure: unknown;
  private over = false;
  private wake = () => {};

  constructor(
    private readonly files: readonly Found[],
    private readonly setup: CheckSetup,
    private readonly crew: Crew,
  ) {
    this.here = new Checker(setup);
  }

  begin(): void {
    for (let i = 0; i < this.crew.jobs; i++) this.start();
  }

  /** What was found in a file, once it is through; files are asked for in their order. */
  async take(index: number): Promise<Checked> {
    for (;;) {
      const checked = this.done.get(index);
      if (checked) {
        this.done.delete(index);
        this.written = index + 1;
        for (const thread of this.threads) this.feed(thread);
        return checked;
      }
      if (this.failure !== undefined) throw this.failure;
      await this.change();
    }
  }

  /** Lets the threads end. @returns what is wrong with the forms that they read */
  async end(): Promise<readonly FormTrouble[]> {
    for (const { worker } of this.threads) worker.postMessage('end' as ToWorker);
    while (this.threads.size > 0) await this.change();
    if (this.failure !== undefined) throw this.failure;
    return this.troubles;
  }

  stop(): void {
    this.over = true;
    for (const { worker } of this.threads) void worker.terminate();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private start(): void {
    const worker = new Worker(this.crew.program, { workerData: this.setup });
    const thread: Thread = { worker, rest: [], waiting: [], ready: false };
    this.threads.add(thread);
    worker.on('message', (message: FromWorker) => this.hear(thread, message));
    let reason: Error | undefined;
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => this.ended(thread, reason));
    this.feed(thread);
  }

  private hear(thread: Thread, message: FromWorker): void {
    if (message === 'ready') thread.ready = true;
    else if ('troubles' in message) append(this.troubles, message.troubles);
    else {
      this.done.set(message.index, message.checked);
      thread.waiting.splice(thread.waiting.indexOf(message.index), 1);
      this.feed(thread);
      this.wake();
    }
  }

  private ended(thread: Thread, reason: Error | undefined): void {
    this.threads.delete(thread);
    const [lost, ...others] = thread.waiting.splice(0);
    // What keeps one from starting keeps the next one too.
    if (!thread.ready) this.failure = reason ?? new Error('exit');
    else if (lost !== undefined) {
      // One file has used up the memory of its thread: the others are still worth checking.
      this.done.set(lost, this.here.lost(this.files[lost] as Found, reason?.message ?? 'exit'));
      this.again = [...others, ...thread.rest, ...this.again];
    }
    const left = this.again.length > 0 || this.next < this.files.length;
    if (!this.over && this.failure === undefined && left) this.start();
    this.wake();
  }

  private feed(thread: Thread): void {
    while (thread.waiting.length < AHEAD) {
      const index = this.again.shift() ?? this.nextFor(thread);
      if (index === undefined) break;
      thread.waiting.push(index);
      thread.worker.postMessage({ index, file: this.files[index] } as ToWorker);
    }
  }

  /** The next file for a thread: of its folder; else a further folder's; else what another has left to do. */
  private nextFor(thread: Thread): number | undefined {
    const { files } = this;
    if (
      thread.rest.length === 0 &&
      this.next < files.length &&
      this.next < this.written + WINDOW * this.crew.jobs
    ) {
      const folder = dirname((files[this.next] as Found).absolute);
      const most = Math.min(this.next + TOGETHER, files.length);
      do thread.rest.push(this.next++);
      while (this.next < most && dirname((files[this.next] as Found).absolute) === folder);
    }
    if (thread.rest.length === 0 && this.next >= files.length)
      return [...this.threads].find((other) => other.rest.length > 0)?.rest.pop();
    return thread.rest.shift();
  }
}
