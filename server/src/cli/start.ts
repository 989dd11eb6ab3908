/** What the process does with the command line: its streams, signals and exit code. */
import { join } from 'node:path';
import { systemMessage } from './files.ts';
import { EXIT, type ProgressStep } from './io.ts';
import { run } from './program.ts';
import { localeOf, sayIn } from './text.ts';

const say = sayIn(localeOf(process.argv.slice(2), process.env));

/** Ends with one line, where that can still be told. */
function giveUp(text: string, tell: boolean): never {
  if (tell) process.stderr.write(`${say('cli.error', { text })}\n`);
  process.exit(EXIT.usage);
}

/** @param dist the folder of the bundle, dist/ of the package */
export function start(dist: string): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `disclosure check … | head` closes the pipe early: no reason to complain.
      if (error.code === 'EPIPE') process.exit(0);
      giveUp(say('cli.output', { reason: systemMessage(error, say) }), stream !== process.stderr);
    });
  }

  /** An editor that runs this program shows how far it is, and is gone when it ends. */
  const forEditor = process.env.DISCLOSURE_PROGRESS === 'ipc' && process.send !== undefined;
  if (forEditor) {
    process.on('disconnect', () => process.exit(EXIT.usage));
    // Listening alone would keep the program from ending.
    process.channel?.unref();
  }

  run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
    root: join(dist, '..'),
    ...(forEditor ? { onProgress: (step: ProgressStep) => void process.send?.(step) } : {}),
    onInterrupt: (step) => {
      const signals = ['SIGINT', 'SIGTERM'] as const;
      const end = (signal: NodeJS.Signals) => {
        step();
        off();
        // By the signal itself: a shell that runs several commands stops too.
        process.kill(process.pid, signal);
      };
      const off = () => {
        for (const signal of signals) process.off(signal, end);
      };
      for (const signal of signals) process.on(signal, end);
      return off;
    },
  }).then(
    (code) => {
      // Setting the code instead of leaving lets what is still being written reach a pipe.
      process.exitCode = code;
    },
    (error: unknown) => {
      // What the system refuses is no fault of the program: a stack would say nothing.
      const isSystem = error instanceof Error && 'syscall' in error;
      const text = isSystem ? say('cli.error', { text: systemMessage(error, say) }) : undefined;
      process.stderr.write(
        `${text ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
      );
      process.exitCode = EXIT.usage;
    },
  );
}
