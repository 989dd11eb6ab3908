/** Items of the code tree, and those that a sentence only names. */
import { formatScaled } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { isZero } from '../../model/figure.ts';
import type { CellFigure, PanelRow, TableModel } from '../../model/types.ts';
import { namesItem } from '../../prose/item-headings.ts';
import type { NameList, ProseFigure, ProseSection, Statement, ValueStatement } from '../../prose/types.ts';
import { ofColumn } from '../prose-figures.ts';
import { once } from '../types.ts';
import { linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';

/** Names that differ by a word of little weight; a name that merely begins another is not it. */
function sameItem(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.includes(short) && short.length * 3 >= long.length * 2;
}

function key(name: string): string {
  return foldName(name)
    .replace(/^(?:主要包括|包括|和|及|以及)[:：]?/, '')
    .replace(/其它/g, '其他')
    .replace(/(?:等)?(?:支出)?(?<![。；;，,])[。；;，,]*$/, '')
    .replace(/等$/, '')
    .replace(/[()]/g, '')
    .replace(/(?:费用|经费|费)$/, '');
}

function listed(names: readonly string[]): string {
  return names.slice(0, MOST_NAMES).join('、') + (names.length > MOST_NAMES ? '……' : '');
}

/** Names that a message lists; of more, the first. */
const MOST_NAMES = 3;

/** The section that goes through the 项 one by one: those it leaves out, and the sum of their first budgets. */
export function itemsOwed(owed: Owed, section: ProseSection): void {
  if (!isUnderItem(owed, section)) itemsTold(owed, section.statements);
}

/** The same of items that are told under a heading for each 类, together. */
export function classedItemsOwed(owed: Owed): void {
  const groups = new Map<string, ProseSection[]>();
  for (const section of owed.prose.sections)
    if (isUnderItem(owed, section)) pushTo(groups, section.headings.slice(0, -1).join('\n'), section);
  for (const [above, sections] of groups) {
    const leading = owed.prose.sections.filter((s) => s.headings.join('\n') === above);
    itemsTold(
      owed,
      [...leading, ...sections].flatMap((s) => s.statements),
    );
  }
}

function isUnderItem(owed: Owed, section: ProseSection): boolean {
  const heading = section.headings.at(-1);
  return heading !== undefined && namesItem(heading, owed.words, owed.reference.codes);
}

function itemsTold(owed: Owed, statements: readonly Statement[]): void {
  const told = statements.filter(
    (s): s is ValueStatement =>
      s.kind === 'value' && (s.subject?.path.length ?? 0) >= 2 && s.subject?.path.at(-1)?.level === '项',
  );
  const first = told.find((s) => s.figure?.binding.cell);
  const table = first?.figure?.binding.cell?.owner;
  if (!first || !table) return;
  const seen = new Set<string>();
  for (const s of statements) {
    const code = s.figure?.binding.cell?.owner === table ? s.figure.binding.cell.row.code : undefined;
    if (code !== undefined) seen.add(code);
  }
  const missing = table.rows.filter((r) => r.code?.length === 7 && !seen.has(r.code) && holdsAmount(r));
  if (missing.length > 0) {
    tell(owed, {
      rule: 'missing-detail',
      what: 'items',
      block: first.block,
      span: first.span,
      data: { names: listed(missing.map((r) => `${r.code} ${r.label}`)), count: String(missing.length) },
    });
    return;
  }
  const total = statements.find(
    (s) => s.kind === 'value' && s.measure === 'initial' && (s.subject?.path.length ?? 0) === 0,
  );
  const budgets = told.filter((s) => s.measure === 'initial');
  if (!total?.figure || budgets.length < 2) return;
  owed.relations.push(
    linearOf({
      rule: 'list-sum',
      id: 'initial-sum',
      at: total,
      op: '≤',
      text: `Σ 各项年初预算 ≤ ${total.subjectText}年初预算`,
      left: budgets.map((s) => once(s.figure as ProseFigure)),
      right: [once(total.figure)],
      total: total.figure,
    }),
  );
  // More is a mistake; less may be items of other years, and is told all the same.
  const figures = budgets.map((s) => s.figure as ProseFigure);
  const left = total.figure.value - figures.reduce((sum, f) => sum + f.value, 0n);
  const slack = figures.reduce((sum, f) => sum + f.half, total.figure.half);
  if (left <= slack) return;
  const unit = { decimals: 2, grouped: true };
  tell(owed, {
    rule: 'list-sum',
    what: 'less',
    block: total.figure.owner.block,
    span: total.figure.span,
    data: {
      printed: total.figure.raw,
      sum: formatScaled(total.figure.value - left, unit, total.figure.unit),
      difference: formatScaled(left, unit, total.figure.unit),
      count: String(figures.length),
    },
    printed: total.figure.raw,
  });
}

function holdsAmount(row: { readonly cells: ReadonlyMap<unknown, CellFigure> }): boolean {
  for (const cell of row.cells.values()) if (cell.state === 'amount' && !isZero(cell)) return true;
  return false;
}

/** `主要包括：办公费、印刷费…` against the rows of 06 that hold an amount. */
export function namesOwed(owed: Owed, section: ProseSection): void {
  for (const list of section.names) {
    const cell = list.of.figure?.binding.cell;
    groupsOwed(owed, list);
    if (!cell || list.names.length < FEWEST_NAMES) continue;
    const rows = rowsOfKind(list.of.subjectText, cell.owner);
    if (rows.length === 0) continue;
    const named = rowsNamed(list.names, rows);
    const main = cell.column.form?.id;
    for (const r of named) {
      const own = ofColumn(r, main);
      if (own) owed.listed.add(own);
    }
    const amountOf = (r: PanelRow) => ofColumn(r, main) ?? [...r.cells.values()][0];
    const holds = (r: PanelRow) => {
      const own = amountOf(r);
      return own?.state === 'amount' && !isZero(own);
    };
    const left = leftOut(owed, list, rows.filter(holds), named);
    const empty = rows.filter((r) => named.has(r) && isEmpty(amountOf(r)));
    const what = lackOf(left.length > 0, empty.length > 0);
    if (!what) continue;
    tell(owed, {
      rule: 'missing-detail',
      what,
      block: list.block,
      span: list.span,
      data: {
        subject: list.of.subjectText,
        left: listed(left.map((r) => r.label)),
        empty: listed(empty.map((r) => r.label)),
      },
    });
  }
}

/** What a list of names lacks: items that it leaves out, or amounts of those that it names. */
function lackOf(leftOut: boolean, empty: boolean): 'both' | 'left-out' | 'empty' | undefined {
  if (leftOut) return empty ? 'both' : 'left-out';
  return empty ? 'empty' : undefined;
}

/** The rows with an amount that a list leaves out, unless it says itself that it does not name all. */
function leftOut(
  owed: Owed,
  list: NameList,
  rows: readonly PanelRow[],
  named: ReadonlySet<PanelRow>,
): readonly PanelRow[] {
  return isOpenEnded(owed, list) ? [] : rows.filter((r) => !named.has(r));
}

/** `基本工资、津贴补贴等`. */
function isOpenEnded(owed: Owed, list: NameList): boolean {
  const last = list.names.at(-1)?.text ?? '';
  const rest = owed.words.leftoverRest;
  return last.endsWith(rest) || list.of.paragraph.flat.text.includes(last + rest);
}

/** `人员经费…主要包括：…、取暖费`: an item that the catalogue has under the other of the two only. */
function groupsOwed(owed: Owed, { of, names }: NameList): void {
  const people = isPeople(of.subjectText);
  if (people === undefined || of.paragraph.topic?.off) return;
  const table = of.figure?.binding.cell?.owner;
  for (const name of names) {
    const entries = owed.reference.codes
      .named('economic_department', foldName(name.text))
      .filter((e) => e.code.length === ITEM_LENGTH);
    const [entry] = entries;
    if (!entry || entries.some((e) => PEOPLE.test(e.code) === people)) continue;
    if (table?.rows.some((r) => foldName(r.label).includes(foldName(name.text)) && isBeside(r, of))) continue;
    tell(owed, {
      rule: 'missing-detail',
      what: 'group',
      block: name.block,
      span: name.span,
      data: { subject: of.subjectText, name: name.text, code: entry.code },
    });
  }
}

/** Whether a row holds an amount in the very column that a total was told from: then the table has it on that side. */
function isBeside(row: PanelRow, { figure }: NameList['of']): boolean {
  const column = figure?.binding.cell?.column;
  const own = column && row.cells.get(column);
  return own?.state === 'amount' && !isZero(own);
}

/** Fewer names are no list of all. */
const FEWEST_NAMES = 3;

function isEmpty(cell: CellFigure | undefined): boolean {
  return cell === undefined || cell.state === 'blank' || isZero(cell);
}

/** The 款 of 人员经费 or 公用经费 in a table of economic items. */
function rowsOfKind(subject: string, table: TableModel): readonly PanelRow[] {
  if (table.form?.tree?.catalogue !== 'economic_department') return [];
  const people = isPeople(subject);
  if (people === undefined) return [];
  return table.rows.filter((r) => r.code?.length === ITEM_LENGTH && PEOPLE.test(r.code) === people);
}

/** The codes of what is paid to people, and how long those of items are. */
const PEOPLE = /^30[13]/;
const ITEM_LENGTH = 5;

/** Whether a name is that of 人员经费; undefined where it is not of 公用经费 either. */
function isPeople(subject: string): boolean | undefined {
  const people = /人员/.test(subject);
  return people || /公用/.test(subject) ? people : undefined;
}

/** The rows that names mean: those of just that name, else those much like it. */
function rowsNamed(names: NameList['names'], rows: readonly PanelRow[]): ReadonlySet<PanelRow> {
  const codes = new Set<string>();
  const exact = new Map(rows.map((r) => [key(r.label), r.code as string]));
  for (const name of names) {
    const said = key(name.text);
    const own = exact.get(said);
    if (own !== undefined) codes.add(own);
    else for (const row of rows) if (sameItem(said, key(row.label))) codes.add(row.code as string);
  }
  return new Set(rows.filter((r) => codes.has(r.code as string)));
}
