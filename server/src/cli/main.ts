import { join } from 'node:path';
import { compileLate } from '../node/compiler.ts';
import { run } from './program.ts';

// `disclosure check … | head` closes the pipe early: no reason to complain.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

// Threads have it from here as well.
compileLate();

run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  // The bundle stands in dist/ of the package.
  root: join(__dirname, '..'),
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
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
