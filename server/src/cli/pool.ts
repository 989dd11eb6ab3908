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

/**
 * @param program the file of the threads
 * @param jobs how many threads
 */
export async function* checkInThreads(
  files: readonly Found[],
  setup: CheckSetup,
  program: string,
  jobs: number,
): Checking {
  const here = new Checker(setup);
  const done = new Map<number, Checked>();
  const troubles: FormTrouble[] = [];
  const threads = new Set<Thread>();
  /** Files of a thread that ended; they come first. */
  let again: number[] = [];
  let next = 0;
  let written = 0;
  let failure: unknown;
  let over = false;
  let wake = () => {};

  function start(): void {
    const thread: Thread = {
      worker: new Worker(program, { workerData: setup }),
      rest: [],
      waiting: [],
      ready: false,
    };
    threads.add(thread);
    thread.worker.on('message', (message: FromWorker) => {
      if (message === 'ready') {
        thread.ready = true;
        return;
      }
      if ('troubles' in message) {
        append(troubles, message.troubles);
        return;
      }
      done.set(message.index, message.checked);
      thread.waiting.splice(thread.waiting.indexOf(message.index), 1);
      feed(thread);
      wake();
    });
    let reason: Error | undefined;
    thread.worker.on('error', (error) => {
      reason = error;
    });
    thread.worker.on('exit', () => {
      threads.delete(thread);
      const [lost, ...others] = thread.waiting.splice(0);
      // What keeps one from starting keeps the next one too.
      if (!thread.ready) failure = reason ?? new Error('exit');
      else if (lost !== undefined) {
        // One file has used up the memory of its thread: the others are still worth checking.
        done.set(lost, here.lost(files[lost] as Found, reason?.message ?? 'exit'));
        again = [...others, ...thread.rest, ...again];
      }
      if (!over && failure === undefined && (again.length > 0 || next < files.length)) start();
      wake();
    });
    feed(thread);
  }

  /** The next file for a thread: of its folder; else a further folder's; else what another has left to do. */
  function take(thread: Thread): number | undefined {
    if (thread.rest.length === 0 && next < files.length && next < written + WINDOW * jobs) {
      const folder = dirname((files[next] as Found).absolute);
      const most = next + TOGETHER;
      do thread.rest.push(next++);
      while (next < most && next < files.length && dirname((files[next] as Found).absolute) === folder);
    }
    if (thread.rest.length === 0 && next >= files.length)
      return [...threads].find((other) => other.rest.length > 0)?.rest.pop();
    return thread.rest.shift();
  }

  function feed(thread: Thread): void {
    while (thread.waiting.length < AHEAD) {
      const index = again.shift() ?? take(thread);
      if (index === undefined) break;
      thread.waiting.push(index);
      thread.worker.postMessage({ index, file: files[index] } as ToWorker);
    }
  }

  try {
    for (let i = 0; i < jobs; i++) start();
    while (written < files.length) {
      const checked = done.get(written);
      if (checked) {
        done.delete(written++);
        for (const thread of threads) feed(thread);
        yield checked;
      } else if (failure !== undefined) throw failure;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    for (const { worker } of threads) worker.postMessage('end' as ToWorker);
    while (threads.size > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== undefined) throw failure;
    return inOrder(troubles);
  } finally {
    over = true;
    for (const { worker } of threads) void worker.terminate();
  }
}
