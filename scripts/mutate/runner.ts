/** Runs tests for main.ts, in a process that stays warm. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Ask } from './worker.ts';

/** A warm process with the tests' runner in it, begun anew when it had to be stopped. */
export class Runner {
  private child: ChildProcess | undefined;
  private runs = 0;

  async run(ask: Ask): Promise<Answer | 'time' | 'crash'> {
    // What a runner keeps of its runs grows.
    if (this.runs++ % 100 === 0) this.stop();
    this.child ??= await this.start();
    const { child } = this;
    const answer = await new Promise<Answer | 'time' | 'crash'>((done) => {
      const crash = () => done('crash');
      child.once('message', (m) => {
        child.off('exit', crash);
        done(m as Answer | 'time');
      });
      child.once('exit', crash);
      child.send(ask);
    });
    if (typeof answer === 'string') this.stop();
    return answer;
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): Promise<ChildProcess> {
    const child = fork(process.argv[1] as string, ['--worker'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((done) => child.once('message', () => done(child)));
  }
}
