/**
 * Places in a text. Lines count from zero, characters are UTF-16 units, as in LSP, so that nothing needs
 * converting at the edge. Inside a block, lines count from the block's first line: an edit elsewhere then leaves
 * all that is known of the block as it is (ARCHITECTURE.md).
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of text, `end` exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A stretch within one line. */
export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A range within one line. */
export function rangeOf(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** A span as a range, moved down by `base` lines. */
export function spanRange(span: Span, base = 0): Range {
  return rangeOf(span.line + base, span.start, span.end);
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

export function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

export function overlaps(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

/** A replacement of text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
