/**
 * What a finding says of figures and equations: the same as describe.ts tells on hover, in the words that fit a line.
 * Tables are named once and by their number, names are cut, a name that the finding begins with is not said again.
 */
import { abs, divideRound, type Scaled } from '../base/amount.ts';
import { stripNumber } from '../base/fold.ts';
import { type Locale, message, type Words } from '../messages/index.ts';
import type { CellFigure, Column, Figure, TableModel } from '../model/types.ts';
import { figureName } from '../prose/names.ts';
import { isCell, show } from '../relations/figure.ts';
import { isSwapped } from '../relations/slip.ts';
import {
  figuresOf,
  type LinearRelation,
  type RatioRelation,
  type Relation,
  type Term,
} from '../relations/types.ts';
import { factorText, isNothing, overOf, rowLabel, sameColumn, withUnit } from './describe.ts';

/** Characters of a message; what is longer tells less (a test reads them all). Latin letters are half as wide. */
export const MOST_CHARACTERS: Readonly<Record<Locale, number>> = { zh: 100, en: 200 };

/** Characters of the name of a row, a column, a subject, a table. */
const LONGEST = { row: 18, column: 12, subject: 18, table: 20 };

/** Addends that are told one by one; of more there is the sum. */
const NAMED = 3;

/** The figure that a message begins with: where it stands, in full. */
export function placeName(figure: Figure, locale: Locale): string {
  return nameOf(figure, undefined, locale);
}

/** A figure beside another one: what both have in common is not said again. */
function nameOf(figure: Figure, beside: Figure | undefined, locale: Locale): string {
  if (!isCell(figure)) return subjectOf(figure, beside, locale);
  if (beside && isCell(beside) && beside.owner === figure.owner) {
    if (beside.row.line === figure.row.line && beside.row.panel === figure.row.panel) return columnOf(figure);
    if (sameColumn(beside, figure)) return rowOf(figure);
    return `${rowOf(figure)}·${columnOf(figure)}`;
  }
  if (beside && isCell(beside) && isLike(beside.owner, figure.owner)) {
    const row = rowOf(figure) === rowOf(beside) ? '' : rowOf(figure);
    const column = sameColumn(beside, figure) ? '' : columnOf(figure);
    return [row, column].filter((part) => part !== '').join('·');
  }
  return message(locale, 'label.in-table', {
    table: tableOf(figure, locale),
    row: rowOf(figure),
    column: columnOf(figure),
  });
}

/** Whether a table is the same one in another report. */
function isLike(a: TableModel, b: TableModel): boolean {
  return a.form !== undefined && a.form === b.form;
}

function subjectOf(figure: Figure, beside: Figure | undefined, locale: Locale): string {
  const name = figureName(figure);
  if (beside && !isCell(beside) && name !== '') return name === figureName(beside) ? '' : tailOf(name);
  return name === ''
    ? message(locale, 'label.prose')
    : message(locale, 'label.subject', { name: tailOf(name) });
}

/** The end of a name that is made of several: 类, 款 and 项 one behind the other. */
function tailOf(name: string): string {
  return name.length > LONGEST.subject ? `…${name.slice(1 - LONGEST.subject)}` : name;
}

function cut(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** A table by its number, which its readers call it by, else by its title. */
export function tableOf(figure: CellFigure, locale: Locale): string {
  const { number, title, form } = figure.owner;
  const name = number === undefined ? (form?.title ?? title) : message(locale, 'symbol.table', { number });
  return name === ''
    ? message(locale, 'label.this-table')
    : message(locale, 'label.table', { title: cut(name, LONGEST.table) });
}

function rowOf(figure: CellFigure): string {
  const label = rowLabel(figure);
  return cut(label.length > LONGEST.row ? stripNumber(label) : label, LONGEST.row);
}

/** A column by its header; where that is long, by as many of its lowest levels as tell it from the others. */
function columnOf({ column, owner }: CellFigure): string {
  const levels = levelsOf(column);
  for (let from = 0; from < levels.length - 1; from++) {
    const name = levels.slice(from).join('/');
    if (name.length <= LONGEST.column) return name;
    const tail = levels.slice(from + 1).join('/');
    if (owner.columns.some((c) => c !== column && levelsOf(c).join('/').endsWith(tail))) return name;
  }
  return cut(levels.at(-1) ?? '', LONGEST.column);
}

function levelsOf({ path }: Column): string[] {
  return path.map((p) => p.replace(/\s+/g, '')).filter((p) => p !== '');
}

/** An amount as it is printed, with its unit where others beside it have another. */
export function printedText(figure: Figure, locale: Locale, units = false): string {
  if (figure.raw === '') return message(locale, 'label.blank');
  const text = /^\d{7,}(?:\.\d+)?$/.test(figure.raw) ? show(figure, figure.value) : figure.raw;
  return units ? withUnit(figure, text) : text;
}

/** Whether amounts of a relation are printed in several units. */
export function hasUnits(relation: Relation): boolean {
  const units = figuresOf(relation).filter((f) => f.kind === 'money' && f.state === 'amount');
  return new Set(units.map((f) => f.unit)).size > 1;
}

/** One side of a relation as its addends. */
function addends(
  terms: readonly Term[],
  relation: Relation,
  beside: Figure | undefined,
  locale: Locale,
): string {
  const units = hasUnits(relation);
  const over = overOf(relation);
  const told: string[] = [];
  let before = beside;
  for (const { figure, factor } of positiveFirst(filledOf(terms))) {
    const [times, divided] = factorText(abs(factor), over);
    const common = before && isCell(before) && before.owner !== figure.owner ? before : (beside ?? before);
    const name = nameOf(figure, sameOwner(before, figure) ? before : common, locale);
    const sign = factor < 0n ? '− ' : told.length === 0 ? '' : '+ ';
    told.push(`${sign}${times}${`${name} ${printedText(figure, locale, units)}`.trimStart()}${divided}`);
    if (isCell(figure) && !sameOwner(beside, figure)) before = figure;
  }
  return told.join(' ');
}

/** `本年 − 上年`, whichever of them was told first. */
function positiveFirst(terms: readonly Term[]): readonly Term[] {
  const from = terms.findIndex((t) => t.factor > 0n);
  return from > 0 ? [...terms.slice(from), ...terms.slice(0, from)] : terms;
}

function sameOwner(a: Figure | undefined, b: Figure): boolean {
  return a !== undefined && a.owner === b.owner;
}

function filledOf(terms: readonly Term[]): Term[] {
  return terms.filter((t) => t.figure.state === 'amount');
}

/** What stands for terms of which none is filled in: the first, and that it is blank. */
function blankText({ figure }: Term, beside: Figure | undefined, locale: Locale): string {
  return `${nameOf(figure, beside, locale)}${message(locale, 'label.blank')}`;
}

function sumOf(terms: readonly Term[], relation: Relation & LinearRelation, constant: Scaled): Scaled {
  const sum = terms.reduce((all, t) => all + t.figure.value * t.factor, constant);
  return divideRound(sum, overOf(relation));
}

/** A side of a sum with what it comes to: addends, and their sum where there are several. */
function sideText(
  relation: Relation & LinearRelation,
  side: 'left' | 'right',
  beside: Figure | undefined,
  locale: Locale,
): string {
  const terms = relation[side];
  const constant = side === 'right' ? relation.constant : 0n;
  const filled = filledOf(terms);
  const anchor = beside ?? filled[0]?.figure ?? figuresOf(relation)[0];
  if (!anchor) return '';
  const sum = written(anchor, sumOf(terms, relation, constant), hasUnits(relation));
  if (filled.length === 0) {
    const [blank] = terms;
    return constant !== 0n || !blank ? sum : blankText(blank, beside, locale);
  }
  if (filled.length > NAMED) return message(locale, 'label.sum-of', { count: String(filled.length), sum });
  const number =
    constant === 0n
      ? ''
      : ` ${constant < 0n ? '−' : '+'} ${show(anchor, abs(divideRound(constant, overOf(relation))))}`;
  const several = filled.length > 1 || constant !== 0n || overOf(relation) !== 1n;
  return `${addends(terms, relation, beside, locale)}${number}${several ? ` = ${sum}` : ''}`;
}

function written(figure: Figure, value: Scaled, units: boolean): string {
  return units ? withUnit(figure, show(figure, value)) : show(figure, value);
}

/** Both sides of a sum, each by what it comes to. */
export function sidesText(relation: Relation, locale: Locale): { left: string; right: string } {
  if (relation.shape !== 'linear') return { left: '', right: '' };
  const { total } = relation;
  const right = isNothing(relation)
    ? message(locale, 'label.absent')
    : sideText(relation, 'right', total ?? relation.left[0]?.figure, locale);
  return { left: sideText(relation, 'left', undefined, locale), right };
}

/** A quotient: `（1,000.00 − 900.00）÷ 900.00`. A sum stands in brackets. */
function quotient({ numerator, denominator, ...relation }: Relation & RatioRelation, locale: Locale): string {
  const whole = { ...relation, numerator, denominator };
  const part = (terms: readonly Term[], beside: Figure) => {
    const filled = filledOf(terms).length;
    const [blank] = terms;
    if (filled === 0 && blank) return blankText(blank, beside, locale);
    const text = addends(terms, whole, beside, locale);
    return filled > 1 ? `（${text}）` : text;
  };
  const above = part(numerator, relation.rate);
  const [first] = filledOf(numerator);
  const [below] = filledOf(denominator);
  // Below the line a name that stands above it is not said again.
  const isSaid =
    first && below && !isCell(below.figure) && figureName(below.figure) === figureName(first.figure);
  return `${above} ÷ ${part(denominator, isSaid ? first.figure : relation.rate)}`.replaceAll('） ÷ ', '）÷ ');
}

/** The reason of a finding, from what tells most to what is shortest. */
function reasonsOf({ relation, locale, about, right }: ReasonOf): string[] {
  const below = message(locale, 'label.below');
  if (relation.shape === 'ratio') return [quotient(relation, locale), below];
  if (relation.shape === 'product') {
    const other = relation.factors.filter((f) => f.every((t) => t.figure !== about));
    if (about && right !== undefined && other.length === relation.factors.length - 1) {
      const by = other.map((f) => addends(f, relation, about, locale)).join(' ÷ ');
      return [`${addends(relation.left, relation, about, locale)} ÷ ${by}`, below];
    }
    const factors = relation.factors.map((f) => addends(f, relation, about, locale)).join(' × ');
    const left = addends(relation.left, relation, undefined, locale);
    return [...(relation.left[0]?.figure === about ? [] : [`${left} = ${factors}`]), factors, below];
  }
  const side = about && sideOf(relation, about);
  if (!side) return [...both(relation, locale), below];
  const other = side === 'left' ? 'right' : 'left';
  const otherText = sideText(relation, other, about, locale);
  const anchor = filledOf(relation[other])[0]?.figure ?? about;
  const otherSum = written(
    anchor,
    sumOf(relation[other], relation, other === 'right' ? relation.constant : 0n),
    hasUnits(relation),
  );
  if (relation[side].length === 1 && (side === 'left' || relation.constant === 0n)) {
    return [otherText, ...shorter(relation, other, otherSum, locale), below];
  }
  const solved = solvedFor(relation, about, side);
  if (solved.length > 0 && solved.length <= NAMED && sumOf(solved, relation, 0n) === right)
    return [...said(solved, relation, about, locale), below];
  // One of several addends: what the whole is printed as, and what they come to.
  const sum = written(
    about,
    sumOf(relation[side], relation, side === 'right' ? relation.constant : 0n),
    hasUnits(relation),
  );
  const says = filledOf(relation[other]).length === 0 ? 'label.makes' : 'label.adds-up';
  return [message(locale, says, { total: otherText, sum }), below];
}

/** An equation solved for one of its addends; nothing where a term is a part of its figure, or no other is filled in. */
function solvedFor(relation: Relation & LinearRelation, about: Figure, side: 'left' | 'right'): Term[] {
  const own = relation[side].find((t) => t.figure === about);
  const over = overOf(relation);
  const all = [...relation.left, ...relation.right];
  if (!own || relation.constant !== 0n || all.some((t) => abs(t.factor) !== over)) return [];
  const turned = (terms: readonly Term[]) => terms.map((t) => ({ ...t, factor: -t.factor }));
  const others = relation[side].filter((t) => t !== own);
  const across = relation[side === 'left' ? 'right' : 'left'];
  return filledOf(own.factor > 0n ? [...across, ...turned(others)] : [...others, ...turned(across)]);
}

/** Addends and what they come to, with their names and without; what is nothing adds nothing. */
function said(
  terms: readonly Term[],
  relation: Relation & LinearRelation,
  about: Figure,
  locale: Locale,
): string[] {
  const some = terms.filter((t) => t.figure.value !== 0n);
  const told = some.length > 0 ? some : terms;
  const [only] = told;
  const sum = ` = ${written(about, sumOf(told, relation, 0n), hasUnits(relation))}`;
  const makes = told.length === 1 && only && only.factor > 0n ? '' : sum;
  return [addends(told, relation, about, locale), amountsOf(told, locale)].map((text) => `${text}${makes}`);
}

function amountsOf(terms: readonly Term[], locale: Locale): string {
  return positiveFirst(terms)
    .map(
      ({ figure, factor }, i) => `${factor < 0n ? '− ' : i === 0 ? '' : '+ '}${printedText(figure, locale)}`,
    )
    .join(' ');
}

/** A side without the names of its addends: a few amounts, or their number; of one alone, its table. */
function shorter(
  relation: Relation & LinearRelation,
  side: 'left' | 'right',
  sum: string,
  locale: Locale,
): string[] {
  const filled = filledOf(relation[side]);
  const [first] = filled;
  if (filled.length === 1 && first)
    return isCell(first.figure) ? [`${tableOf(first.figure, locale)} ${sum}`] : [];
  if (filled.length > NAMED || relation.constant !== 0n || overOf(relation) !== 1n)
    return [message(locale, 'label.sum-of', { count: String(filled.length), sum })];
  return [`${amountsOf(filled, locale)} = ${sum}`];
}

function both(relation: Relation & LinearRelation, locale: Locale): string[] {
  const { left, right } = sidesText(relation, locale);
  return [`${left} ${relation.op} ${right}`];
}

function sideOf(relation: LinearRelation, figure: Figure): 'left' | 'right' | undefined {
  if (relation.left.some((t) => t.figure === figure)) return 'left';
  return relation.right.some((t) => t.figure === figure) ? 'right' : undefined;
}

/**
 * What a message is to be given so that it is no longer than it should be: the reason that tells most and fits, if
 * need be without saying that more does not come out. That two digits of the figure were changed round is told where
 * there is room.
 */
export function withReason(
  words: Words,
  data: Readonly<Record<string, string>>,
  of: ReasonOf,
): Record<string, string> {
  const { about, locale, right } = of;
  const reasons = reasonsOf(of);
  const fits = (told: Readonly<Record<string, string>>) =>
    message(locale, words, told).trim().length <= MOST_CHARACTERS[locale];
  const all = waysToTell(data, reasons);
  const swapped = about !== undefined && right !== undefined && isSwapped(about, right);
  const expected = message(locale, 'label.swapped', { expected: data.expected ?? '' });
  const named = swapped && data.expected ? waysToTell({ ...data, expected }, reasons) : [];
  return [...named, ...all].find(fits) ?? { ...data, ...all.at(-1) };
}

interface ReasonOf {
  readonly relation: Relation;
  /** The figure that the message begins with. */
  readonly about?: Figure;
  readonly locale: Locale;
  /** Its right value. */
  readonly right?: Scaled | undefined;
}

/** What a message may be given, what tells most first. */
function waysToTell(
  data: Readonly<Record<string, string>>,
  reasons: readonly string[],
): Record<string, string>[] {
  const alone = { ...data, others: '' };
  const [below = '', ...telling] = reasons.toReversed();
  return [
    ...[data, alone].flatMap((told) => telling.toReversed().map((arithmetic) => ({ ...told, arithmetic }))),
    { ...data, arithmetic: below },
    { ...alone, arithmetic: below },
  ];
}
