/** The language server in a web worker. There are no files but the open documents. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import { noHost } from '../lsp/host.ts';
import { serve } from '../lsp/server.ts';
import { startServer } from '../lsp/start.ts';
import { setLibrary } from './pdfjs.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(scope),
  new BrowserMessageWriter(scope),
);
startServer(connection, { version }, (params) => {
  setLibrary((params.initializationOptions as { pdfjs?: unknown } | undefined)?.pdfjs);
  serve(connection, noHost, params);
});
