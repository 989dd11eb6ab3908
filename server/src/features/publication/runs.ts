/** Pieces of printed text with their places: emphasis, line breaks, blanks at the ends. */

import { append } from '../../base/lists.ts';
import { type CellSyntax, type Line, trimEnd } from '../../syntax/line.ts';
import type { Run } from './types.ts';

/** The text of runs, without their looks. */
export function textOfRuns(runs: readonly Run[]): string {
  return runs.map((r) => r.text).join('');
}

export function leadingBlanks(text: string): number {
  return /^[\ufeff \t\u3000\u00a0]*/.exec(text)?.[0].length ?? 0;
}

export const EMPHASIS = /\*\*|<(\/?)(b|strong|i|em)>/gi;

/** A stretch of a line as runs: `**` and `<b>` become looks where they come in pairs, and stay text where they do not. */
export function runsOf(line: Line, at: number, start: number, end: number): Run[] {
  const text = line.text.slice(start, end);
  const runs: Run[] = [];
  const push = (from: number, to: number, bold: boolean, italic: boolean) => {
    if (to <= from) return;
    runs.push({
      text: text.slice(from, to),
      line: at,
      start: start + from,
      end: start + to,
      ...(bold ? { bold } : {}),
      ...(italic ? { italic } : {}),
    });
  };
  let from = 0;
  let bold = false;
  let italic = false;
  for (const mark of text.matchAll(EMPHASIS)) {
    const isBold = mark[0] === '**' || /^(?:b|strong)$/i.test(mark[2] ?? '');
    const opens: boolean = mark[0] === '**' ? !bold : mark[1] === '';
    if (opens === (isBold ? bold : italic)) continue;
    if (opens && !closes(text.slice(mark.index + mark[0].length), mark[0], isBold)) continue;
    push(from, mark.index, bold, italic);
    from = mark.index + mark[0].length;
    if (isBold) bold = opens;
    else italic = opens;
  }
  push(from, text.length, bold, italic);
  return runs;
}

function closes(rest: string, mark: string, bold: boolean): boolean {
  if (mark === '**') return rest.includes('**');
  return (bold ? /<\/(?:b|strong)>/i : /<\/(?:i|em)>/i).test(rest);
}

/** Runs without the blanks at their ends. */
export function trimmed(runs: readonly Run[]): Run[] {
  const out = [...runs];
  const first = out[0];
  if (first) {
    const blanks = leadingBlanks(first.text);
    out[0] = { ...first, text: first.text.slice(blanks), start: first.start + blanks };
  }
  const last = out.at(-1);
  if (last) {
    const text = trimEnd(last.text);
    out[out.length - 1] = { ...last, text, end: last.start + text.length };
  }
  return out.filter((r) => r.text !== '');
}

/** A cell's runs: `\|` is a bar, `<br>` a line break. */
export function cellRuns(line: Line, at: number, cell: CellSyntax): Run[] {
  const runs: Run[] = [];
  const text = line.text.slice(cell.start, cell.end);
  let from = 0;
  const plain = (to: number) => {
    if (to > from) append(runs, runsOf(line, at, cell.start + from, cell.start + to));
  };
  for (const mark of text.matchAll(/\\\||<br\s*\/?>/gi)) {
    plain(mark.index);
    from = mark.index + mark[0].length;
    runs.push({
      text: mark[0] === '\\|' ? '|' : '\n',
      line: at,
      start: cell.start + mark.index,
      end: cell.start + from,
    });
  }
  plain(text.length);
  return runs;
}
