/** Summary tables under a province's own headers: income and expenditure side by side, and expenditure by nature. */
import {
  type Amount,
  appropriated,
  type Book,
  basicOut,
  from,
  grantedIn,
  income,
  ofFund,
  projectOut,
  spent,
  sum,
} from './book.ts';
import { classesOf, type Fund } from './catalogue.ts';
import type { HouseTable } from './house-trees.ts';
import { chinese } from './pairs.ts';
import type { Maker, Sheet, SheetCell, SheetColumn } from './sheets.ts';
import { classesWith } from './trees.ts';

const FUNDS: readonly (readonly [Fund, string])[] = [
  ['general', '一般公共预算'],
  ['fund', '政府性基金预算'],
  ['capital', '国有资本经营预算'],
];
const carriedIn: Amount = (i) => i.opening + i.ownOpening;
const carriedOut: Amount = (i) => i.closing + i.ownClosing;

/** A row of a panel: its label, the name of its cells, and what stands under each column. */
interface Row {
  readonly label: string;
  readonly name?: string;
  readonly of?: (column: string) => number | undefined;
}

interface Panel {
  readonly rows: readonly Row[];
  readonly foot: readonly Row[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Panels of a header: each begins with its labels. */
function spansOf({ header }: HouseTable): Span[] {
  const starts = header.reads.flatMap((r, i) => {
    const word = header.paths[i]?.at(-1) ?? '';
    return r === '-' && !/行次|序号/.test(word) ? [i] : [];
  });
  const first = header.paths[0]?.at(-1) === '序号' ? 1 : 0;
  return starts.map((from, i) => ({
    from: i === 0 ? first : from,
    to: starts[i + 1] ?? header.paths.length,
  }));
}

function layOut(maker: Maker, table: HouseTable, panels: readonly Panel[]): Sheet {
  const { id, header } = table;
  const spans = spansOf(table);
  const shown = spans.map((_, i) => panels[i] ?? { rows: [], foot: [] });
  const body = Math.max(...shown.map((p) => p.rows.length));
  const foot = Math.max(...shown.map((p) => p.foot.length));
  const rowAt = ({ rows, foot: own }: Panel, r: number): Row | undefined =>
    r < body ? rows[r] : own[r - body - (foot - own.length)];
  let line = 0;
  const lines = shown.map(() => Array.from({ length: body + foot }, () => String(++line)));
  const cell = (p: number, r: number, at: number): SheetCell => {
    const row = rowAt(shown[p] as Panel, r);
    const word = header.paths[at]?.at(-1) ?? '';
    if (word === '行次') return lines[p]?.[r] ?? '';
    const reads = header.reads[at] ?? '-';
    if (reads === '-') return row?.label ?? '';
    // Budgets beside accounts are divided as these are.
    const compared = reads.startsWith('<');
    const amount = row?.name === undefined ? undefined : row.of?.(compared ? word : reads);
    const name = compared ? `${reads}${at}` : columnName(reads);
    return amount === undefined ? '' : maker.cell(`${id}.${row?.name}.${name}`, amount);
  };
  const lead = spans[0]?.from === 1;
  const rows = Array.from({ length: body + foot }, (_, r): SheetCell[] => [
    ...(lead ? [String(r + 1)] : []),
    ...spans.flatMap((span, p) =>
      Array.from({ length: span.to - span.from }, (_x, i) => cell(p, r, span.from + i)),
    ),
  ]);
  const columns = header.paths.map(
    (path, at): SheetColumn => ({
      path,
      role: header.reads[at] === '-' ? (path.at(-1) === '行次' ? 'line' : 'name') : 'value',
    }),
  );
  return { id, title: table.title, columns, rows, notes: table.notes, numbered: false };
}

const FUND_COLUMNS: Readonly<Record<string, Fund>> = {
  一般公共预算: 'general',
  一般公共预算财政拨款: 'general',
  其中财政拨款: 'general',
  政府性基金预算: 'fund',
  政府性基金预算财政拨款: 'fund',
  国有资本经营预算: 'capital',
  国有资本经营预算财政拨款: 'capital',
};

/** The names that equations use. */
function columnName(reads: string): string {
  const fund = FUND_COLUMNS[reads];
  return fund && reads !== '其中财政拨款' ? fund : reads;
}

const numbered = (rows: readonly Row[]): Row[] =>
  rows.map((r, i) => ({ ...r, label: `${chinese(i + 1)}、${r.label}` }));
/** The same under every column. */
const one = (amount: number) => (): number => amount;

/** What is spent out of one fund, and out of what is no fund. */
function spentBy(column: string, all: Amount): Amount {
  const fund = FUND_COLUMNS[column];
  if (fund) return ofFund(fund, (i) => all(i) - ownPart(all)(i));
  if (column === '单位资金') return ownPart(all);
  return column === '财政专户管理资金' ? () => 0 : all;
}

/** The part of an amount that is no appropriation. */
const ownPart =
  (all: Amount): Amount =>
  (i) =>
    all === spent ? spent(i) - appropriated(i) : all === carriedOut ? i.ownClosing : 0;

function classRows(maker: Maker, book: Book, all: Amount): Row[] {
  const by = new Map<string, ReadonlyMap<string, number>>();
  const of = (column: string, code: string) => {
    const amounts = by.get(column) ?? classesWith(book, spentBy(column, all));
    by.set(column, amounts);
    return amounts.get(code) ?? 0;
  };
  return numbered(
    classesOf(maker.style.year).map((c) => ({
      label: c.name,
      name: c.code,
      of: (column: string) => of(column, c.code),
    })),
  );
}

const footRow = (book: Book, label: string, name: string, amounts: readonly Amount[]): Row => ({
  label,
  name,
  of: (column) => amounts.reduce((t, a) => t + sum(book, spentBy(column, a)), 0),
});

const SOURCES: readonly (readonly [
  id: 'superior' | 'operating' | 'business' | 'affiliated' | 'other',
  string,
])[] = [
  ['superior', '上级补助收入'],
  ['operating', '事业收入'],
  ['business', '经营收入'],
  ['affiliated', '附属单位上缴收入'],
  ['other', '其他收入'],
];

/** Expenditure by nature: the third panel, and those behind it. */
function natures(book: Book): Panel {
  const row = (label: string, amount: Amount): Row => ({
    label,
    name: `性质${label}`,
    of: one(sum(book, amount)),
  });
  return {
    rows: numbered([
      row('基本支出', basicOut),
      row('项目支出', projectOut),
      row('经营支出', (i) => i.businessOut),
    ]),
    foot: [row('本年支出合计', spent)],
  };
}

export function houseSummary(maker: Maker, book: Book, table: HouseTable): Sheet {
  const final = maker.style.kind === '决算';
  const word = final ? '财政拨款收入' : '拨款收入';
  const left: Panel = {
    rows: numbered([
      ...FUNDS.map(([f, n]) => ({
        label: `${n}${word}`,
        name: final ? `${f}收入` : f,
        of: one(sum(book, ofFund(f, grantedIn))),
      })),
      ...SOURCES.map(([s, label]) => ({ label, name: s, of: one(sum(book, from(s))) })),
    ]),
    foot: [
      { label: '本年收入合计', name: '收入合计', of: one(sum(book, income)) },
      { label: final ? '年初结转和结余' : '上年结转', name: '年初', of: one(sum(book, carriedIn)) },
      {
        label: final ? '总计' : '收入总计',
        name: '收入总计',
        of: one(sum(book, (i) => income(i) + carriedIn(i))),
      },
    ],
  };
  const right: Panel = {
    rows: classRows(maker, book, spent),
    foot: [
      footRow(book, '本年支出合计', '支出合计', [spent]),
      footRow(book, final ? '年末结转和结余' : '结转下年', '年末', [carriedOut]),
      footRow(book, final ? '总计' : '支出总计', '支出总计', [spent, carriedOut]),
    ],
  };
  const panels = [left, right, natures(book), natures(book), natures(book)];
  const functional = table.header.paths.findIndex((p) => p.at(-1) === '功能分类');
  const order = functional > 0 ? [left, ...panels.slice(2), right] : panels;
  const sheet = layOut(maker, table, order);
  const at = (name: string) => `01.${name}.金额`;
  const lefts = left.rows.map((r) => at(r.name ?? ''));
  maker.owe([at('收入合计')], lefts);
  maker.owe(
    [at('支出合计')],
    right.rows.map((r) => at(r.name ?? '')),
  );
  maker.owe([at('收入总计')], [at('收入合计'), at('年初')]);
  maker.owe([at('支出总计')], [at('支出合计'), at('年末')]);
  maker.owe([at('收入总计')], [at('支出总计')]);
  return sheet;
}

export function houseAppropriations(maker: Maker, book: Book, table: HouseTable): Sheet {
  const final = maker.style.kind === '决算';
  const word = final ? '财政拨款' : '拨款';
  const opening: Amount = (i) => i.opening;
  const closing: Amount = (i) => i.closing;
  const funds = FUNDS.map(([f, n]) => ({
    label: `${n}${word}`,
    name: f,
    of: one(sum(book, ofFund(f, grantedIn))),
  }));
  const carried = FUNDS.map(([f, n]) => ({
    label: `${n}${word}`,
    name: `年初${f}`,
    of: one(sum(book, ofFund(f, opening))),
  }));
  const total = (label: string): Row => ({
    label,
    name: '收入总计',
    of: one(sum(book, (i) => grantedIn(i) + i.opening)),
  });
  const whole = { label: '本年收入合计', name: '收入合计', of: one(sum(book, grantedIn)) };
  const before = { label: '年初财政拨款结转和结余', name: '年初', of: one(sum(book, opening)) };
  const nested = (rows: readonly Row[]) =>
    rows.map((r, i) => ({ ...r, label: `（${chinese(i + 1)}）${r.label}` }));
  const left: Panel = final
    ? { rows: numbered(funds), foot: [whole, before, ...carried, total('总计')] }
    : {
        rows: [
          { ...whole, label: '一、本年收入' },
          ...nested(funds),
          { ...before, label: '二、上年结转' },
          ...nested(carried),
        ],
        foot: [total('收入总计')],
      };
  const right: Panel = {
    rows: classRows(maker, book, appropriated),
    foot: [
      footRow(book, '本年支出合计', '支出合计', [appropriated]),
      footRow(book, final ? '年末财政拨款结转和结余' : '年终结转结余', '年末', [closing]),
      footRow(book, final ? '总计' : '支出总计', '支出总计', [appropriated, closing]),
    ],
  };
  const sheet = layOut(maker, table, [left, right]);
  const at = (name: string) => `04.${name}.金额`;
  const codes = right.rows.map((r) => r.name ?? '');
  maker.owe(
    [at('收入合计')],
    FUNDS.map(([f]) => at(f)),
  );
  maker.owe(
    [at('年初')],
    FUNDS.map(([f]) => at(`年初${f}`)),
  );
  maker.owe([at('收入总计')], [at('收入合计'), at('年初')]);
  maker.owe([at('收入总计')], ['04.支出总计.合计']);
  const columns = ['合计', ...FUNDS.map(([f]) => f)];
  for (const c of columns) {
    maker.owe(
      [`04.支出合计.${c}`],
      codes.map((k) => `04.${k}.${c}`),
    );
    maker.owe([`04.支出总计.${c}`], [`04.支出合计.${c}`, `04.年末.${c}`]);
  }
  for (const r of ['支出合计', '年末', '支出总计', ...codes])
    maker.owe(
      [`04.${r}.合计`],
      FUNDS.map(([f]) => `04.${r}.${f}`),
    );
  return sheet;
}
