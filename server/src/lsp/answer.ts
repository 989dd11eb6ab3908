/** How a request about a document is answered: find its analysis, wait as long as the answer may, stop when it is stale. */
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Server } from './context.ts';
import { stopIfCancelled } from './diagnostics.ts';
import type { Current } from './documents.ts';

/** Milliseconds that a person does not feel. */
export const SOON = 50;

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/** Answers for an open document, as soon as it may; an unknown one has no answer. */
function answerWithin(patience: number | undefined) {
  return (server: Server) =>
    <P extends AboutDocument, R>(
      work: (current: Current, params: P, token: CancellationToken) => R | Promise<R>,
    ) =>
    async (params: P, token: CancellationToken): Promise<R | null> => {
      if (!isPlaced(params)) throw new ResponseError(ErrorCodes.InvalidParams, 'No such position.');
      const current = await find(server, params.textDocument.uri, token, patience);
      return current ? work(current, params, token) : null;
    };
}

/** Whether a position is of whole numbers: what is told of it would else be told back. */
function isPlaced(params: { readonly position?: unknown; readonly textDocument: unknown }): boolean {
  if (!('position' in params)) return true;
  const { line, character } = (params.position ?? {}) as { line?: unknown; character?: unknown };
  return Number.isInteger(line) && Number.isInteger(character);
}

/** What is told of sums must wait until they are known. */
export const answering = answerWithin(undefined);
/** What a person waits for says what is known by then. */
export const answeringSoon = answerWithin(SOON);
/** What follows from tables and headings alone. */
export const answeringByText = answerWithin(0);

/** Requests are answered between `initialize` and `shutdown` alone. */
export function guard(server: Server): void {
  if (!server.ready)
    throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
}

/** The analysis of an open document, once it is ready; or, where an answer cannot wait, as far as it has come. */
export async function find(
  server: Server,
  uri: string,
  token: CancellationToken,
  patience?: number,
): Promise<Current | undefined> {
  guard(server);
  const current = await server.documents.prepared(uri, token, patience);
  stopIfCancelled(token);
  return current;
}

/** What was begun for a text that has changed since is no answer any more, and costs a whole analysis to go on with. */
export function stopIfStale(
  { documents }: Server,
  { uri, version }: Pick<Current, 'uri' | 'version'>,
  token: CancellationToken,
): void {
  stopIfCancelled(token);
  if (documents.version(uri) !== version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
}
