/** One handler a request, each of a few lines: find the analysis, ask the service, convert. */
import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  SemanticTokensBuilder,
  type WorkspaceDocumentDiagnosticReport,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { append } from '../base/lists.ts';
import { message } from '../messages/index.ts';
import {
  type Action,
  type Completions,
  calleesOf,
  callersOf,
  codeLenses,
  complete,
  definition,
  describeCompletion,
  documentLinks,
  documentSymbols,
  fixAll,
  fixesOf,
  foldingRanges,
  formatBlock,
  formatOnType,
  formatRange,
  highlights,
  hover,
  inlayHints,
  mentions,
  prepareCalls,
  quickFixes,
  type Range,
  type RenameSubject,
  refactorings,
  references,
  renameEdits,
  renameSubject,
  selectionRanges,
  semanticTokens,
  type TextEdit,
} from '../service.ts';
import * as to from './convert.ts';
import { stopIfCancelled } from './diagnostics.ts';
import type { Current } from './documents.ts';
import { inTurns, nextTurn } from './schedule.ts';
import type { Server } from './server.ts';

/** Milliseconds that a person does not feel. */
const SOON = 50;

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/** Installs a handler for every request that the capabilities name. */
export function installHandlers(server: Server): void {
  const { connection, documents, settings, validator, workspace } = server;
  const tokens = new Map<string, SemanticTokensBuilder>();
  documents.onDidClose(({ document }) => tokens.delete(document.uri));

  /** Answers for an open document, as soon as it may; an unknown one has no answer. */
  const answerWithin =
    (patience: number | undefined) =>
    <P extends AboutDocument, R>(
      work: (current: Current, params: P, token: CancellationToken) => R | Promise<R>,
    ) =>
    async (params: P, token: CancellationToken): Promise<R | null> => {
      const current = await find(server, params.textDocument.uri, token, patience);
      return current ? work(current, params, token) : null;
    };
  /** What is told of sums must wait until they are known. */
  const answer = answerWithin(undefined);
  /** What a person waits for says what is known by then. */
  const answerSoon = answerWithin(SOON);
  /** What follows from tables and headings alone. */
  const answerByText = answerWithin(0);
  const builderOf = (uri: string): SemanticTokensBuilder => {
    const builder = tokens.get(uri) ?? new SemanticTokensBuilder();
    tokens.set(uri, builder);
    return builder;
  };

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) => {
    guard(server);
    return validator.document(textDocument.uri, previousResultId, token);
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, partial) => {
    guard(server);
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const found = (report: WorkspaceDocumentDiagnosticReport) =>
      partial ? partial.report({ items: [report] }) : items.push(report);
    await validator.everything(previousResultIds, token, found);
    return { items };
  });

  connection.onHover(answerSoon(({ analysis }, { position }) => to.toHover(hover(analysis, position))));
  /** The list that was sent last: only of it can a client ask for an item's rest. */
  let sent: { readonly list: number; readonly uri: string; readonly completions: Completions } | undefined;
  let lists = 0;
  connection.onCompletion(
    answerSoon(async ({ analysis, uri }, { position }, token) => {
      const paths = () => workspace.pathsFrom(uri, token);
      const completions = await complete(analysis, position, { paths });
      stopIfCancelled(token);
      const list = ++lists;
      sent = completions && { list, uri, completions };
      return to.toCompletions(completions, list, server.completion);
    }),
  );
  connection.onCompletionResolve(async (item, token) => {
    const data = item.data as to.CompletionData | undefined;
    const found = data && data.list === sent?.list ? sent.completions.items[data.item] : undefined;
    const current = sent && found ? await find(server, sent.uri, token, SOON) : undefined;
    return current && found ? to.toResolved(item, describeCompletion(current.analysis, found)) : item;
  });
  connection.onDefinition(
    answer(({ analysis, uri }, { position }) => to.toLocationLinks(definition(analysis, position), uri)),
  );
  connection.onReferences(
    answer(({ analysis, uri }, { position, context }) =>
      references(analysis, position, context.includeDeclaration).map(({ range, path }) => ({
        uri: to.uriOf(uri, path),
        range,
      })),
    ),
  );
  connection.onDocumentHighlight(
    answer(({ analysis }, { position }) => highlights(analysis, position).map(to.toHighlight)),
  );
  connection.onDocumentSymbol(
    answerByText(({ analysis }) => documentSymbols(analysis).map(to.toDocumentSymbol)),
  );
  connection.onFoldingRanges(answerByText(({ analysis }) => foldingRanges(analysis).map(to.toFoldingRange)));
  connection.onSelectionRanges(
    answerByText(({ analysis }, { positions }) =>
      positions.map((p) => to.toSelectionRange(selectionRanges(analysis, p), p)),
    ),
  );
  connection.onDocumentLinks(
    answerByText(({ analysis, uri }) =>
      to.toDocumentLinks(documentLinks(analysis), uri, workspace.folders.rootOf(uri)),
    ),
  );
  connection.onCodeLens(answer(({ analysis }) => codeLenses(analysis).map(to.toCodeLens)));
  connection.languages.inlayHint.on(
    answer(({ analysis, uri }, { range }) =>
      inlayHints(analysis, range, settings.aidsOf(uri).hints).map(to.toInlayHint),
    ),
  );

  connection.onDocumentFormatting(
    answerByText(async (current, _, token) => {
      const { analysis, uri } = current;
      const { format } = settings.aidsOf(uri);
      const edits: TextEdit[] = [];
      await inTurns(
        analysis.tree.blocks,
        (placed) => {
          for (const edit of formatBlock(analysis, placed, format)) edits.push(edit);
        },
        () => stopIfStale(server, current, token),
      );
      return edits;
    }),
  );
  connection.onDocumentRangeFormatting(
    answerByText(({ analysis, uri }, { range }) => formatRange(analysis, range, settings.aidsOf(uri).format)),
  );
  connection.onDocumentOnTypeFormatting(
    answerByText(({ analysis }, { position, ch }) => formatOnType(analysis, position, ch)),
  );

  connection.languages.semanticTokens.on(
    answerByText(async (current, _, token) => {
      const builder = new SemanticTokensBuilder();
      await pushAll(server, builder, current, token);
      tokens.set(current.uri, builder);
      return builder.build();
    }),
  );
  connection.languages.semanticTokens.onDelta(
    answerByText(async (current, { previousResultId }, token) => {
      const { uri } = current;
      const builder = builderOf(uri);
      // What was made of an answer that nobody waited for is no result of the client's.
      tokens.delete(uri);
      builder.previousResult(previousResultId);
      await pushAll(server, builder, current, token);
      tokens.set(uri, builder);
      return builder.buildEdits();
    }),
  );
  connection.languages.semanticTokens.onRange(
    answerByText(({ analysis }, { range }) => {
      const builder = new SemanticTokensBuilder();
      to.pushTokens(builder, semanticTokens(analysis, range));
      return builder.build();
    }),
  );

  connection.onCodeAction(answer((current, params) => codeActions(server, current, params)));

  connection.onPrepareRename(
    answer(({ analysis }, { position }) => {
      const subject = renameSubject(analysis, position);
      return subject ? { range: subject.range, placeholder: subject.name } : null;
    }),
  );
  connection.onRenameRequest(
    answer(async (current, { position, newName }, token) => {
      const { analysis } = current;
      const fail = (id: 'rename.none' | 'rename.bad') =>
        new ResponseError(LSPErrorCodes.RequestFailed, message(analysis.locale, id));
      const subject = renameSubject(analysis, position);
      if (!subject) throw fail('rename.none');
      if (!renameEdits(analysis, subject, newName)) throw fail('rename.bad');
      return to.toWorkspaceEdit(
        await renamed(server, current, subject, newName, token),
        server.versionedEdits,
      );
    }),
  );

  connection.languages.callHierarchy.onPrepare(
    answer(({ analysis, uri }, { position }) => {
      const item = prepareCalls(analysis, position);
      return item ? [to.toCallItem(item, uri)] : null;
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(async ({ item }, token) => {
    const current = await find(server, item.uri, token);
    if (!current) return null;
    return callersOf(current.analysis, item.selectionRange.start).map((from) => ({
      from: to.toCallItem(from, item.uri),
      fromRanges: [from.range],
    }));
  });
  connection.languages.callHierarchy.onOutgoingCalls(async ({ item }, token) => {
    const current = await find(server, item.uri, token);
    if (!current) return null;
    return calleesOf(current.analysis, item.selectionRange.start).map((callee) => ({
      to: to.toCallItem(callee, item.uri),
      fromRanges: [item.selectionRange],
    }));
  });

  connection.onWorkspaceSymbol(async ({ query }, token) => {
    guard(server);
    const found: WorkspaceSymbol[] = [];
    for await (const { name, kind, container, range, uri } of workspace.symbols(query, token)) {
      found.push({ name, kind: to.toSymbolKind(kind), containerName: container, location: { uri, range } });
    }
    return found;
  });
}

/** Requests are answered between `initialize` and `shutdown` alone. */
export function guard(server: Server): void {
  if (!server.ready)
    throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
}

/** The analysis of an open document, once it is ready; or, where an answer cannot wait, as far as it has come. */
async function find(
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

/** Lines whose tokens are made in one go. */
const LINES = 1000;

/** The tokens of a whole document. */
function pushAll(
  server: Server,
  builder: SemanticTokensBuilder,
  current: Current,
  token: CancellationToken,
): Promise<void> {
  const { analysis } = current;
  const { length } = analysis.tree.lines;
  const starts = Array.from({ length: Math.ceil(length / LINES) }, (_, i) => i * LINES);
  const push = (line: number) => {
    const end = { line: Math.min(line + LINES, length) - 1, character: 0 };
    to.pushTokens(builder, semanticTokens(analysis, { start: { line, character: 0 }, end }));
  };
  return inTurns(starts, push, () => stopIfStale(server, current, token));
}

/** A rename in the report it was asked in, and in those that go with it. */
async function renamed(
  { workspace }: Server,
  { uri }: Current,
  subject: RenameSubject,
  name: string,
  token: CancellationToken,
): Promise<to.DocumentEdits[]> {
  const changed: to.DocumentEdits[] = [];
  for (const entry of await workspace.related(uri, token)) {
    const text = await entry.text();
    stopIfCancelled(token);
    if (text === undefined || !mentions(text, subject)) continue;
    const current = await entry.load();
    const edits = current && renameEdits(current.analysis, subject, name);
    if (edits && edits.length > 0) changed.push({ uri: entry.uri, version: current.version, edits });
    await nextTurn();
  }
  stopIfCancelled(token);
  return changed;
}

/** What was begun for a text that has changed since is no answer any more, and costs a whole analysis to go on with. */
function stopIfStale(
  { documents }: Server,
  { uri, version }: Pick<Current, 'uri' | 'version'>,
  token: CancellationToken,
): void {
  stopIfCancelled(token);
  if (documents.version(uri) !== version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
}

function codeActions(server: Server, current: Current, { range, context }: CodeActionParams): CodeAction[] {
  const { analysis, uri, version } = current;
  const wants = (kind: string) =>
    !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const own = context.diagnostics.filter((d) => d.source === to.SOURCE);
  const actions: Action[] = [];
  if (wants('quickfix')) append(actions, fixesFor(current, own, range));
  if (wants('refactor.rewrite') || wants('refactor.insert') || wants('quickfix')) {
    append(
      actions,
      refactorings(analysis, range).filter((a) => wants(a.kind)),
    );
  }
  if (wants('source.fixAll.disclosure')) {
    const all = fixAll(analysis);
    if (all) actions.push(all);
  }
  return actions.map((action) => {
    const mended = action.kind === 'quickfix' ? diagnosticsOf(action, own, current) : [];
    return to.toCodeAction(
      action,
      to.toWorkspaceEdit([{ uri, version, edits: action.edits }], server.versionedEdits),
      mended,
    );
  });
}

/** The fixes that diagnostics of this very version carry; else those of the findings in the range. */
function fixesFor({ analysis, state }: Current, diagnostics: readonly Diagnostic[], range: Range): Action[] {
  const data = diagnostics.map((d) => d.data as to.DiagnosticData | undefined);
  if (data.length > 0 && data.every((d) => d?.state === state && Array.isArray(d.fixes))) {
    return fixesOf(
      analysis,
      data.flatMap((d) => d?.fixes ?? []),
    );
  }
  return quickFixes(analysis, range);
}

/** The diagnostics that an action mends: the client's own where it sent them. */
function diagnosticsOf(
  action: Action,
  sent: readonly Diagnostic[],
  { analysis, uri, state }: Current,
): Diagnostic[] {
  return action.mends.flatMap((index) => {
    const finding = analysis.findings[index];
    if (!finding) return [];
    const made = to.toDiagnostic(finding, index, uri, state);
    return (
      sent.find(
        (d) => d.code === made.code && sameRange(d.range, made.range) && d.message === made.message,
      ) ?? made
    );
  });
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
