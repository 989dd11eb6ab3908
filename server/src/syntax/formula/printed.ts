/** Formulas that tables print: `27行＝（1+2+3）行；1栏各行=（2+3）栏各行`. */

import { foldWidth } from '../../base/fold.ts';
import type { TextSpan } from './types.ts';

/** A formula that a note prints: a row or column and the signed rows or columns that it is the sum of. */
export interface PrintedFormula extends TextSpan {
  readonly kind: 'row' | 'column';
  readonly target: number;
  readonly terms: readonly { readonly number: number; readonly negative: boolean }[];
  /** Where a dash stands in the place of the `=`. */
  readonly misprint?: TextSpan;
}

/**
 * Reads the formulas of a note: `27行＝（1+2+3）行；58行＝（32+33+…+57）行`, `1栏各行＝（2+3）栏各行`.
 * @param text the note's text; other text is passed over
 */
export function parsePrintedFormulas(text: string): PrintedFormula[] {
  const folded = foldWidth(text);
  const found: PrintedFormula[] = [];
  let from = 0;
  for (let i = 0; i <= folded.length; i++) {
    const char = folded[i];
    if (i < folded.length && char !== ';' && char !== '。' && char !== ',' && char !== '、' && char !== ':')
      continue;
    const formula = printedClause(folded.slice(from, i), from);
    if (formula) found.push(formula);
    from = i + 1;
  }
  return found;
}

const CLAUSE = /^\s*(?:\d\.\s*)?(\d{1,3})\s*([栏行])\s*(?:各\s*[栏行])?\s*(=|—{1,2}|-)\s*/;

function printedClause(clause: string, offset: number): PrintedFormula | undefined {
  if (clause.length > 400) return undefined;
  const head = CLAUSE.exec(clause);
  if (!head) return undefined;
  const kind = head[2] === '行' ? 'row' : 'column';
  const terms = printedTerms(clause.slice(head[0].length), kind);
  if (!terms) return undefined;
  const start = offset + (head[0].length - head[0].trimStart().length);
  const sign = head[3] as string;
  const signAt = offset + head[0].lastIndexOf(sign);
  return {
    kind,
    target: Number(head[1]),
    terms,
    start,
    end: offset + clause.trimEnd().length,
    ...(sign === '=' ? {} : { misprint: { start: signAt, end: signAt + sign.length } }),
  };
}

const ELLIPSIS = /^[\s+]*(?:…+|\.{2,}|⋯+|·{3,}|~|至)[\s+]*/;

/** `（32+33+…+57）行`: the numbers, those that an ellipsis stands for included; undefined where it is something else. */
function printedTerms(body: string, kind: PrintedFormula['kind']): PrintedFormula['terms'] | undefined {
  const terms: { number: number; negative: boolean }[] = [];
  let negative = false;
  let range: number | undefined;
  let unitSeen = false;
  for (let i = 0; i < body.length; ) {
    const rest = body.slice(i);
    const number = /^\d{1,3}/.exec(rest)?.[0];
    const ellipsis = ELLIPSIS.exec(rest)?.[0];
    if (number) {
      const value = Number(number);
      for (let n = (range ?? value) + 1; n < value; n++) terms.push({ number: n, negative });
      range = undefined;
      terms.push({ number: value, negative });
      negative = false;
    } else if (ellipsis) {
      range = terms.at(-1)?.number;
      if (range === undefined) return undefined;
    } else {
      const sign = signAt(body, i, kind);
      if (sign === 'other') return undefined;
      negative ||= sign === 'minus';
      unitSeen ||= sign === 'unit';
    }
    i += (number ?? ellipsis ?? ' ').length;
  }
  return terms.length > 0 && unitSeen ? terms : undefined;
}

function signAt(body: string, i: number, kind: PrintedFormula['kind']): 'minus' | 'unit' | 'blank' | 'other' {
  const char = body[i] as string;
  if (char === '-' || char === '−' || char === '—') return 'minus';
  if (char === '栏' || char === '行')
    return (char === '行') !== (kind === 'row') && body[i - 1] !== '各' ? 'other' : 'unit';
  return /[+()\s各]/.test(char) ? 'blank' : 'other';
}
