/** Semantic tokens: what a grammar of single lines cannot know – which cell is a code, a header, an amount, a total. */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName } from '../base/fold.ts';
import type { Range } from '../base/range.ts';
import type { FrontEntry, PlacedTable } from '../model/report.ts';
import type { CellFigure, Column } from '../model/types.ts';
import { cellsOf, type Line, tokensOf, waiverOf } from '../syntax/line.ts';
import type { PlacedBlock } from '../syntax/tree.ts';
import { rowsOn } from './place.ts';

export type SemanticType =
  | 'namespace'
  | 'type'
  | 'property'
  | 'string'
  | 'number'
  | 'keyword'
  | 'enumMember'
  | 'variable'
  | 'operator'
  | 'comment'
  | 'macro';

export interface SemanticToken {
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly type: SemanticType;
  readonly declaration: boolean;
}

/** The tokens of a document or of the lines that a range touches, in order. */
export function semanticTokens(analysis: Analysis, range?: Range): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const { tree } = analysis;
  const from = range ? range.start.line : 0;
  const to = range ? range.end.line : tree.lines.length - 1;
  const tables = new Map(analysis.report.tables.map((t) => [t.line, t]));
  const terms = termsByLine(analysis);
  const entries = new Map(analysis.report.front.entries.map((e) => [e.keySpan.line, e]));
  for (const placed of tree.blocks) {
    const { block, line } = placed;
    if (line > to) break;
    if (line + block.lines.length <= from) continue;
    const table = block.kind === 'table' ? tables.get(line) : undefined;
    // A table may be much longer than the range.
    const end = Math.min(block.lines.length, to - line + 1);
    for (let i = Math.max(0, from - line); i < end; i++) {
      const text = block.lines[i] as Line;
      const at = line + i;
      const push = (start: number, end: number, type: SemanticType, declaration = false) => {
        if (end > start) tokens.push({ line: at, start, length: end - start, type, declaration });
      };
      if (table && block.roles[i] === 'row') cells(analysis, table, i, push);
      else if (block.kind === 'front' && block.roles[i] === 'property') frontLine(entries.get(at), push);
      else plainLine(placed, text, push);
      for (const term of terms.get(at) ?? []) push(term.start, term.end, 'type', true);
    }
  }
  return tokens;
}

type Push = (start: number, end: number, type: SemanticType, declaration?: boolean) => void;

function termsByLine(analysis: Analysis): Map<number, { start: number; end: number }[]> {
  const terms = new Map<number, { start: number; end: number }[]>();
  for (const item of analysis.report.glossary) terms.set(item.line, [{ start: item.start, end: item.end }]);
  return terms;
}

function cells(analysis: Analysis, { table }: PlacedTable, row: number, push: Push): void {
  const header = table.headerLines.includes(row);
  const rows = rowsOn(table, row);
  const { total, subtotal } = analysis.reference.vocabulary;
  const isTotal = (text: string) => [...total, ...subtotal].includes(foldName(text));
  cellsOf(table.block.lines[row] as Line).forEach((cell, c) => {
    if (cell.start === cell.end) return;
    const column = table.columns[c];
    const figure = column && rows.map((r) => r.cells.get(column)).find((f) => f !== undefined);
    if (header) push(cell.start, cell.end, /^[\d０-９.．]+$/.test(cell.text) ? 'number' : 'type', true);
    else {
      const type = figure ? figureType(figure) : column && nameType(column, cell.text, isTotal);
      if (type) push(cell.start, cell.end, type);
    }
  });
}

const figureType = ({ state }: CellFigure): SemanticType | undefined =>
  state === 'amount' ? 'number' : undefined;

/** What a cell that is no amount is: a code or number of its row, or the word for a total. */
function nameType(
  { role }: Column,
  text: string,
  isTotal: (text: string) => boolean,
): SemanticType | undefined {
  const numbers = role === 'code' || role === 'line-number' || role === 'ordinal';
  if (numbers && /[\d０-９]/.test(text)) return role === 'code' ? 'enumMember' : 'number';
  return (numbers || role === 'label') && isTotal(text) ? 'keyword' : undefined;
}

function frontLine(entry: FrontEntry | undefined, push: Push): void {
  if (!entry) return;
  push(entry.keySpan.start, entry.keySpan.end, 'property', entry.known);
  push(entry.valueSpan.start, entry.valueSpan.end, 'string');
}

function plainLine({ block }: PlacedBlock, line: Line, push: Push): void {
  // A line that could be a property is prose wherever no table follows.
  if (block.kind === 'paragraph' && line.kind !== 'comment') return;
  for (const token of tokensOf(line)) {
    switch (token.kind) {
      case 'heading-text':
        push(token.start, token.end, 'namespace', true);
        break;
      case 'comment':
        push(token.start, token.end, 'comment');
        break;
      case 'waiver': {
        const waiver = waiverOf(line);
        if (!waiver) break;
        const mark = token.start + (line.text.slice(token.start).match(/^\s*\/\/\s*/)?.[0].length ?? 0);
        push(token.start, mark, 'comment');
        push(mark, trimmed(line.text, mark, waiver.ruleStart), 'keyword');
        push(waiver.ruleStart, waiver.ruleEnd, 'macro');
        push(Math.max(waiver.ruleEnd, mark), token.end, 'comment');
        break;
      }
      case 'key':
        push(token.start, token.end, 'property');
        break;
      case 'value':
        push(token.start, token.end, 'string');
        break;
      case 'note-mark':
      case 'formula-mark':
      case 'chart-mark':
        push(token.start, token.end, 'keyword');
        break;
      case 'formula-text':
        formula(line.text, token.start, token.end, push);
        break;
      default:
    }
  }
}

function trimmed(text: string, start: number, end: number): number {
  let to = end;
  while (to > start && /[\s\u3000]/.test(text[to - 1] as string)) to--;
  return to;
}

/** References are variables; signs between them are operators. */
function formula(text: string, start: number, end: number, push: Push): void {
  const body = text.slice(start, end);
  for (const match of body.matchAll(
    /“[^”]*”(?:\.[^\s=＝≥≤+*，,]+)?|[=＝≥≤+*]|(?<=\s)[-−](?=\s)|，当|,当|[^\s=＝≥≤+*，,]+/g,
  )) {
    const at = start + match.index;
    const word = match[0];
    const type: SemanticType = /^[=＝≥≤+*−-]$/.test(word)
      ? 'operator'
      : /^[,，]当$/.test(word)
        ? 'keyword'
        : /^[\d.]+$/.test(word)
          ? 'number'
          : 'variable';
    push(at, at + word.length, type);
  }
}
