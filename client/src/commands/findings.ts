/** From finding to finding, and the list that the status bar opens. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { isForReview, overviewOf, reveal, SOURCE, toRange } from '../reports.ts';
import { say } from '../text.ts';
import { findingsList } from '../views/findings.ts';
import { isFiltered } from '../views/shown.ts';

interface Places {
  readonly uri: vscode.Uri;
  readonly places: readonly vscode.Range[];
}

/** The places of all findings; where the list is filtered, of those that it shows. */
async function placesByReport(): Promise<Places[]> {
  const list = findingsList();
  const all: Places[] = isFiltered(list.filter)
    ? (await list.shown()).map(({ report, groups }) => ({
        uri: report.id,
        places: groups.flatMap((g) => g.findings.map((f) => toRange(f.range))),
      }))
    : vscode.languages.getDiagnostics().map(([uri, found]) => ({
        uri,
        places: found
          .filter((d) => d.source === SOURCE && d.severity < vscode.DiagnosticSeverity.Hint)
          .map((d) => d.range),
      }));
  return all
    .filter(({ places }) => places.length > 0)
    .map(({ uri, places }) => ({ uri, places: [...places].sort((a, b) => a.start.compareTo(b.start)) }))
    .sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
}

/** To the next finding (or the previous one) after the cursor, through all reports, round and round. */
export async function goToFinding(step: 1 | -1): Promise<void> {
  const reports = await placesByReport();
  if (reports.length === 0) {
    vscode.window.setStatusBarMessage(say('$(check) 没有问题了', '$(check) No findings'), 4000);
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const here = editor?.document.languageId === LANGUAGE_ID ? editor.document.uri.toString() : '';
  const at = reports.findIndex(({ uri }) => uri.toString() === here);
  const own = at < 0 ? undefined : reports[at];
  const cursor = editor?.selection.active ?? new vscode.Position(0, 0);
  const inReport =
    step > 0
      ? own?.places.find((r) => r.start.isAfter(cursor))
      : own?.places.filter((r) => r.start.isBefore(cursor)).at(-1);
  const next = (at + step + reports.length) % reports.length;
  const other = reports[at < 0 ? (step > 0 ? 0 : reports.length - 1) : next];
  const range = inReport ?? other?.places.at(step > 0 ? 0 : -1);
  const uri = inReport ? own?.uri : other?.uri;
  if (!range || !uri) return;
  await reveal(uri, new vscode.Range(range.start, range.start), false);
  // The message stands beside it at once; the keys stay in the text.
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

interface Place extends vscode.QuickPickItem {
  readonly range?: vscode.Range;
}

const ICONS = ['', '$(error)', '$(warning)', '$(info)'];

/**
 * The findings of the report on screen, and what could not be checked; moving through the list shows each place.
 * @param line of the title of a table: then of that table alone
 */
export async function showFindings(
  session: Session,
  _context: vscode.ExtensionContext,
  line?: unknown,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) {
    await vscode.commands.executeCommand('disclosure.findings.focus');
    return;
  }
  const { document } = editor;
  const overview = await overviewOf(session, document.uri);
  if (!overview) return;
  const items: Place[] = [];
  const table =
    typeof line === 'number'
      ? overview.groups.find((g) => g.table && Math.abs(g.range.start.line - line) <= 1)
      : undefined;
  const groups = table ? [table] : overview.groups;
  for (const { title, findings } of groups) {
    const own = findings.filter(isForReview);
    if (own.length === 0) continue;
    items.push({
      label: title || say('全文', 'Whole report'),
      kind: vscode.QuickPickItemKind.Separator,
    });
    for (const { severity, message, range } of own) {
      items.push({
        label: `${ICONS[severity] ?? ''} ${firstLine(message)}`,
        description: say(`第 ${range.start.line + 1} 行`, `line ${range.start.line + 1}`),
        range: toRange(range),
      });
    }
  }
  const { passed, rounding } = table ? { passed: table.passed, rounding: 0 } : overview.coverage;
  const next = overview.groups.find((g) => table && g.range.start.line > table.range.start.line);
  const inTable = (at: { readonly start: { readonly line: number } } | undefined) =>
    !table ||
    (at !== undefined &&
      at.start.line >= table.range.start.line &&
      (!next || at.start.line < next.range.start.line));
  const notChecked = overview.coverage.notChecked.filter(({ range }) => inTable(range));
  if (notChecked.length > 0) {
    items.push({
      label: say('未能核对', 'Not checked'),
      kind: vscode.QuickPickItemKind.Separator,
    });
    for (const { check, reason, range } of notChecked) {
      items.push({
        label: `$(question) ${reason}`,
        description: check,
        ...(range ? { range: toRange(range) } : {}),
      });
    }
  }
  const count = items.filter((i) => i.kind !== vscode.QuickPickItemKind.Separator).length;
  const ok = say(`${passed + rounding} 项勾稽通过`, `${passed + rounding} checks passed`);
  if (count === 0) items.push({ label: `$(check) ${say('没有问题', 'No findings')}`, detail: ok });
  await pickPlace(editor, items, `${table?.title ?? say('问题清单', 'Findings')} · ${ok}`);
}

/** A list that shows each place while one moves through it, and goes back where it is left with Escape. */
async function pickPlace(editor: vscode.TextEditor, items: readonly Place[], title: string): Promise<void> {
  const { selections } = editor;
  const [before] = editor.visibleRanges;
  const pick = vscode.window.createQuickPick<Place>();
  pick.title = title;
  pick.items = items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.placeholder = say('选一条，就到那一处', 'Choose one to go there');
  const show = (range: vscode.Range) => {
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  await new Promise<void>((resolve) => {
    let taken = false;
    // The list opens on its first line: that alone moves nobody's text.
    let moved = false;
    pick.onDidChangeActive(([item]) => {
      if (moved && item?.range) show(item.range);
      moved = true;
    });
    pick.onDidAccept(async () => {
      taken = true;
      const [item] = pick.selectedItems;
      pick.hide();
      if (item?.range) await reveal(editor.document.uri, item.range, false);
    });
    pick.onDidHide(() => {
      if (!taken) {
        editor.selections = selections;
        if (before) editor.revealRange(before);
      }
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
