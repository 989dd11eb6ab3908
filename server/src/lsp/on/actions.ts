/** Code actions: fixes of the diagnostics at hand, changes of shape, all at once. */
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { append } from '../../base/lists.ts';
import { type Action, fixAll, fixesOf, quickFixes, type Range, refactorings } from '../../service.ts';
import { answering } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';
import type { Current } from '../documents.ts';
import { SOURCE } from '../severity.ts';

/** Installs the handlers. */
export function onActions(server: Server): void {
  const { connection } = server;
  const answer = answering(server);
  connection.onCodeAction(answer((current, params) => codeActions(server, current, params)));
}

function codeActions(server: Server, current: Current, { range, context }: CodeActionParams): CodeAction[] {
  const { analysis, uri, version } = current;
  const wants = (kind: string) =>
    !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const own = context.diagnostics.filter((d) => d.source === SOURCE);
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
    const made = to.toDiagnostic(finding, index, { uri, state });
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
