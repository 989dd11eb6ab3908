/** The language server as a process: `--stdio` (the default), `--node-ipc`, `--socket=…`, `--pipe=…`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { startServer } from '../lsp/server.ts';
import { diskHost } from './workspace.ts';

const args = process.argv.slice(2);
if (args.includes('--version') || args.includes('-v')) {
  process.stdout.write(`${version}\n`);
} else {
  if (!args.some((a) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(a))) process.argv.push('--stdio');
  // A mistake in one request is told in the log; the others go on.
  process.on('unhandledRejection', (reason) => console.error(reason));
  startServer(createConnection(ProposedFeatures.all), diskHost, { version });
}
