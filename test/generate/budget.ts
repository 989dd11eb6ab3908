/** The tables of a 预算 report. */
import {
  type Amount,
  appropriated,
  type Book,
  basicOut,
  from,
  grantedIn,
  type Item,
  income,
  ofFund,
  projectOut,
  spent,
  sum,
} from './book.ts';
import { classesOf, type Fund } from './catalogue.ts';
import { economicList } from './economic.ts';
import type { Titles } from './final.ts';
import { chinese, type PairRow, pairSheet } from './pairs.ts';
import type { Maker, Sheet } from './sheets.ts';
import { threeBudgetSheet } from './three.ts';
import { classesWith, type TreeColumn, treeSheet } from './trees.ts';

const FUND_NAMES: readonly (readonly [Fund, string])[] = [
  ['general', '一般公共预算'],
  ['fund', '政府性基金预算'],
  ['capital', '国有资本经营预算'],
];

const carriedIn: Amount = (i) => i.opening + i.ownOpening;
const carriedOut: Amount = (i) => i.closing + i.ownClosing;
const numbered = (rows: readonly PairRow[]): PairRow[] =>
  rows.map((r, i) => ({ ...r, label: `${chinese(i + 1)}、${r.label}` }));

const OWN: readonly (readonly [
  id: 'operating' | 'business' | 'superior' | 'affiliated' | 'other',
  name: string,
])[] = [
  ['operating', '事业收入'],
  ['business', '事业单位经营收入'],
  ['superior', '上级补助收入'],
  ['affiliated', '附属单位上缴收入'],
  ['other', '其他收入'],
];

interface Years {
  readonly now: Book;
  readonly last: Book;
  readonly both: boolean;
}

function summary(maker: Maker, { now, last, both }: Years, title: string): Sheet {
  const of = (amount: Amount) => ({ 金额: sum(now, amount), ...(both ? { 上年: sum(last, amount) } : {}) });
  const columns = [{ id: '金额', header: maker.random.pick(['预算数', '预算数', '本年预算数']) }];
  if (both) columns.push({ id: '上年', header: '上年预算数' });
  const by = [classesWith(now, spent), classesWith(last, spent)] as const;
  const classes = classesOf(maker.style.year);
  const sources = [
    ...FUND_NAMES.map(([f, n]) => ({ label: `${n}拨款收入`, name: f, amounts: of(ofFund(f, grantedIn)) })),
    { label: '财政专户管理资金收入', name: 'special', amounts: of(() => 0) },
    ...OWN.map(([id, label]) => ({ label, name: id, amounts: of(from(id)) })),
  ];
  const sheet = pairSheet(maker, {
    id: '01',
    title,
    left: {
      word: '收入',
      columns,
      rows: numbered(sources),
      foot: [
        { label: '本年收入合计', name: '收入合计', amounts: of(income) },
        { label: '上年结转结余', name: '年初', amounts: of(carriedIn) },
        { label: '收入总计', name: '收入总计', amounts: of((i) => income(i) + carriedIn(i)) },
      ],
    },
    right: {
      word: '支出',
      columns,
      rows: numbered(
        classes.map((c) => ({
          label: c.name,
          name: c.code,
          amounts: { 金额: by[0].get(c.code) ?? 0, ...(both ? { 上年: by[1].get(c.code) ?? 0 } : {}) },
        })),
      ),
      foot: [
        { label: '本年支出合计', name: '支出合计', amounts: of(spent) },
        { label: '年终结转结余', name: '年末', amounts: of(carriedOut) },
        { label: '支出总计', name: '支出总计', amounts: of((i) => spent(i) + carriedOut(i)) },
      ],
    },
    notes: [],
  });
  for (const c of columns.map((x) => x.id)) {
    const at = (name: string) => `01.${name}.${c}`;
    maker.owe(
      [at('收入合计')],
      sources.map((s) => at(s.name)),
    );
    maker.owe(
      [at('支出合计')],
      classes.map((k) => at(k.code)),
    );
    maker.owe([at('收入总计')], [at('收入合计'), at('年初')]);
    maker.owe([at('支出总计')], [at('支出合计'), at('年末')]);
    maker.owe([at('收入总计')], [at('支出总计')]);
  }
  return sheet;
}

/** 收入: the sources under 本年收入, and what was carried over. */
const INCOME: readonly TreeColumn[] = [
  { id: '合计', path: ['合计'], amount: (i) => income(i) + carriedIn(i), always: true },
  { id: '小计', path: ['本年收入', '小计'], amount: income, into: '合计', always: true },
  ...FUND_NAMES.map(
    ([f, n]): TreeColumn => ({
      id: f,
      path: ['本年收入', n],
      amount: ofFund(f, grantedIn),
      into: '小计',
      always: true,
    }),
  ),
  ...OWN.map(([id, n]): TreeColumn => ({ id, path: ['本年收入', n], amount: from(id), into: '小计' })),
  { id: '结转', path: ['上年结转'], amount: carriedIn, into: '合计', always: true },
];

const SPENDING: readonly TreeColumn[] = [
  { id: '合计', path: ['合计'], amount: spent, always: true },
  { id: '基本', path: ['基本支出'], amount: basicOut, into: '合计', always: true },
  { id: '项目', path: ['项目支出'], amount: projectOut, into: '合计', always: true },
  { id: '经营', path: ['事业单位经营支出'], amount: (i) => i.businessOut, into: '合计' },
  { id: '上缴', path: ['上缴上级支出'], amount: () => 0, into: '合计' },
  { id: '补助', path: ['对附属单位补助支出'], amount: () => 0, into: '合计' },
];

function appropriations(maker: Maker, book: Book, title: string): Sheet {
  const one = (amount: Amount) => ({ 金额: sum(book, amount) });
  const byFund = (amount: Amount): Record<string, number> => ({
    合计: sum(book, amount),
    ...Object.fromEntries(FUND_NAMES.map(([f]) => [f, sum(book, ofFund(f, amount))])),
  });
  const classes = classesOf(maker.style.year);
  const by = new Map(FUND_NAMES.map(([f]) => [f, classesWith(book, ofFund(f, appropriated))]));
  const sheet = pairSheet(maker, {
    id: '04',
    title,
    left: {
      word: '收入',
      columns: [{ id: '金额', header: '预算数' }],
      rows: [
        { label: '一、本年收入', name: '收入合计', amounts: one(grantedIn), always: true },
        ...FUND_NAMES.map(([f, n], i) => ({
          label: `（${chinese(i + 1)}）${n}拨款`,
          name: f,
          amounts: one(ofFund(f, grantedIn)),
          always: true,
        })),
        { label: '二、上年结转', name: '年初', amounts: one((i) => i.opening), always: true },
        ...FUND_NAMES.map(([f, n], i) => ({
          label: `（${chinese(i + 1)}）${n}拨款`,
          name: `年初${f}`,
          amounts: one(ofFund(f, (x) => x.opening)),
          always: true,
        })),
      ],
      foot: [
        { label: '' },
        { label: '' },
        { label: '收入总计', name: '收入总计', amounts: one((i) => grantedIn(i) + i.opening) },
      ],
    },
    right: {
      word: '支出',
      columns: [{ id: '合计', header: '合计' }, ...FUND_NAMES.map(([f, n]) => ({ id: f, header: n }))],
      rows: numbered(
        classes.map((c) => {
          const own = Object.fromEntries(FUND_NAMES.map(([f]) => [f, by.get(f)?.get(c.code) ?? 0]));
          return {
            label: c.name,
            name: c.code,
            amounts: { 合计: Object.values(own).reduce((a, b) => a + b, 0), ...own },
          };
        }),
      ),
      foot: [
        { label: '本年支出合计', name: '支出合计', amounts: byFund(appropriated) },
        { label: '年终结转结余', name: '年末', amounts: byFund((i) => i.closing) },
        { label: '支出总计', name: '支出总计', amounts: byFund((i) => appropriated(i) + i.closing) },
      ],
    },
    notes: [],
  });
  const at = (name: string) => `04.${name}.金额`;
  maker.owe(
    [at('收入合计')],
    FUND_NAMES.map(([f]) => at(f)),
  );
  maker.owe(
    [at('年初')],
    FUND_NAMES.map(([f]) => at(`年初${f}`)),
  );
  maker.owe([at('收入总计')], [at('收入合计'), at('年初')]);
  maker.owe([at('收入总计')], ['04.支出总计.合计']);
  for (const c of ['合计', ...FUND_NAMES.map(([f]) => f)]) {
    maker.owe(
      [`04.支出合计.${c}`],
      classes.map((k) => `04.${k.code}.${c}`),
    );
    maker.owe([`04.支出总计.${c}`], [`04.支出合计.${c}`, `04.年末.${c}`]);
  }
  for (const [f] of FUND_NAMES) maker.owe([at(f), at(`年初${f}`)], [`04.支出总计.${f}`]);
  for (const r of ['支出合计', '年末', '支出总计', ...classes.map((k) => k.code)])
    maker.owe(
      [`04.${r}.合计`],
      FUND_NAMES.map(([f]) => `04.${r}.${f}`),
    );
  return sheet;
}

function ofOne(fund: Fund): readonly TreeColumn[] {
  return [
    { id: '合计', path: ['合计'], amount: ofFund(fund, appropriated), always: true },
    {
      id: '基本',
      path: ['基本支出'],
      amount: ofFund(fund, (i) => i.people + i.public),
      into: '合计',
      always: true,
    },
    { id: '项目', path: ['项目支出'], amount: ofFund(fund, (i) => i.project), into: '合计', always: true },
  ];
}

export const NO_BUDGET: Readonly<Record<'fund' | 'capital', string>> = {
  fund: '本单位没有政府性基金预算财政拨款安排的支出，故本表为空。',
  capital: '本单位没有国有资本经营预算财政拨款安排的支出，故本表为空。',
};

/** All tables of the report, in order. */
export function budgetSheets(maker: Maker, now: Book, last: Book, titles: Titles): Sheet[] {
  const { style } = maker;
  const title = (id: string) => titles.get(id) ?? id;
  const used = (amount: Amount) => (i: Item) => !style.sparseRows || amount(i) !== 0;
  const tree = (id: string, columns: readonly TreeColumn[], has: (i: Item) => boolean, note?: string) =>
    treeSheet(maker, now, { id, title: title(id), columns, has, notes: note ? [note] : [] });
  const fund = (f: Fund) => (i: Item) => i.subject.fund === f;
  const note = (f: 'fund' | 'capital') => (now.items.some(fund(f)) ? undefined : NO_BUDGET[f]);
  const sheets = [
    summary(maker, { now, last, both: style.otherYear }, title('01')),
    tree(
      '02',
      INCOME,
      used((i) => income(i) + carriedIn(i)),
    ),
    tree('03', SPENDING, used(spent)),
    appropriations(maker, now, title('04')),
    tree('05', ofOne('general'), (i) => fund('general')(i) && used(appropriated)(i)),
    economicList(maker, now, title('06')),
    tree('07', ofOne('fund'), fund('fund'), note('fund')),
    tree('08', ofOne('capital'), fund('capital'), note('capital')),
    threeBudgetSheet(maker, now, last, title('09')),
  ];
  betweenBudget(maker, now);
  return sheets;
}

/** What the tables owe to one another. */
export function betweenBudget(maker: Maker, book: Book): void {
  const equal = (a: string, ...b: string[]) => maker.owe([a], b);
  equal('01.收入合计.金额', '02.合计.小计');
  equal('01.年初.金额', '02.合计.结转');
  equal('01.收入总计.金额', '02.合计.合计');
  equal('01.支出合计.金额', '03.合计.合计');
  for (const [id] of OWN) equal(`01.${id}.金额`, `02.合计.${id}`);
  for (const [f] of FUND_NAMES) {
    equal(`04.${f}.金额`, `01.${f}.金额`);
    equal(`02.合计.${f}`, `01.${f}.金额`);
    equal(`04.支出合计.${f}`, `${{ general: '05', fund: '07', capital: '08' }[f]}.合计.合计`);
  }
  for (const c of new Set(book.items.map((i) => i.subject.class.code))) {
    equal(`01.${c}.金额`, `03.${c}.合计`);
    for (const [f] of FUND_NAMES)
      equal(`04.${c}.${f}`, `${{ general: '05', fund: '07', capital: '08' }[f]}.${c}.合计`);
  }
}
