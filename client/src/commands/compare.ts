/** 比较: what changed from another report to this one, as a page to read. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { showPage } from '../pages.ts';
import { say } from '../text.ts';
import { baseName } from './files.ts';

/** @returns the address of the page; undefined where nothing was picked */
export async function compare(
  session: Session,
  context: vscode.ExtensionContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<vscode.Uri | undefined> {
  const pair = await pick(clicked, selected);
  if (!pair) return undefined;
  const [before, after] = pair;
  const made = await session.request<{ readonly markdown: string } | null>('disclosure/compare', {
    textDocument: { uri: after.toString() },
    before: { uri: before.toString() },
  });
  if (!made) throw new Error(say('找不到要比较的报告。', 'A report to compare was not found.'));
  const name = `${baseName(before)} → ${baseName(after)}`.replaceAll('.disclosure', '');
  return showPage(context, name, made.markdown);
}

/** Two that are selected in the explorer, else the one on screen and another that is picked. */
async function pick(clicked: unknown, selected: unknown): Promise<[vscode.Uri, vscode.Uri] | undefined> {
  if (Array.isArray(selected) && selected.length === 2 && selected.every((u) => u instanceof vscode.Uri)) {
    const [a, b] = [...selected].sort((x, y) => (baseName(x) < baseName(y) ? -1 : 1)) as [
      vscode.Uri,
      vscode.Uri,
    ];
    return [a, b];
  }
  const active = vscode.window.activeTextEditor?.document;
  const after =
    clicked instanceof vscode.Uri ? clicked : active?.languageId === LANGUAGE_ID ? active.uri : undefined;
  if (!after) return undefined;
  if (selected instanceof vscode.Uri) return [selected, after];
  const files = await vscode.workspace.findFiles('**/*.disclosure', '**/node_modules/**', 500);
  const others = files.filter((f) => f.toString() !== after.toString());
  const picked = await vscode.window.showQuickPick(
    others
      .map((uri) => ({ label: baseName(uri), description: vscode.workspace.asRelativePath(uri), uri }))
      .sort((a, b) => (a.description < b.description ? -1 : 1)),
    {
      title: say(
        `与哪一份比较（${baseName(after)} 是后来的）`,
        `Compare with which (${baseName(after)} is the later)`,
      ),
      placeHolder: say('上年的报告，或较早的一稿', 'Last year’s report, or an earlier draft'),
    },
  );
  return picked && [picked.uri, after];
}
