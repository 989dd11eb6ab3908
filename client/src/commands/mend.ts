/** 一起改: all figures that are beyond doubt, once the person has seen which. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';

interface Mended {
  readonly version: number;
  readonly edits: readonly { readonly range: vscode.Range; readonly newText: string }[];
  readonly applied: readonly { readonly rule: string; readonly title: string; readonly line: number }[];
}

/** Changes that the question lists. */
const MOST_LISTED = 12;

/** @returns how many places were changed; undefined where there is no report on screen, or the person said no */
export async function mend(session: Session): Promise<number | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE_ID) return undefined;
  const made = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: say('正在看哪些可以一起改', 'Looking for what can be changed'),
      cancellable: true,
    },
    (_progress, token) =>
      session.request<Mended | null>(
        'disclosure/mend',
        { textDocument: { uri: document.uri.toString() } },
        token,
      ),
  );
  if (!made) return undefined;
  if (made.applied.length === 0) {
    void vscode.window.showInformationMessage(
      say('没有可以一起改的。', 'There is nothing to change together.'),
    );
    return 0;
  }
  const count = made.applied.length;
  const change = say(`改这 ${count} 处`, `Change ${count} place(s)`);
  const listed = made.applied
    .slice(0, MOST_LISTED)
    .map(({ line, title }) => say(`第 ${line} 行：${title}`, `line ${line}: ${title}`));
  const more = count > MOST_LISTED ? [say(`……共 ${count} 处`, `… ${count} in all`)] : [];
  const picked = await vscode.window.showInformationMessage(
    say(
      `有把握的有 ${count} 处，一起改吗？改完按 Ctrl+Z 可以一次退回。`,
      `Change ${count} place(s) that are beyond doubt? One undo takes all of them back.`,
    ),
    { modal: true, detail: [...listed, ...more].join('\n') },
    change,
  );
  if (picked !== change) return undefined;
  if (document.version !== made.version)
    throw new Error(say('文字已经又改过，请再来一次。', 'The text was changed meanwhile; try again.'));
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of made.edits)
    edit.replace(
      document.uri,
      new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character),
      newText,
    );
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(say('没有改成。', 'Nothing was changed.'));
  vscode.window.setStatusBarMessage(
    say(`$(check) 改了 ${count} 处`, `$(check) ${count} place(s) changed`),
    5000,
  );
  return count;
}
