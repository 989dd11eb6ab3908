/** The tokens of a line: put end to end they are the line. */

import { cellsOf, isDelimiter } from './cells.ts';
import { isBlankAt, markEnd, trimEnd, waiverOf } from './marks.ts';
import { pairsOf } from './pairs.ts';
import type { Line, Token, TokenKind } from './types.ts';

/** The tokens of a line, line end included; put end to end they give the line. */
export function tokensOf(line: Line): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number) => {
    if (end > at) tokens.push({ kind, start: at, end });
    at = Math.max(at, end);
  };
  const text = line.text;
  const body = trimEnd(text).length;
  if (text.charCodeAt(0) === 0xfeff) push('bom', 1);
  const blanks = (limit: number) => {
    let end = at;
    while (end < limit && isBlankAt(text, end)) end++;
    push('blank', end);
  };
  blanks(body);
  switch (line.kind) {
    case 'blank':
      break;
    case 'comment':
      push(waiverOf(line) ? 'waiver' : 'comment', body);
      break;
    case 'heading':
      push('heading-mark', at + line.level);
      blanks(body);
      push('heading-text', body);
      break;
    case 'bar':
    case 'tab': {
      const separator = line.kind === 'bar' ? 'bar' : 'tab';
      if (line.kind === 'bar') push('bar', at + 1);
      const content: TokenKind = isDelimiter(line) ? 'delimiter' : 'cell';
      for (const cell of cellsOf(line)) {
        push('blank', cell.start);
        push(content, cell.end);
        push('blank', cell.to);
        if (cell.to < text.length) push(separator, cell.to + 1);
      }
      break;
    }
    case 'property':
      for (const pair of pairsOf(line)) {
        push('blank', pair.keyStart);
        push('key', pair.keyEnd);
        push('colon', pair.valueStart);
        push('value', pair.valueEnd);
      }
      push('text', body);
      break;
    case 'note':
    case 'formula':
    case 'chart':
      push(`${line.kind}-mark`, markEnd(line));
      push(`${line.kind}-text`, body);
      break;
    case 'prose':
      push('text', body);
      break;
  }
  push('blank', text.length);
  if (line.eol) tokens.push({ kind: 'eol', start: text.length, end: text.length + line.eol.length });
  return tokens;
}
