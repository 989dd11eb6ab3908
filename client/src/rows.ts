/**
 * Rows while they are typed. Enter in a row begins the next one, the caret in its first cell: a keybinding for each
 * number of cells does it inside the editor, so that no key typed after it can overtake; here the number is kept up to
 * date. Behind a code that was chosen from the list, Tab passes by the name that came with it.
 */
import * as vscode from 'vscode';
import { cellSpans, isDelimiterRow } from './cells.ts';
import { LANGUAGE_ID, type Session } from './connection.ts';

/** Tables with more cells than this get their next row from the server (format on type). */
const MOST_CELLS = 24;

/** Lines above a row that are looked at for its header. */
const FAR = 5000;

let named:
  | { readonly document: vscode.TextDocument; readonly line: number; readonly cell: number }
  | undefined;

export function tableRows(session: Session): vscode.Disposable {
  let told = -1;
  const tell = (editor: vscode.TextEditor | undefined) => {
    const cells = editor?.document.languageId === LANGUAGE_ID ? cellsBelow(editor) : 0;
    if (cells === told) return;
    told = cells;
    void vscode.commands.executeCommand('setContext', 'disclosure.rowCells', cells);
  };
  tell(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tell),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) tell(textEditor);
    }),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.languageId !== LANGUAGE_ID) return;
      noteName(event);
      const editor = vscode.window.activeTextEditor;
      if (editor?.document !== event.document) return;
      tell(editor);
      if (isCodeTyped(event))
        void vscode.commands.executeCommand('editor.action.triggerSuggest', { auto: true });
      if (event.reason === undefined && event.contentChanges.some(({ text }) => NEW_ROW.test(text)))
        layOutOthers(editor).catch((error) => session.output.warn(`rows: ${error}`));
    }),
  );
}

/** Whether digits are being typed into the first cell of a row: the editor itself offers nothing behind a number. */
function isCodeTyped({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): boolean {
  const [change, ...more] = contentChanges;
  if (!change || more.length > 0 || reason !== undefined || !/^\d$/.test(change.text)) return false;
  const { line, character } = change.range.start;
  const { text } = document.lineAt(line);
  const cell = cellSpans(text)?.[0];
  if (!cell || character < cell.from || character > cell.to) return false;
  return /^\s*\d{2,7}\s*$/.test(text.slice(cell.from, cell.to));
}

/** Whether a cell of a line is a name that came with its code just now. */
export function wasNamed(document: vscode.TextDocument, line: number, cell: number): boolean {
  const found = named?.document === document && named.line === line && named.cell === cell;
  if (found) named = undefined;
  return found;
}

/** How many cells the row has that Enter is to begin; 0 where Enter is an ordinary one. */
function cellsBelow({ document, selections }: vscode.TextEditor): number {
  const [selection] = selections;
  if (!selection?.isEmpty || selections.length > 1) return 0;
  const { line, character } = selection.active;
  const { text } = document.lineAt(line);
  const spans = cellSpans(text);
  // Before the first bar Enter makes room above the row.
  if (!spans || character < (spans[0]?.from ?? 0)) return 0;
  const filled = spans.some(({ from, to }) => text.slice(from, to).trim() !== '');
  if (!filled) return 0;
  let delimited = false;
  let cells = 0;
  for (let at = line; at >= Math.max(0, line - FAR); at--) {
    const row = document.lineAt(at).text;
    const own = cellSpans(row);
    if (!own) break;
    if (isDelimiterRow(row)) delimited = true;
    cells = own.length;
  }
  return delimited && cells <= MOST_CELLS ? cells : 0;
}

/** A line end and a row of blank cells, as the keybindings write it. */
const NEW_ROW = /^\r?\n[ \t]*\|(?: {2}\|)+$/;

/** Lays out the table above a row that begins, but not that row: the caret is in it. */
async function layOutOthers(editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  if (!vscode.workspace.getConfiguration('editor', document).get<boolean>('formatOnType')) return;
  const { version } = document;
  const { line } = editor.selection.active;
  if (line === 0) return;
  const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
    'vscode.executeFormatRangeProvider',
    document.uri,
    document.lineAt(line - 1).range,
    { tabSize: 2, insertSpaces: true },
  );
  const others = (edits ?? []).filter(
    (edit) => edit.range.start.line !== line && edit.range.end.line !== line,
  );
  if (others.length === 0 || document.version !== version) return;
  await editor.edit(
    (builder) => {
      for (const { range, newText } of others) builder.replace(range, newText);
    },
    { undoStopBefore: false, undoStopAfter: false },
  );
}

/** Notes a name that comes into another cell of the row than the one that is typed in. */
function noteName({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return;
  for (const { range, text } of contentChanges) {
    const { line } = range.start;
    if (!/^\s*\p{Script=Han}[^\r\n|]*$/u.test(text)) continue;
    const cells = cellSpans(document.lineAt(Math.min(line, document.lineCount - 1)).text);
    const cell =
      cells?.findIndex(({ from, to }) => range.start.character >= from && range.start.character <= to) ?? -1;
    const before = cells?.[cell - 1];
    if (!before || !/^\s*\d{2,7}\s*$/.test(document.lineAt(line).text.slice(before.from, before.to)))
      continue;
    const { active } = editor.selection;
    // One that is typed where the caret stands did not come by itself.
    if (active.line === line && active.character < before.to + 1) named = { document, line, cell };
  }
}
