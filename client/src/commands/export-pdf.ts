/** A PDF, by a browser or LibreOffice at hand: the command line runs it, on the desktop, in a trusted workspace. */
import * as vscode from 'vscode';
import type { Session, Tool } from '../connection.ts';
import { language, say } from '../text.ts';
import { baseName, parent } from './files.ts';

/** Whether a program may be run for a report; where not, the person prints the page. */
export function mayPrint(session: Session, report: vscode.Uri): boolean {
  return session.tool !== undefined && vscode.workspace.isTrusted && report.scheme === 'file';
}

/** @returns whether it was made; why not has been told */
export async function makePdf(tool: Tool, report: vscode.Uri, place: vscode.Uri): Promise<boolean> {
  if (!(await saved(report))) return false;
  const args = ['export', report.fsPath, '--to', 'pdf', '-o', place.fsPath, '--force', '--lang', language()];
  const title = say(`正在做 ${baseName(place)}`, `Making ${baseName(place)}`);
  const run = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => tool(args, { folder: parent(report).fsPath, token, onProgress: () => undefined }),
  );
  if (run.code !== 0) {
    void failed(run.err.trim() || run.out.trim(), report);
    return false;
  }
  // Below the line that says where it is stands what is to be known about it.
  const remarks = run.out.split('\n').flatMap((line) => /^ {2}! (.*)/.exec(line)?.[1] ?? []);
  void told(place, remarks);
  return true;
}

/** The command line reads the file: what is not saved would be missing. */
async function saved(report: vscode.Uri): Promise<boolean> {
  const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === report.toString());
  if (!document?.isDirty) return true;
  const save = say('保存并导出', 'Save and Export');
  const chosen = await vscode.window.showWarningMessage(
    say('报告有没保存的改动。', 'The report has changes that are not saved.'),
    save,
  );
  return chosen === save && (await document.save());
}

async function failed(reason: string, report: vscode.Uri): Promise<void> {
  const print = say('在浏览器里打印', 'Print in Browser');
  if ((await vscode.window.showErrorMessage(reason, print)) === print)
    await vscode.commands.executeCommand('disclosure.print', report);
}

async function told(place: vscode.Uri, remarks: readonly string[]): Promise<void> {
  const show = remarks.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const text = [say(`已导出：${baseName(place)}`, `Exported: ${baseName(place)}`), ...remarks];
  const openIt = say('打开', 'Open');
  if ((await show(text.join(say('。', '. ')), openIt)) === openIt) await vscode.env.openExternal(place);
}
