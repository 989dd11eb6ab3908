/** The language server as a process: `--stdio` (the default), `--node-ipc`, `--socket=…`, `--pipe=…`. */
import { Console } from 'node:console';
import { join } from 'node:path';
import { createConnection, type MessageReader, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { startServer, Waiting } from '../lsp/start.ts';
import { keepCode } from './code.ts';
import { compileForEdits, compileLate } from './compiler.ts';
import { WholeMessageWriter } from './writer.ts';

const args = process.argv.slice(2);
if (args.includes('--version') || args.includes('-v')) {
  process.stdout.write(`${version}\n`);
} else {
  const piped = !args.some((a) => /^--(?:node-ipc|socket|pipe)\b/.test(a));
  // Nothing but messages may go to the client's pipe.
  if (piped) globalThis.console = new Console(process.stderr);
  // Nobody reads any more: there is nobody to complain to either.
  if (piped) process.stdout.on('error', () => process.exit(1));
  process.stderr.on('error', () => undefined);
  // A mistake in one request is told in the log; the others go on.
  process.on('unhandledRejection', (reason) => console.error(reason));
  compileLate();
  const keep = keepCode(join(__dirname, '..'));
  const opened = () => {
    // Under the flags that it was compiled with.
    keep();
    compileForEdits();
  };
  const messageStrategy = new Waiting();
  const connection = piped
    ? createConnection(
        ProposedFeatures.all,
        // The library reads from a stream as well, and then ends the process with it; its types do not say so.
        process.stdin as unknown as MessageReader,
        new WholeMessageWriter(process.stdout),
        { messageStrategy },
      )
    : createConnection(ProposedFeatures.all, { messageStrategy });
  startServer(connection, { version }, (params) => {
    // The answer takes a turn to be written; a client has time for ours while it reads.
    setImmediate(() => setImmediate(load));
    async function load(): Promise<void> {
      try {
        const [{ serve }, { diskHost }] = await Promise.all([
          import('../lsp/server.ts'),
          import('./workspace.ts'),
        ]);
        serve(connection, { ...diskHost, opened }, params);
        messageStrategy.over();
      } catch (error) {
        // A server that answers nothing would look like one that finds nothing.
        console.error(error);
        process.exit(1);
      }
    }
  });
}
