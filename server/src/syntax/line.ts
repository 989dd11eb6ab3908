/**
 * Lines: what each is by itself (language.md §1), and the tokens it is made of. A line knows nothing of its place,
 * so a line that an edit did not touch is used again as it is.
 */

import type { RawLine } from '../base/lines.ts';
import { CHART, FORMULA, NOTE, trimEnd } from './line/marks.ts';
import { parsePairs } from './line/pairs.ts';
import type { Line, LineKind } from './line/types.ts';

export { cellsOf, isDelimiter, numberIn } from './line/cells.ts';
export { FRONT_KEYS, headingText, markEnd, TABLE_KEYS, trimEnd, unitOf, waiverOf } from './line/marks.ts';
export { frontPair, pairsOf } from './line/pairs.ts';
export { tokensOf } from './line/tokens.ts';
export type { CellSyntax, Line, LineKind, PairSyntax, Token, TokenKind, WaiverSyntax } from './line/types.ts';

/** Reads one line: what it is by itself. Never fails. */
export function readLine(raw: RawLine): Line {
  const text = raw.text;
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const trimmed = trimEnd(bom ? text.slice(1) : text);
  const lead = trimmed.length - trimmed.trimStart().length;
  const first = trimmed[lead];
  const line = (kind: LineKind, level = 0, maybeProperty = false): Line => ({
    text,
    eol: raw.eol,
    kind,
    level,
    maybeProperty,
    cellCache: undefined,
    pairCache: undefined,
  });
  if (first === undefined) return line('blank');
  if (first === '/' && trimmed[lead + 1] === '/') return line('comment');
  if (first === '#' && lead === 0) {
    const level = /^#{1,6}(?=[ \t\u3000])/.exec(trimmed)?.[0].length ?? 0;
    if (level > 0) return line('heading', level);
  }
  if (first === '|') return line('bar');
  const body = lead === 0 ? trimmed : trimmed.slice(lead);
  if (NOTE.test(body)) return line('note');
  if (FORMULA.test(body)) return line('formula');
  if (CHART.test(body)) return line('chart');
  if (isCandidate(body)) {
    const pairs = parsePairs(trimmed, bom);
    if (pairs?.some((p) => p.known)) return line('property');
    // `其中：公务用车购置费⇥⇥`, like `合计⇥⇥⇥`, has nothing but blanks after its label: a row if others stand beside it.
    return line(text.includes('\t') ? 'tab' : 'prose', 0, pairs !== undefined);
  }
  return line(text.includes('\t') ? 'tab' : 'prose');
}

function isCandidate(body: string): boolean {
  if (body.length > 400) return false;
  return /[:：]/.test(body) || /^(?:财决)?公开/.test(body) || /年度/.test(body);
}
