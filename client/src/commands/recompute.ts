/** 重算: sets the figure under the cursor to what it must be, where there is one answer; else offers the choices. */
import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../connection.ts';
import { SOURCE } from '../reports.ts';
import { say } from '../text.ts';

export async function recompute(): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return false;
  const { document, selection } = editor;
  const { version } = document;
  const here = vscode.languages
    .getDiagnostics(document.uri)
    .filter((d) => d.source === SOURCE && d.range.contains(selection.active));
  if (here.length === 0) {
    vscode.window.setStatusBarMessage(
      say('$(check) 光标处的数没有要改的', '$(check) Nothing to change at the cursor'),
      4000,
    );
    return false;
  }
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    selection,
    vscode.CodeActionKind.QuickFix.value,
  );
  const preferred = actions.filter((action) => action.isPreferred && action.edit);
  const [only] = preferred;
  if (!only?.edit || preferred.length > 1) {
    await vscode.commands.executeCommand('editor.action.quickFix');
    return false;
  }
  // The answer speaks of the text as it was: somebody may have typed on.
  const done = document.version === version && (await vscode.workspace.applyEdit(only.edit));
  if (done) vscode.window.setStatusBarMessage(`$(check) ${only.title}`, 5000);
  return done;
}
