/** CPU instructions of a process, where the machine lets them be counted: times move with the load, these hardly. */
import { spawn, spawnSync } from 'node:child_process';

const EVENT = 'instructions:u';

/** What `perf stat -x,` says of the event; nothing where the machine does not count it. */
function read(text: string): number | undefined {
  const line = text.split('\n').find((l) => l.includes(`,${EVENT}`) || l.includes(',instructions'));
  const value = Number(line?.split(',')[0]);
  return line !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

export function canCount(): boolean {
  const run = spawnSync('perf', ['stat', '-x,', '-e', EVENT, 'true'], { encoding: 'utf8' });
  return run.status === 0 && read(run.stderr) !== undefined;
}

/** Instructions that a process executes while `work` runs. */
export async function countInstructions(pid: number, work: () => Promise<void>): Promise<number | undefined> {
  const perf = spawn('perf', ['stat', '-x,', '-e', EVENT, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  perf.stderr.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const ended = new Promise((resolve) => {
    perf.once('close', resolve);
  });
  // perf says nothing when it is ready.
  await new Promise((resolve) => setTimeout(resolve, 300));
  try {
    await work();
  } finally {
    perf.kill('SIGINT');
    await ended;
  }
  return read(text);
}
