/** Codes and names that are printed in one cell: `[30101]基本工资`, `2010301 行政运行`, `301-工资福利支出`. */
import { foldWidth } from '../base/fold.ts';
import { largest } from '../base/lists.ts';
import type { Span } from '../base/range.ts';
import type { GridRow } from './cells.ts';
import type { Panel } from './types.ts';

interface JoinedName {
  readonly code: string;
  /** Where the code stands in the text. */
  readonly at: number;
  /** Where the name begins in the text. */
  readonly nameAt: number;
}

/** A code of a 类, 款 or 项, in brackets or not, and behind it the name. */
const JOINED = /^([[(]?)(\d{3}|\d{5}|\d{7})[\])]?(?:\s*[-—－_.、]\s*|\s*)(?=[^\d\s.,%‰\-—])/;

/**
 * The code and the name of a cell that holds both; undefined where it holds something else.
 * @param text the cell as printed
 */
function joinedName(text: string): JoinedName | undefined {
  const folded = foldWidth(text)
    .replace(/[【〔［]/g, '[')
    .replace(/[】〕］]/g, ']');
  const found = folded.length === text.length ? JOINED.exec(folded) : null;
  if (!found) return undefined;
  return { code: found[2] as string, at: (found[1] as string).length, nameAt: found[0].length };
}

/**
 * Whether a column holds codes and names in one cell: two cells in three do, and one of them is more than a 类 alone,
 * since a label may begin with any number (`100万元以上的设备`).
 * @param texts its cells, without those of totals
 */
export function isJoined(texts: readonly string[]): boolean {
  const filled = texts.filter((t) => t !== '');
  const found = filled.flatMap((t) => joinedName(t) ?? []);
  const longest = largest(
    found.map((f) => f.code.length),
    0,
  );
  return found.length >= 2 && longest > 3 && found.length * 3 >= filled.length * 2;
}

/** Code and name of a row whose panel prints both in one cell; undefined for a row of another kind. */
export function joinedCell(
  panel: Panel,
  { line, cells }: GridRow,
): { code: { text: string; span: Span }; label: string; labelSpan: Span; nameSpan: Span } | undefined {
  const cell = panel.joined && cells[panel.joined.index];
  const found = cell && joinedName(cell.text);
  if (!found) return undefined;
  const start = cell.start + found.at;
  const span = { line, start: cell.start + found.nameAt, end: cell.end };
  return {
    code: { text: found.code, span: { line, start, end: start + found.code.length } },
    label: cell.text.slice(found.nameAt),
    labelSpan: span,
    nameSpan: span,
  };
}
