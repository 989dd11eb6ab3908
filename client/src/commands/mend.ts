/** 一起改: all figures that are beyond doubt, once the person has seen which. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { type ProtocolRange, toRange } from '../reports.ts';
import { say } from '../text.ts';

interface Mended {
  readonly version: number;
  readonly edits: readonly Edit[];
  readonly applied: readonly { readonly rule: string; readonly title: string; readonly line: number }[];
}

interface Edit {
  readonly range: ProtocolRange;
  readonly newText: string;
}

/** Characters of its line that are shown on each side of a change. */
const CONTEXT = 24;
/** Characters of what changes. */
const LONGEST = 60;

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
  if (!(await agreed(document, made))) return undefined;
  if (document.version !== made.version)
    throw new Error(say('文字已经又改过，请再来一次。', 'The text was changed meanwhile; try again.'));
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of made.edits) edit.replace(document.uri, toRange(range), newText);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(say('没有改成。', 'Nothing was changed.'));
  vscode.window.setStatusBarMessage(
    say(`$(check) 改了 ${count} 处`, `$(check) ${count} place(s) changed`),
    5000,
  );
  return count;
}

/**
 * All that changes, each with its line as it is and as it will be, in a list that can be read through and searched; the
 * text shows the place of the line that is looked at, and the first line of the list does it.
 */
async function agreed(document: vscode.TextDocument, { edits, applied }: Mended): Promise<boolean> {
  const change: vscode.QuickPickItem = {
    label: `$(check) ${say(`改这 ${applied.length} 处`, `Change ${applied.length} place(s)`)}`,
    description: say('改完按 Ctrl+Z 可以一次退回', 'One undo takes all of it back'),
  };
  const places = new Map<vscode.QuickPickItem, vscode.Range>();
  for (const edit of edits) {
    const range = toRange(edit.range);
    const line = range.start.line + 1;
    places.set(
      itemOf(
        document,
        edit,
        (now) => applied.find((one) => one.line === line && one.title.includes(now))?.title,
      ),
      range,
    );
  }
  const list = vscode.window.createQuickPick();
  list.title = say('一起改有把握的', 'Change what is beyond doubt');
  list.placeholder = say(
    '看清楚再选第一行；按 Esc 不改',
    'Read through, then choose the first line; Escape changes nothing',
  );
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = [change, ...places.keys()];
  const editor = vscode.window.activeTextEditor;
  list.onDidChangeActive(([item]) => {
    const range = item && places.get(item);
    if (range) editor?.revealRange(range, vscode.TextEditorRevealType.InCenter);
  });
  const agreed = await new Promise<boolean>((settle) => {
    list.onDidAccept(() => {
      const [item] = list.selectedItems;
      // Enter on a change is looking at it, not a yes to all of them.
      if (item === change) settle(true);
    });
    list.onDidHide(() => settle(false));
    list.show();
  });
  list.dispose();
  return agreed;
}

/** A change: what stands there and what will, and the line around it. */
function itemOf(
  document: vscode.TextDocument,
  { range, newText }: Edit,
  titleOf: (now: string) => string | undefined,
): vscode.QuickPickItem {
  const shown = (text: string) => shortened(text.replace(/\s+/g, ' ').trim()) || say('（空）', '(blank)');
  const { start, end } = wholeWord(document, toRange(range));
  const line = document.lineAt(start.line).text;
  const last = document.lineAt(end.line).text;
  const head = line.slice(start.character, range.start.character);
  const tail = last.slice(range.end.character, end.character);
  const before = line.slice(Math.max(0, start.character - CONTEXT), start.character);
  const behind = last.slice(end.character, end.character + CONTEXT);
  const was = document.getText(new vscode.Range(start, end));
  const now = head + newText + tail;
  const title = now === '' ? undefined : titleOf(now);
  return {
    label: `$(edit) ${shown(was)} → ${shown(now)}`,
    description: [say(`第 ${start.line + 1} 行`, `line ${start.line + 1}`), ...(title ? [title] : [])].join(
      ' · ',
    ),
    detail: `${start.character > CONTEXT ? '…' : ''}${before}【${shown(was)}】${behind}`,
  };
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const OF_NUMBER = /[\d.,，．\-－%％]/;

/** An edit changes only what differs of a number; people read the whole of it. */
function wholeWord(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const { start, end } = range;
  const line = document.lineAt(start.line).text;
  const last = document.lineAt(end.line).text;
  let before = 0;
  while (before < start.character && OF_NUMBER.test(line[start.character - before - 1] ?? '')) before++;
  const behind = /^[\d.,．%％]*/.exec(last.slice(end.character))?.[0].length ?? 0;
  return new vscode.Range(start.translate(0, -before), end.translate(0, behind));
}
