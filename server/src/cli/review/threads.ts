/** Tasks over threads, one at a time in each; results in the order of the tasks. */
import { Worker } from 'node:worker_threads';

/** Results that may be done before the one that is to be given next: bounds what is kept. */
const AHEAD = 16;

export type FromThread<Result> = { readonly index: number; readonly result: Result } | 'ready';

interface Thread {
  readonly worker: Worker;
  task: number | undefined;
  ready: boolean;
}

/**
 * Gives tasks to threads.
 * @param lost the result of a task whose thread ended under it
 */
export async function* inThreads<Task, Result>(
  tasks: readonly Task[],
  how: { readonly program: string; readonly data: unknown; readonly jobs: number },
  lost: (task: Task, reason: string) => Result,
): AsyncGenerator<Result, void, void> {
  const done = new Map<number, Result>();
  const threads = new Set<Thread>();
  let next = 0;
  let given = 0;
  let failure: unknown;
  let over = false;
  let wake = () => {};

  const feed = (thread: Thread) => {
    if (!thread.ready || thread.task !== undefined || next >= tasks.length) return;
    if (next >= given + AHEAD * how.jobs) return;
    thread.task = next++;
    thread.worker.postMessage({ index: thread.task, task: tasks[thread.task] });
  };
  const start = () => {
    const thread: Thread = {
      worker: new Worker(how.program, { workerData: how.data }),
      task: undefined,
      ready: false,
    };
    threads.add(thread);
    let reason: Error | undefined;
    thread.worker.on('message', (message: FromThread<Result>) => {
      if (message === 'ready') thread.ready = true;
      else {
        done.set(message.index, message.result);
        thread.task = undefined;
      }
      feed(thread);
      wake();
    });
    thread.worker.on('error', (error) => {
      reason = error;
    });
    thread.worker.on('exit', () => {
      threads.delete(thread);
      // What keeps one from starting keeps the next one too.
      if (!thread.ready) failure = reason ?? new Error('exit');
      else if (thread.task !== undefined)
        done.set(thread.task, lost(tasks[thread.task] as Task, reason?.message ?? 'exit'));
      if (!over && failure === undefined && next < tasks.length) start();
      wake();
    });
  };

  try {
    for (let i = 0; i < Math.min(how.jobs, tasks.length); i++) start();
    while (given < tasks.length) {
      if (done.has(given)) {
        const result = done.get(given) as Result;
        done.delete(given++);
        for (const thread of threads) feed(thread);
        yield result;
      } else if (failure !== undefined) throw failure;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    over = true;
    await Promise.all([...threads].map(({ worker }) => worker.terminate()));
  }
}
