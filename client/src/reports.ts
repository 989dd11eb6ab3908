/** Reports as the server tells them at a glance, and where they are. */
import * as vscode from 'vscode';
import type { Session } from './connection.ts';
import type { Overview, OverviewFinding, ProtocolRange } from './overview.ts';

export type { Overview, OverviewFinding, ProtocolRange } from './overview.ts';

export const SOURCE = 'disclosure';

/**
 * A report at a glance. One that the server cannot read by itself (in the browser it reads no files) is opened for it.
 * @returns undefined where it cannot be read at all
 */
export async function overviewOf(
  session: Session,
  uri: vscode.Uri,
  token?: vscode.CancellationToken,
): Promise<Overview | undefined> {
  const params = { textDocument: { uri: uri.toString() } };
  const known = await session.request<Overview | null>('disclosure/overview', params, token);
  if (known) return known;
  try {
    await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
  return (await session.request<Overview | null>('disclosure/overview', params, token)) ?? undefined;
}

export function toRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** What a person is to look at: hints (rounding, ways of writing) are shown in the text alone. */
export function isForReview({ severity }: OverviewFinding): boolean {
  return severity < 4;
}

/**
 * Every report of the workspace, and those open that lie nowhere, by name.
 * @param folder only those in it
 */
export async function allReports(
  token?: vscode.CancellationToken,
  folder?: vscode.Uri,
): Promise<vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  if (folder) {
    const within = new vscode.RelativePattern(folder, '**/*.disclosure');
    return byPath(await vscode.workspace.findFiles(within, undefined, undefined, token));
  }
  for (const uri of await vscode.workspace.findFiles('**/*.disclosure', undefined, undefined, token))
    found.set(uri.toString(), uri);
  for (const { uri, languageId, isClosed } of vscode.workspace.textDocuments)
    if (languageId === SOURCE && !isClosed && (uri.scheme === 'untitled' || uri.scheme === 'file'))
      found.set(uri.toString(), uri);
  return byPath(found.values());
}

function byPath(uris: Iterable<vscode.Uri>): vscode.Uri[] {
  return [...uris].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Opens a report with a place of it selected and in view. */
export async function reveal(
  uri: vscode.Uri,
  range: vscode.Range,
  preview = true,
): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri, { preview });
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
