/** 用新的 xlsx 更新这张表: the table at the cursor, from a file, once the person has seen what changes. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { type ProtocolRange, toRange } from '../reports.ts';
import { say } from '../text.ts';
import { contentsOf, ENDINGS } from './import-contents.ts';

interface Update {
  readonly version: number;
  readonly title: string;
  readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
  readonly figures: readonly {
    readonly row: string;
    readonly column: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Answer = Update | { readonly problem: string } | { readonly error: string };

/** @param picked the file, where it is known already */
export async function updateTable(
  session: Session,
  _context: vscode.ExtensionContext,
  picked?: unknown,
): Promise<boolean> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return false;
  const { document, selection } = editor;
  const file = picked instanceof vscode.Uri && picked.path !== document.uri.path ? picked : await pick();
  if (!file) return false;
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: say('正在读文件', 'Reading the file'),
      cancellable: true,
    },
    async (_progress, token) =>
      session.request<Answer | null>(
        'disclosure/updateTable',
        {
          textDocument: { uri: document.uri.toString() },
          line: selection.active.line,
          files: await contentsOf([file], token),
        },
        token,
      ),
  );
  if (!answer) return false;
  if ('error' in answer) throw new Error(answer.error);
  if ('problem' in answer) throw new Error(problemOf(answer.problem));
  if (answer.edits.length === 0) {
    void vscode.window.showInformationMessage(say('没有变化。', 'Nothing changes.'));
    return false;
  }
  if (!(await agreed(answer))) return false;
  if (document.version !== answer.version)
    throw new Error(say('文字已经又改过，请再来一次。', 'The text was changed meanwhile; try again.'));
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of answer.edits) edit.replace(document.uri, toRange(range), newText);
  return vscode.workspace.applyEdit(edit);
}

async function pick(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: say('选有这张表的文件', 'The file that holds this table'),
      openLabel: say('更新', 'Update'),
      filters: {
        [say('表格、文档、网页、文本', 'Tables, documents, pages, text')]: ENDINGS,
        [say('所有文件', 'All files')]: ['*'],
      },
    })) ?? [];
  return file;
}

/** All that changes, in a list that can be read through and searched; the first line does it. */
async function agreed({ title, figures, added, removed }: Update): Promise<boolean> {
  const none = say('（空）', '(blank)');
  const separator = (label: string): vscode.QuickPickItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const item = (icon: string, label: string, description = ''): vscode.QuickPickItem => ({
    label: `${icon} ${label}`,
    description,
  });
  const count = figures.length + added.length + removed.length;
  const change: vscode.QuickPickItem = {
    label: `$(check) ${say(`照文件更新：${count} 处`, `Update from the file: ${count} place(s)`)}`,
    description: say('改完按 Ctrl+Z 可以一次退回', 'One undo takes all of it back'),
  };
  const items = [
    change,
    ...(figures.length > 0
      ? [separator(say(`改 ${figures.length} 个数`, `${figures.length} figure(s)`))]
      : []),
    ...figures.map((f) =>
      item('$(edit)', `${f.before || none} → ${f.after || none}`, `${f.row} · ${f.column}`),
    ),
    ...(added.length > 0 ? [separator(say(`添 ${added.length} 行`, `${added.length} row(s) more`))] : []),
    ...added.map((row) => item('$(add)', row)),
    ...(removed.length > 0
      ? [separator(say(`去掉 ${removed.length} 行`, `${removed.length} row(s) less`))]
      : []),
    ...removed.map((row) => item('$(remove)', row)),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: say(`更新《${title}》`, `Update ${title}`),
    placeHolder: say(
      '看清楚再选第一行；按 Esc 不改',
      'Read through, then choose the first line; Escape changes nothing',
    ),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return chosen === change;
}

function problemOf(problem: string): string {
  switch (problem) {
    case 'no-table-here':
      return say('光标不在表里：先点一下要更新的表', 'The cursor is in no table: click the table first');
    case 'no-table-in-file':
      return say('文件里没有找到这张表', 'The file does not hold this table');
    default:
      return say(
        '这张表中间有文字，请手工更新',
        'Text stands between the rows of this table; update it by hand',
      );
  }
}
