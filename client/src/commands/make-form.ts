/** 表的样式：从这张表生成: a form of one's own from the table at the cursor, in the folder's `.disclosure/forms/`. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';
import { writeNew } from './files.ts';

type Answer =
  | { readonly title: string; readonly name: string; readonly text: string; readonly known?: string }
  | { readonly problem: string };

/** Writes the form and shows it beside the report. */
export async function makeForm(session: Session): Promise<vscode.Uri | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { uri } = editor.document;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder)
    throw new Error(
      say(
        '先打开报告所在的文件夹，样式存在里面',
        'Open the folder of the report first: the form is kept in it',
      ),
    );
  const made = await session.request<Answer | null>('disclosure/makeForm', {
    textDocument: { uri: uri.toString() },
    line: editor.selection.active.line,
  });
  if (!made) return undefined;
  if ('problem' in made)
    throw new Error(say('光标不在表里：先点一下那张表', 'The cursor is in no table: click the table first'));
  if (made.known !== undefined && !(await agreed(made.title, made.known))) return undefined;
  const forms = vscode.Uri.joinPath(folder.uri, '.disclosure', 'forms');
  await vscode.workspace.fs.createDirectory(forms);
  const file = await writeNew(forms, made.name, made.text);
  if (!file) throw new Error(say('写不进 .disclosure/forms', 'Cannot write to .disclosure/forms'));
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
  void vscode.window.showInformationMessage(
    say(
      '样式存好了，这张表照它核对。哪些栏必有、还有什么应当相等，在这里补。',
      'The form is kept, and the table is checked by it. Add which columns it requires and what else must agree.',
    ),
  );
  return file;
}

/** A table that is known needs a form of its own only where that one does not fit. */
async function agreed(title: string, known: string): Promise<boolean> {
  const go = say('照样生成', 'Make it');
  const chosen = await vscode.window.showWarningMessage(
    say(
      `“${title}”已经认作《${known}》。再生成一个，以后看表头更合哪一个。`,
      `“${title}” is taken for ${known} already. With another form, the one whose headers fit better is taken.`,
    ),
    { modal: true },
    go,
  );
  return chosen === go;
}
