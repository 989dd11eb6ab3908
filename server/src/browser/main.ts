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
import { setLibrary as setPdf } from './pdfjs.ts';
import { setLibrary as setSheets } from './sheetjs.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(scope),
  new BrowserMessageWriter(scope),
);
startServer(connection, { version }, (params) => {
  const places = params.initializationOptions as { pdfjs?: unknown; sheetjs?: unknown } | undefined;
  setPdf(places?.pdfjs);
  setSheets(places?.sheetjs);
  serve(connection, noHost, params);
});
