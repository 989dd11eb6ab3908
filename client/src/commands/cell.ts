/** Tab and Shift+Tab in a table, as in Word and WPS: to the next cell and back; behind the last one a new row. */
import * as vscode from 'vscode';
import { type CellSpan, cellSpans, contentOf, isDelimiterRow } from '../cells.ts';
import { wasNamed } from '../rows.ts';

/** @param step 1 for the next cell, -1 for the one before */
export async function moveToCell(step: 1 | -1): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const cells = cellSpans(document.lineAt(line).text);
  if (!cells || editor.selections.length > 1 || !selection.isSingleLine) {
    await vscode.commands.executeCommand(step > 0 ? 'tab' : 'outdent');
    return;
  }
  // The place before the first bar is no cell; from there Tab goes into the first one.
  const at = cells.findIndex(({ from, to }) => character >= from && character <= to);
  const index = at < 0 ? (character < (cells[0]?.from ?? 0) ? -1 : cells.length - 1) : at;
  const own =
    cells[index + step + (step > 0 && wasNamed(document, line, index + 1) ? 1 : 0)] ?? cells[index + step];
  if (own) return select(editor, line, own);
  const other = rowFrom(document, line, step);
  if (other !== undefined) {
    const span = cellSpans(document.lineAt(other).text)?.at(step > 0 ? 0 : -1);
    if (span) return select(editor, other, span);
  } else if (step > 0 && hasHeader(document, line)) await addRow(editor, line, cells.length);
}

/** The next row of the same table that holds data or headers. */
function rowFrom(document: vscode.TextDocument, line: number, step: 1 | -1): number | undefined {
  for (let at = line + step; at >= 0 && at < document.lineCount; at += step) {
    const { text } = document.lineAt(at);
    if (!cellSpans(text)) return undefined;
    if (!isDelimiterRow(text)) return at;
  }
  return undefined;
}

/** A header alone is a table that is being begun: below it belongs the delimiter row, not a row of data. */
function hasHeader(document: vscode.TextDocument, line: number): boolean {
  for (let at = line; at >= 0; at--) {
    const { text } = document.lineAt(at);
    if (!cellSpans(text)) return false;
    if (isDelimiterRow(text)) return true;
  }
  return false;
}

async function addRow(editor: vscode.TextEditor, line: number, count: number): Promise<void> {
  const { document } = editor;
  const { text, range } = document.lineAt(line);
  const indent = text.slice(0, text.indexOf('|'));
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const row = `${indent}|${'  |'.repeat(count)}`;
  const added = await editor.edit((edit) => edit.insert(range.end, `${eol}${row}`));
  if (added) select(editor, line + 1, { from: indent.length + 1, to: indent.length + 3 });
}

function select(editor: vscode.TextEditor, line: number, span: CellSpan): void {
  const { from, to } = contentOf(editor.document.lineAt(line).text, span);
  editor.selection = new vscode.Selection(line, from, line, to);
  editor.revealRange(editor.selection);
}
