/** A thread of `check --jobs`: files come in, what is left of them goes out. */
import { parentPort, workerData } from 'node:worker_threads';
import { Checker, type CheckSetup } from './checker.ts';
import type { FromWorker, ToWorker } from './pool.ts';

const checker = new Checker(workerData as CheckSetup);
const port = parentPort;

// One after the other: the links of a file are followed while it is checked.
let last: Promise<void> = Promise.resolve();
port?.on('message', (message: ToWorker) => {
  last = last.then(async () => {
    if (message === 'end') {
      send({ troubles: checker.troubles });
      // With nothing left to hear the thread ends by itself.
      port?.close();
    } else send({ index: message.index, checked: await checker.check(message.file) });
  });
});

send('ready');

function send(message: FromWorker): void {
  port?.postMessage(message);
}
