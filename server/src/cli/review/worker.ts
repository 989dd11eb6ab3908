/** A thread of `review`: tasks come in, what came of them goes out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Task, Work, type WorkSetup } from './work.ts';

const work = new Work(workerData as WorkSetup);

parentPort?.on('message', ({ index, task }: { index: number; task: Task }) => {
  void work.do(task).then((result) => parentPort?.postMessage({ index, result }));
});

parentPort?.postMessage('ready');
