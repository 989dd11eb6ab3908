/** A row that the end of a page cut in two: its halves are put together by their columns, where they tell that they are. */
import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { open } from '../../service.ts';
import { filled, own } from './grid.ts';
import type { Grid, GridCell } from './types.ts';

type Row = readonly GridCell[];

const CODE = /^\d{2,7}$/;
const AMOUNT = /^[-−(（]?\d[\d,]*(?:\.\d*)?[)）]?$/;

/** `whole`: the two rows as one; `unsure`: the second may be a half, and a person must look. */
export type Cut = { readonly whole: Row } | 'unsure' | undefined;

/**
 * Whether the first row of a page goes on with the last row of the page before.
 * @param body the rows of the table so far, without its header
 */
export function cutRow(body: Grid, more: Row): Cut {
  const last = body.at(-1);
  if (!last || filled(more).length === 0) return undefined;
  const label = foldName(filled(more)[0] ?? '');
  const { vocabulary } = open('').reference;
  if (vocabulary.total.includes(label) || leadingNumber(label) !== '') return undefined;
  const codes = codeColumns(body);
  const coded = codes.some((c) => CODE.test(own(last[c])));
  if (codes.some((c) => isWholeCode(own(more[c])) && isWholeCode(own(last[c])))) return undefined;
  const decimals = decimalsOf(body);
  const lacking = lacksSteady(body, last, more);
  let evidence = 0;
  let against = 0;
  const whole = last.map((cell, c): GridCell => {
    const [above, below] = [own(cell), own(more[c])];
    if (below === '') return cell;
    const joined = above + below;
    if (above === '') {
      // A figure may have sunk below the cut; words in a column of their own begin a row.
      if (parseNumber(foldWidth(below)) === undefined) against++;
      return { text: below };
    }
    if (codes.includes(c)) {
      // 20126 and 01: what is no code by itself is the end of one.
      if (isWholeCode(joined)) evidence += 2;
      else against += 2;
    } else if (AMOUNT.test(above) || AMOUNT.test(below)) {
      if (isCutAmount(above, below, decimals[c])) evidence += 2;
      else against += 2;
    } else if (coded && codes.every((k) => own(more[k]) === '')) evidence++;
    else if (lacking) evidence += 2;
    return { text: joined };
  });
  // In a table of codes a row has one; what has none, and no figure of its own, is what is left of a name.
  const named = coded && nameFits(body, last, whole, codes);
  if (against === 0 && (evidence >= 2 || (evidence === 1 && named !== false))) return { whole };
  const bareName = coded && filled(more).every((t) => parseNumber(foldWidth(t)) === undefined);
  return evidence > 0 && (bareName || against < evidence) ? 'unsure' : undefined;
}

/** Whether a row has nothing in a column in which all others have something (行次): it is no row of its own. */
function lacksSteady(body: Grid, last: Row, more: Row): boolean {
  const before = body.slice(0, -1);
  if (before.length < 3) return false;
  return last.some(
    (cell, c) => own(cell) !== '' && own(more[c]) === '' && before.every((row) => own(row[c]) !== ''),
  );
}

/** The columns that hold codes: those in which most of what stands are such. */
function codeColumns(body: Grid): number[] {
  const width = body[0]?.length ?? 0;
  return Array.from({ length: width }, (_, c) => c).filter((c) => {
    const texts = body.map((row) => own(row[c])).filter((t) => t !== '');
    const count = texts.filter((t) => CODE.test(foldWidth(t))).length;
    const long = texts.some((t) => /^\d{3}(?:\d{2}){0,2}$/.test(foldWidth(t)) && t.length >= 3);
    return count > 1 && long && count * 3 > texts.length * 2;
  });
}

/** Codes have 3, 5 or 7 digits. */
function isWholeCode(text: string): boolean {
  return /^\d{3}(?:\d{2}){0,2}$/.test(foldWidth(text));
}

/** With how many decimals a column prints its figures, where all agree but the one that may be cut. */
function decimalsOf(body: Grid): (number | undefined)[] {
  const width = body[0]?.length ?? 0;
  return Array.from({ length: width }, (_, c) => {
    const counts = new Map<number, number>();
    for (const row of body.slice(0, -1)) {
      const printed = parseNumber(foldWidth(own(row[c])));
      if (printed && printed.digits !== 0n)
        counts.set(printed.decimals, (counts.get(printed.decimals) ?? 0) + 1);
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    return most && counts.size === 1 ? most[0] : undefined;
  });
}

/** `7,042.3` and `9`, where the column has two decimals. */
function isCutAmount(above: string, below: string, decimals: number | undefined): boolean {
  const whole = parseNumber(foldWidth(above + below));
  const first = parseNumber(foldWidth(above.replace(/[.,]$/, '')));
  if (!whole || !first || !/^[\d,.]+[)）]?$/.test(below)) return false;
  if (decimals === undefined) return /[.,]$/.test(above) && /^\d/.test(below);
  return whole.decimals === decimals && (first.decimals !== decimals || /[.,]$/.test(above));
}

/** Whether the name of the joined row is that of its code; undefined where the code has none that is known. */
function nameFits(body: Grid, last: Row, whole: Row, codes: readonly number[]): boolean | undefined {
  const code = codes.map((c) => foldWidth(own(whole[c]))).join('');
  const names = (['functional', 'economic_department', 'economic_government'] as const).flatMap(
    (catalogue) => {
      const entry = open('').reference.codes.get(catalogue, code);
      return entry ? [foldName(entry.name)] : [];
    },
  );
  const changed = whole.filter((cell, c) => own(cell) !== own(last[c])).map((cell) => foldName(own(cell)));
  if (changed.some((t) => names.includes(t))) return true;
  const before = last.map((cell) => foldName(own(cell)));
  // The name was whole before: what follows is no part of it.
  if (before.some((t) => names.includes(t))) return false;
  return body.length > 0 ? undefined : false;
}
