/** The outline: headings, tables with their number, total rows. Reads the tree alone, so that it is there at once. */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName } from '../base/fold.ts';
import { KEY } from '../base/keys.ts';
import type { Position, Range } from '../base/range.ts';
import { rangeOf } from '../base/range.ts';
import { message } from '../messages/index.ts';
import { cellsOf, headingText, type Line, pairsOf } from '../syntax/line.ts';
import type { Block, PlacedBlock } from '../syntax/tree.ts';

export type SymbolKind = 'section' | 'table' | 'total';

export interface OutlineSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: Range;
  readonly selection: Range;
  readonly children: OutlineSymbol[];
}

interface Open {
  readonly level: number;
  readonly symbol: OutlineSymbol & { range: Range };
}

/** The outline of a document. */
export function documentSymbols(analysis: Analysis): OutlineSymbol[] {
  const { tree } = analysis;
  const roots: OutlineSymbol[] = [];
  const open: Open[] = [];
  let title = '';
  const closeTo = (level: number, end: Position) => {
    while (open.length > 0 && (open.at(-1) as Open).level >= level) {
      const { symbol } = open.pop() as Open;
      symbol.range = { start: symbol.range.start, end };
    }
  };
  for (const placed of tree.blocks) {
    const { block, line } = placed;
    if (block.kind === 'heading') {
      const head = block.lines[0] as Line;
      closeTo(head.level, endBefore(analysis, line));
      const text = headingText(head);
      title = text.text;
      const symbol = {
        name: text.text || message(analysis.locale, 'symbol.untitled'),
        detail: '',
        kind: 'section' as const,
        range: rangeOf(line, 0, head.text.length),
        selection: rangeOf(line, text.start, text.end),
        children: [],
      };
      (open.at(-1)?.symbol.children ?? roots).push(symbol);
      open.push({ level: head.level, symbol });
    } else if (block.kind === 'table') {
      (open.at(-1)?.symbol.children ?? roots).push(tableSymbol(analysis, placed, title));
    }
  }
  closeTo(0, endBefore(analysis, tree.lines.length));
  return roots;
}

/** A heading or table of a document, for a search over many of them. */
export interface NamedPlace {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly container: string;
  readonly range: Range;
}

/** The headings and tables of a document. */
export function namedPlaces(analysis: Analysis): NamedPlace[] {
  const found: NamedPlace[] = [];
  const visit = (symbols: readonly OutlineSymbol[], container: string) => {
    for (const { name, kind, selection, children } of symbols) {
      if (kind === 'total') continue;
      found.push({ name, kind, container, range: selection });
      visit(children, name);
    }
  };
  visit(documentSymbols(analysis), analysis.report.front.unit ?? '');
  return found;
}

/** Those whose name holds the characters that are asked for, in their order. */
export function matchingPlaces(places: readonly NamedPlace[], query: string): NamedPlace[] {
  const wanted = foldName(query).toLowerCase();
  return places.filter(({ name }) => isSubsequence(wanted, foldName(name).toLowerCase()));
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const char of wanted) {
    at = text.indexOf(char, at);
    if (at < 0) return false;
    at += char.length;
  }
  return true;
}

function tableSymbol(analysis: Analysis, { block, line }: PlacedBlock, title: string): OutlineSymbol {
  const end = { line: line + block.lines.length - 1, character: (block.lines.at(-1) as Line).text.length };
  const first = Math.max(
    0,
    block.roles.findIndex((r) => r === 'row' || r === 'delimiter'),
  );
  const number = printedNumber(block);
  const rows = block.roles.filter((r) => r === 'row').length - 1;
  const head = block.lines[first] as Line;
  const row = line + first;
  const name = number === undefined ? title : message(analysis.locale, 'symbol.table', { number });
  return {
    name: name || message(analysis.locale, 'symbol.untitled'),
    detail: message(analysis.locale, 'symbol.rows', {
      rows: String(Math.max(0, rows)),
      columns: String(cellsOf(head).length),
    }),
    kind: 'table',
    range: { start: { line, character: 0 }, end },
    selection: rangeOf(row, 0, head.text.length),
    children: totals(analysis, block, line),
  };
}

/** `公开NN表` as the property lines print it. */
function printedNumber(block: Block): string | undefined {
  for (const [i, line] of block.lines.entries()) {
    if (block.roles[i] !== 'property') continue;
    const pair = pairsOf(line).find((p) => p.key === KEY.number);
    if (pair) return pair.value;
  }
  return undefined;
}

/** Rows whose label is a total's. */
function totals(analysis: Analysis, block: Block, base: number): OutlineSymbol[] {
  const { total } = analysis.reference.vocabulary;
  const found: OutlineSymbol[] = [];
  block.lines.forEach((line, i) => {
    if (block.roles[i] !== 'row') return;
    const cells = cellsOf(line);
    const label = cells.find((c) => c.text !== '');
    if (!label || !total.includes(foldName(label.text))) return;
    const values = cells
      .slice(cells.indexOf(label) + 1)
      .map((c) => c.text)
      .filter((t) => /[\d０-９]/.test(t) && (t.length > 3 || /[.．]/.test(t)));
    // A header that reads 合计 is no row.
    if (values.length === 0) return;
    found.push({
      name: label.text,
      detail: values.slice(0, 3).join('  '),
      kind: 'total',
      range: rangeOf(base + i, 0, line.text.length),
      selection: rangeOf(base + i, label.start, label.end),
      children: [],
    });
  });
  return found;
}

function endBefore(analysis: Analysis, line: number): Position {
  const at = Math.max(0, line - 1);
  return { line: at, character: (analysis.tree.lines[at] as Line).text.length };
}
