/** Selection ranges: figure → cell → row → table → section → file; in prose figure → clause → sentence → paragraph. */

import type { Analysis } from '../analysis/analysis.ts';
import { append } from '../base/lists.ts';
import { comparePositions, contains, type Position, type Range, rangeOf } from '../base/range.ts';
import { headingText, type Line, tokensOf } from '../syntax/line.ts';
import type { PlacedBlock, Tree } from '../syntax/tree.ts';
import { blockAt, cellAt } from './place.ts';

/** The ranges around a position, innermost first, each inside the next. */
export function selectionRanges(analysis: Analysis, asked: Position): Range[] {
  const { tree } = analysis;
  const end = tree.lines[asked.line]?.text.length ?? 0;
  const position = asked.character > end ? { line: asked.line, character: end } : asked;
  const file = wholeFile(tree);
  const placed = blockAt(tree, position.line);
  const found: Range[] = [];
  if (placed) {
    const { block, line } = placed;
    if (block.kind === 'table') append(found, inTable(analysis, placed, position));
    else if (block.kind === 'paragraph') append(found, inProse(placed, position));
    else append(found, inLine(block.lines[position.line - line] as Line, position));
    if (block.kind !== 'blank') found.push(linesRange(tree, line, line + block.lines.length - 1));
    append(found, sectionsAround(tree, position.line));
  }
  found.push(file);
  return nested(found, position);
}

function inTable(analysis: Analysis, { block, line }: PlacedBlock, position: Position): Range[] {
  const found: Range[] = [];
  const place = cellAt(analysis, position);
  const text = block.lines[position.line - line] as Line;
  if (place) {
    found.push(
      rangeOf(position.line, place.cell.start, place.cell.end),
      rangeOf(position.line, place.cell.from, place.cell.to),
    );
  } else append(found, inLine(text, position));
  found.push(rangeOf(position.line, 0, text.text.length));
  const first = block.roles.findIndex((r) => r === 'row' || r === 'delimiter');
  const last = block.roles.findLastIndex((r) => r === 'row' || r === 'delimiter');
  if (first >= 0) {
    found.push({
      start: { line: line + first, character: 0 },
      end: { line: line + last, character: (block.lines[last] as Line).text.length },
    });
  }
  return found;
}

function inLine(line: Line, position: Position): Range[] {
  const found: Range[] = [];
  const number = numberAt(line.text, position.character);
  if (number) found.push(rangeOf(position.line, number.start, number.end));
  if (line.kind === 'heading') {
    const { start, end } = headingText(line);
    found.push(rangeOf(position.line, start, end));
  } else {
    const token = tokensOf(line).find(
      (t) => t.kind !== 'eol' && t.start <= position.character && position.character <= t.end,
    );
    if (token) found.push(rangeOf(position.line, token.start, token.end));
  }
  found.push(rangeOf(position.line, 0, line.text.length));
  return found;
}

/** Clause and sentence may break across the lines of a paragraph. */
function inProse({ block, line }: PlacedBlock, position: Position): Range[] {
  const found: Range[] = [];
  const own = block.lines[position.line - line] as Line;
  const number = numberAt(own.text, position.character);
  if (number) found.push(rangeOf(position.line, number.start, number.end));
  for (const ends of [/[，；。！？：]/, /[。！？]/]) {
    const from = { line: position.line - line, character: position.character };
    const start = seek(block.lines, from, -1, ends);
    const end = seek(block.lines, from, 1, ends);
    found.push({
      start: { line: line + start.line, character: start.character },
      end: { line: line + end.line, character: end.character },
    });
  }
  return found;
}

function seek(lines: readonly Line[], from: Position, step: 1 | -1, ends: RegExp): Position {
  let at = from.line;
  let c = from.character;
  for (;;) {
    const { text } = lines[at] as Line;
    while (step > 0 ? c < text.length : c > 0) {
      const char = text[step > 0 ? c : c - 1] as string;
      if (ends.test(char)) return { line: at, character: step > 0 ? c + 1 : c };
      c += step;
    }
    const next = lines[at + step];
    if (!next) return { line: at, character: c };
    at += step;
    c = step > 0 ? 0 : next.text.length;
  }
}

function numberAt(text: string, character: number): { start: number; end: number } | undefined {
  for (const match of text.matchAll(/[-+−－]?[\d０-９][\d０-９,.．]*[%％]?/g)) {
    if (match.index <= character && character <= match.index + match[0].length) {
      return { start: match.index, end: match.index + match[0].length };
    }
  }
  return undefined;
}

function sectionsAround(tree: Tree, line: number): Range[] {
  const found: Range[] = [];
  const open: { level: number; line: number }[] = [];
  const close = (level: number, end: number) => {
    while (open.length > 0 && (open.at(-1) as { level: number }).level >= level) {
      const section = open.pop() as { line: number };
      if (section.line <= line && line <= end) found.push(linesRange(tree, section.line, end));
    }
  };
  for (const placed of tree.blocks) {
    if (placed.block.kind !== 'heading') continue;
    const { level } = placed.block.lines[0] as Line;
    close(level, placed.line - 1);
    open.push({ level, line: placed.line });
  }
  close(0, tree.lines.length - 1);
  return found;
}

function linesRange(tree: Tree, from: number, to: number): Range {
  return {
    start: { line: from, character: 0 },
    end: { line: to, character: (tree.lines[to] as Line).text.length },
  };
}

function wholeFile(tree: Tree): Range {
  return linesRange(tree, 0, tree.lines.length - 1);
}

/** Each range holds the one before it and is wider; what does not fit is left out. */
function nested(ranges: readonly Range[], position: Position): Range[] {
  const kept: Range[] = [];
  for (const range of ranges) {
    const last = kept.at(-1);
    if (!last) {
      if (contains(range, position)) kept.push(range);
      continue;
    }
    const holds =
      comparePositions(range.start, last.start) <= 0 && comparePositions(last.end, range.end) <= 0;
    const same =
      comparePositions(range.start, last.start) === 0 && comparePositions(last.end, range.end) === 0;
    if (holds && !same) kept.push(range);
  }
  return kept;
}
