/**
 * Figures typed into the preview, as edits of the source: each is an edit of the one cell that it was typed into. Where
 * that cell holds another text by now than the page showed, nothing is changed.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import * as vscode from 'vscode';
import { type CellSpan, cellSpans, contentOf, isDelimiterRow } from '../cells.ts';

/** What was typed into a cell. */
export interface CellChange {
  /** Line of the version that the page showed. */
  readonly line: number;
  /** Counts the cells of the row from 0. */
  readonly column: number;
  /** What the page showed in it. */
  readonly from: string;
  readonly to: string;
}

interface LineShift {
  readonly version: number;
  readonly end: number;
  readonly by: number;
}

/** More changes than these no page is behind. */
const MOST_SHIFTS = 2000;

/** Where lines of an earlier version stand now. */
export class LineShifts {
  private shifts: LineShift[] = [];

  note({ document: { version }, contentChanges }: vscode.TextDocumentChangeEvent): void {
    for (const { range, text } of contentChanges) {
      const by = text.split(/\r\n|\r|\n/).length - 1 - (range.end.line - range.start.line);
      if (by !== 0) this.shifts.push({ version, end: range.end.line, by });
    }
    if (this.shifts.length > MOST_SHIFTS) this.shifts = this.shifts.slice(-MOST_SHIFTS / 2);
  }

  /** @param version the version that a line was counted in */
  now(line: number, version: number): number {
    let at = line;
    for (const shift of this.shifts) if (shift.version > version && shift.end <= at) at += shift.by;
    return at;
  }

  clear(): void {
    this.shifts = [];
  }
}

/** The cell of a row; undefined where there is none. */
export function spanOf(document: vscode.TextDocument, line: number, column: number): CellSpan | undefined {
  if (line < 0 || line >= document.lineCount) return undefined;
  const { text } = document.lineAt(line);
  return isDelimiterRow(text) ? undefined : cellSpans(text)?.[column];
}

/** The text of a cell without the blanks around it. */
export function cellRange(document: vscode.TextDocument, line: number, span: CellSpan): vscode.Range {
  const { from, to } = contentOf(document.lineAt(line).text, span);
  return new vscode.Range(line, from, line, to);
}

/** The edit that a change is; undefined where the cell is not there or holds another text, null where it is so already. */
export function editOf(
  document: vscode.TextDocument,
  line: number,
  { column, from, to }: CellChange,
): vscode.TextEdit | null | undefined {
  const span = spanOf(document, line, column);
  if (!span || document.getText(cellRange(document, line, span)) !== from.trim()) return undefined;
  const text = escaped(to);
  if (text === from.trim()) return null;
  const room = document.lineAt(line).text.slice(span.from, span.to);
  const blanks = ' '.repeat(Math.max(0, widthOf(room) - widthOf(text) - 2));
  const inner = isRight(document, line, column) ? ` ${blanks}${text} ` : ` ${text}${blanks} `;
  return new vscode.TextEdit(new vscode.Range(line, span.from, line, span.to), inner);
}

/** A row of blank cells below a line, as wide as that line's row. */
export function newRow(document: vscode.TextDocument, line: number): vscode.TextEdit | undefined {
  if (line < 0 || line >= document.lineCount) return undefined;
  const { text, range } = document.lineAt(line);
  const cells = cellSpans(text);
  if (!cells) return undefined;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const indent = text.slice(0, text.indexOf('|'));
  const row = cells.map(({ from, to }) => ' '.repeat(Math.max(2, widthOf(text.slice(from, to)))));
  return vscode.TextEdit.insert(range.end, `${eol}${indent}|${row.join('|')}|`);
}

/** What is typed is text of one cell, whatever it holds. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)\|/g, '\\|');
}

/** Whether the delimiter row sets a column to the right. */
function isRight(document: vscode.TextDocument, line: number, column: number): boolean {
  for (let at = line; at >= 0; at--) {
    const { text } = document.lineAt(at);
    const cells = cellSpans(text);
    if (!cells) return false;
    const cell = cells[column];
    if (isDelimiterRow(text)) return cell !== undefined && /^\s*-+:\s*$/.test(text.slice(cell.from, cell.to));
  }
  return false;
}

function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += eastAsianWidth(char.codePointAt(0) ?? 0);
  return width;
}
