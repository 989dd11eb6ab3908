/** The worker inside the page: reads, checks, and hands out what is shown and saved. It never asks for anything outside. */
import type { FromWorker, ToWorker } from '../protocol.ts';
import { Desk } from './desk.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const tell = (message: FromWorker) =>
  scope.postMessage(message, message.type === 'saved' ? [message.bytes.buffer] : []);

const desk = new Desk(tell);
/** Reading and checking are done one after the other; what is shown and stopped has its turn in between. */
let work: Promise<unknown> = Promise.resolve();

function answer(message: ToWorker): unknown {
  switch (message.type) {
    case 'stop':
      return desk.stop();
    case 'show':
      return desk.show(message.report);
    case 'read':
      work = work.then(() => desk.read(message.files, message.locale));
      return work;
    case 'speak':
      work = work.then(() => desk.speak(message.locale));
      return work;
    case 'save':
      work = work.then(() => desk.save(message.opinions));
      return work;
  }
}

scope.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    await answer(data);
  } catch (error) {
    // What comes next is not held up by it.
    work = Promise.resolve();
    tell({ type: 'trouble', words: error instanceof Error ? error.message : String(error) });
  }
});
