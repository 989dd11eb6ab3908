/** The tables of a 决算 report. */
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
  ownIn,
  projectOut,
  spent,
  sum,
} from './book.ts';
import { classesOf, type Fund } from './catalogue.ts';
import { economicSheet } from './economic.ts';
import { chinese, type PairRow, pairSheet } from './pairs.ts';
import type { Maker, Sheet } from './sheets.ts';
import { threeSheet } from './three.ts';
import { classesWith, type TreeColumn, treeSheet } from './trees.ts';

export type Titles = ReadonlyMap<string, string>;

const title = (titles: Titles, id: string) => titles.get(id) ?? id;
const numbered = (labels: readonly PairRow[]): PairRow[] =>
  labels.map((r, i) => ({ ...r, label: `${chinese(i + 1)}、${r.label}` }));

const FUND_NAMES: readonly (readonly [Fund, string])[] = [
  ['general', '一般公共预算财政拨款'],
  ['fund', '政府性基金预算财政拨款'],
  ['capital', '国有资本经营预算财政拨款'],
];

/** The amounts that a summary table prints, this year's and last year's. */
interface Years {
  readonly now: Book;
  readonly last: Book;
  readonly both: boolean;
}

const amounts = ({ now, last, both }: Years, of: (book: Book) => number): Record<string, number> => ({
  金额: of(now),
  ...(both ? { 上年: of(last) } : {}),
});

function classRows(maker: Maker, years: Years, amount: Amount): PairRow[] {
  const now = classesWith(years.now, amount);
  const last = classesWith(years.last, amount);
  return numbered(
    classesOf(maker.style.year).map((c) => ({
      label: c.name,
      name: c.code,
      amounts: { 金额: now.get(c.code) ?? 0, ...(years.both ? { 上年: last.get(c.code) ?? 0 } : {}) },
    })),
  );
}

const carriedIn = (i: Item) => i.opening + i.ownOpening;
const carriedOut = (i: Item) => i.closing + i.ownClosing;

function summary(maker: Maker, years: Years, titles: Titles): Sheet {
  const of = (amount: Amount) => amounts(years, (b) => sum(b, amount));
  const columns = [{ id: '金额', header: maker.random.pick(['决算数', '决算数', '金额']) }];
  if (years.both) columns.push({ id: '上年', header: '上年决算数' });
  const income01 = numbered([
    ...FUND_NAMES.map(([f, n]) => ({
      label: `${n}收入`,
      name: `${f}收入`,
      amounts: of(ofFund(f, grantedIn)),
    })),
    { label: '上级补助收入', name: 'superior', amounts: of(from('superior')) },
    { label: '事业收入', name: 'operating', amounts: of(from('operating')) },
    { label: '经营收入', name: 'business', amounts: of(from('business')) },
    { label: '附属单位上缴收入', name: 'affiliated', amounts: of(from('affiliated')) },
    { label: '其他收入', name: 'other', amounts: of(from('other')) },
  ]);
  const zero = () => amounts(years, () => 0);
  const all = of((i) => income(i) + carriedIn(i));
  const sheet = pairSheet(maker, {
    id: '01',
    title: title(titles, '01'),
    left: {
      word: '收入',
      columns,
      rows: income01,
      foot: [
        { label: '本年收入合计', name: '收入合计', amounts: of(income) },
        { label: '使用非财政拨款结余', name: '使用结余', amounts: zero() },
        { label: '年初结转和结余', name: '年初', amounts: of(carriedIn) },
        { label: '总计', name: '收入总计', amounts: all },
      ],
    },
    right: {
      word: '支出',
      columns,
      rows: classRows(maker, years, spent),
      foot: [
        { label: '本年支出合计', name: '支出合计', amounts: of(spent) },
        { label: '结余分配', name: '分配', amounts: zero() },
        { label: '年末结转和结余', name: '年末', amounts: of(carriedOut) },
        { label: '总计', name: '支出总计', amounts: all },
      ],
    },
    notes: ['本表反映部门本年度的总收支和年末结转结余情况。'],
  });
  const sources = [
    'general收入',
    'fund收入',
    'capital收入',
    'superior',
    'operating',
    'business',
    'affiliated',
    'other',
  ];
  for (const c of columns.map((x) => x.id)) {
    const at = (name: string) => `01.${name}.${c}`;
    maker.owe([at('收入合计')], sources.map(at));
    maker.owe(
      [at('支出合计')],
      classesOf(maker.style.year).map((k) => at(k.code)),
    );
    maker.owe([at('收入总计')], ['收入合计', '使用结余', '年初'].map(at));
    maker.owe([at('支出总计')], ['支出合计', '分配', '年末'].map(at));
    maker.owe([at('收入总计')], [at('支出总计')]);
  }
  return sheet;
}

const INCOME: readonly TreeColumn[] = [
  { id: '合计', path: ['本年收入合计'], amount: income, always: true },
  { id: '拨款', path: ['财政拨款收入'], amount: grantedIn, into: '合计', always: true },
  { id: 'superior', path: ['上级补助收入'], amount: from('superior'), into: '合计' },
  { id: 'operating', path: ['事业收入'], amount: from('operating'), into: '合计' },
  { id: 'business', path: ['经营收入'], amount: from('business'), into: '合计' },
  { id: 'affiliated', path: ['附属单位上缴收入'], amount: from('affiliated'), into: '合计' },
  { id: 'other', path: ['其他收入'], amount: from('other'), into: '合计' },
];

const SPENDING: readonly TreeColumn[] = [
  { id: '合计', path: ['本年支出合计'], amount: spent, always: true },
  { id: '基本', path: ['基本支出'], amount: basicOut, into: '合计', always: true },
  { id: '项目', path: ['项目支出'], amount: projectOut, into: '合计', always: true },
  { id: '上缴', path: ['上缴上级支出'], amount: () => 0, into: '合计' },
  { id: '经营', path: ['经营支出'], amount: (i) => i.businessOut, into: '合计' },
  { id: '补助', path: ['对附属单位补助支出'], amount: () => 0, into: '合计' },
];

function appropriations(maker: Maker, years: Years, titles: Titles): Sheet {
  const of = (amount: Amount) => amounts({ ...years, both: false }, (b) => sum(b, amount));
  const byFund = (amount: Amount) =>
    Object.fromEntries([
      ['合计', sum(years.now, amount)],
      ...FUND_NAMES.map(([f]) => [f, sum(years.now, ofFund(f, amount))]),
    ]) as Record<string, number>;
  const classes = classesOf(maker.style.year);
  const by = new Map(FUND_NAMES.map(([f]) => [f, classesWith(years.now, ofFund(f, appropriated))]));
  const rows = numbered(
    classes.map((c) => {
      const own = Object.fromEntries(FUND_NAMES.map(([f]) => [f, by.get(f)?.get(c.code) ?? 0]));
      return {
        label: c.name,
        name: c.code,
        amounts: { 合计: Object.values(own).reduce((a, b) => a + b, 0), ...own },
      };
    }),
  );
  const opening = (f: Fund) => of(ofFund(f, (i) => i.opening));
  const all = of((i) => grantedIn(i) + i.opening);
  const sheet = pairSheet(maker, {
    id: '04',
    title: title(titles, '04'),
    left: {
      word: '收入',
      columns: [{ id: '金额', header: maker.random.pick(['决算数', '金额']) }],
      rows: numbered(
        FUND_NAMES.map(([f, n]) => ({ label: n, name: f, amounts: of(ofFund(f, grantedIn)), always: true })),
      ),
      foot: [
        { label: '本年收入合计', name: '收入合计', amounts: of(grantedIn) },
        { label: '年初财政拨款结转和结余', name: '年初', amounts: of((i) => i.opening) },
        ...FUND_NAMES.map(([f, n]) => ({ label: n, name: `年初${f}`, amounts: opening(f) })),
        { label: '总计', name: '收入总计', amounts: all },
      ],
    },
    right: {
      word: '支出',
      columns: [
        { id: '合计', header: maker.random.pick(['合计', '小计']) },
        ...FUND_NAMES.map(([f, n]) => ({ id: f, header: n })),
      ],
      rows,
      foot: [
        { label: '本年支出合计', name: '支出合计', amounts: byFund(appropriated) },
        { label: '年末财政拨款结转和结余', name: '年末', amounts: byFund((i) => i.closing) },
        { label: '' },
        { label: '' },
        { label: '' },
        { label: '总计', name: '支出总计', amounts: byFund((i) => appropriated(i) + i.closing) },
      ],
    },
    notes: [
      '本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支情况。',
    ],
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

const general = (amount: Amount) => ofFund('general', amount);
const GENERAL: readonly TreeColumn[] = [
  { id: '合计', path: ['本年支出', '小计'], amount: general(appropriated), always: true },
  {
    id: '基本',
    path: ['本年支出', '基本支出'],
    amount: general((i) => i.people + i.public),
    into: '合计',
    always: true,
  },
  {
    id: '项目',
    path: ['本年支出', '项目支出'],
    amount: general((i) => i.project),
    into: '合计',
    always: true,
  },
];

const FUNDS: readonly TreeColumn[] = [
  { id: '年初', path: ['年初结转和结余'], amount: ofFund('fund', (i) => i.opening) },
  { id: '收入', path: ['本年收入'], amount: ofFund('fund', grantedIn) },
  { id: '合计', path: ['本年支出', '小计'], amount: ofFund('fund', appropriated), always: true },
  { id: '基本', path: ['本年支出', '基本支出'], amount: () => 0, into: '合计', always: true },
  {
    id: '项目',
    path: ['本年支出', '项目支出'],
    amount: ofFund('fund', (i) => i.project),
    into: '合计',
    always: true,
  },
  { id: '年末', path: ['年末结转和结余'], amount: ofFund('fund', (i) => i.closing) },
];

const CAPITAL: readonly TreeColumn[] = [
  { id: '合计', path: ['本年支出', '合计'], amount: ofFund('capital', appropriated), always: true },
  { id: '基本', path: ['本年支出', '基本支出'], amount: () => 0, into: '合计', always: true },
  {
    id: '项目',
    path: ['本年支出', '项目支出'],
    amount: ofFund('capital', (i) => i.project),
    into: '合计',
    always: true,
  },
];

/** Headers of one level, as many provinces print them. */
const flat = (columns: readonly TreeColumn[], first: string): TreeColumn[] =>
  columns.map((c) => ({
    ...c,
    path: c.path.length > 1 ? [c.id === '合计' ? first : (c.path[1] as string)] : c.path,
  }));

export const NO_FUNDS =
  '本单位没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出，故本表无数据。';
export const NO_CAPITAL = '本单位没有使用国有资本经营预算安排的支出，故本表无数据。';

/** All tables of the report, in order. */
export function finalSheets(maker: Maker, now: Book, last: Book, titles: Titles): Sheet[] {
  const { style, random } = maker;
  const years = { now, last, both: style.otherYear };
  const used = (amount: Amount) => (i: Item) => !style.sparseRows || amount(i) !== 0;
  const one = random.oneIn(2);
  const general05 = one ? flat(GENERAL, '合计') : GENERAL;
  const hasFund = now.items.some((i) => i.subject.fund === 'fund');
  const hasCapital = now.items.some((i) => i.subject.fund === 'capital');
  const fund = (f: Fund) => (i: Item) => i.subject.fund === f;
  const tree = (
    id: string,
    columns: readonly TreeColumn[],
    has: (i: Item) => boolean,
    notes: readonly string[],
  ) => treeSheet(maker, now, { id, title: title(titles, id), columns, has, notes });
  const sheets = [
    summary(maker, years, titles),
    tree('02', INCOME, used(income), ['本表反映部门本年度取得的各项收入情况。']),
    tree('03', SPENDING, used(spent), ['本表反映部门本年度各项支出情况。']),
    appropriations(maker, years, titles),
    tree('05', general05, (i) => fund('general')(i) && used(appropriated)(i), [
      '本表反映部门本年度一般公共预算财政拨款支出情况。',
    ]),
    economicSheet(maker, now, title(titles, '06')),
    tree(
      '07',
      FUNDS,
      fund('fund'),
      hasFund ? ['本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。'] : [NO_FUNDS],
    ),
    tree(
      '08',
      one ? flat(CAPITAL, '合计') : CAPITAL,
      fund('capital'),
      hasCapital ? ['本表反映部门本年度国有资本经营预算财政拨款支出情况。'] : [NO_CAPITAL],
    ),
    threeSheet(maker, now, title(titles, '09')),
  ];
  betweenFinal(maker, now);
  return sheets;
}

/** What the tables owe to one another. */
export function betweenFinal(maker: Maker, book: Book): void {
  const equal = (a: string, ...b: string[]) => maker.owe([a], b);
  equal('01.收入合计.金额', '02.合计.合计');
  equal('01.支出合计.金额', '03.合计.合计');
  for (const s of ['superior', 'operating', 'business', 'affiliated', 'other'])
    equal(`01.${s}.金额`, `02.合计.${s}`);
  maker.owe(['01.general收入.金额', '01.fund收入.金额', '01.capital收入.金额'], ['02.合计.拨款']);
  for (const [f] of FUND_NAMES) equal(`04.${f}.金额`, `01.${f}收入.金额`);
  equal('04.收入合计.金额', '02.合计.拨款');
  equal('04.支出合计.general', '05.合计.合计');
  equal('04.支出合计.fund', '07.合计.合计');
  equal('04.支出合计.capital', '08.合计.合计');
  equal('04.fund.金额', '07.合计.收入');
  for (const c of new Set(book.items.map((i) => i.subject.class.code))) {
    equal(`01.${c}.金额`, `03.${c}.合计`);
    equal(`04.${c}.general`, `05.${c}.合计`);
  }
  if (book.items.every((i) => ownIn(i) === 0 && spent(i) === appropriated(i)))
    for (const c of book.items.map((i) => i.subject))
      for (const col of ['合计', '基本'])
        if (maker.get(`03.${c.code}.${col}`))
          maker.owe(
            [`03.${c.code}.${col}`],
            [`05.${c.code}.${col}`, `07.${c.code}.${col}`, `08.${c.code}.${col}`],
          );
}
