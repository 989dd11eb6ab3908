/** What sentences speak of: amounts by name, the cell that prints each, and last year's. */
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
import { economicTotals } from './economic.ts';
import type { Kind } from './style.ts';
import { threeTotal } from './three.ts';

export interface Quantity {
  readonly now: number;
  readonly last: number;
  /** Name of the cell that holds it. */
  readonly cell?: string;
}

export type Quantities = ReadonlyMap<string, Quantity>;

type Of = (book: Book) => number;

const carried: Amount = (i) => i.opening + i.ownOpening;

const FINAL: readonly (readonly [name: string, of: Of, cell?: string])[] = [
  ['总计', (b) => sum(b, (i) => income(i) + carried(i)), '01.收入总计.金额'],
  ['本年收入', (b) => sum(b, income), '02.合计.合计'],
  ['拨款收入', (b) => sum(b, grantedIn), '02.合计.拨款'],
  ['上级补助收入', (b) => sum(b, from('superior')), '02.合计.superior'],
  ['事业收入', (b) => sum(b, from('operating')), '02.合计.operating'],
  ['经营收入', (b) => sum(b, from('business')), '02.合计.business'],
  ['附属单位上缴收入', (b) => sum(b, from('affiliated')), '02.合计.affiliated'],
  ['其他收入', (b) => sum(b, from('other')), '02.合计.other'],
  ['本年支出', (b) => sum(b, spent), '03.合计.合计'],
  ['基本支出', (b) => sum(b, basicOut), '03.合计.基本'],
  ['项目支出', (b) => sum(b, projectOut), '03.合计.项目'],
  ['上缴上级支出', () => 0, '03.合计.上缴'],
  ['经营支出', (b) => sum(b, (i) => i.businessOut), '03.合计.经营'],
  ['对附属单位补助支出', () => 0, '03.合计.补助'],
  ['拨款总计', (b) => sum(b, (i) => grantedIn(i) + i.opening), '04.收入总计.金额'],
  ['一般支出', (b) => sum(b, ofFund('general', appropriated)), '05.合计.合计'],
  [
    '一般基本',
    (b) =>
      sum(
        b,
        ofFund('general', (i) => i.people + i.public),
      ),
    '05.合计.基本',
  ],
  [
    '一般预算',
    (b) =>
      sum(
        b,
        ofFund('general', (i) => i.budget),
      ),
  ],
  ['人员经费', (b) => economicTotals(b).people, '06.人员.金额'],
  ['公用经费', (b) => economicTotals(b).public, '06.公用.金额'],
  ['基金收入', (b) => sum(b, ofFund('fund', grantedIn)), '07.合计.收入'],
  ['基金支出', (b) => sum(b, ofFund('fund', appropriated)), '07.合计.合计'],
  ['国资支出', (b) => sum(b, ofFund('capital', appropriated)), '08.合计.合计'],
];

const BUDGET: readonly (readonly [name: string, of: Of, cell?: string])[] = [
  ['总计', (b) => sum(b, (i) => income(i) + carried(i)), '01.收入总计.金额'],
  ['本年收入', (b) => sum(b, income), '02.合计.小计'],
  ['一般收入', (b) => sum(b, ofFund('general', grantedIn)), '02.合计.general'],
  ['基金收入', (b) => sum(b, ofFund('fund', grantedIn)), '02.合计.fund'],
  ['国资收入', (b) => sum(b, ofFund('capital', grantedIn)), '02.合计.capital'],
  ['事业收入', (b) => sum(b, from('operating')), '02.合计.operating'],
  ['上级补助收入', (b) => sum(b, from('superior')), '02.合计.superior'],
  ['其他收入', (b) => sum(b, from('other')), '02.合计.other'],
  ['事业单位经营收入', (b) => sum(b, from('business')), '02.合计.business'],
  ['附属单位上缴收入', (b) => sum(b, from('affiliated')), '02.合计.affiliated'],
  ['上年结转', (b) => sum(b, carried), '02.合计.结转'],
  ['本年支出', (b) => sum(b, spent), '03.合计.合计'],
  ['基本支出', (b) => sum(b, basicOut), '03.合计.基本'],
  ['项目支出', (b) => sum(b, projectOut), '03.合计.项目'],
  ['事业单位经营支出', (b) => sum(b, (i) => i.businessOut), '03.合计.经营'],
  ['拨款总计', (b) => sum(b, (i) => grantedIn(i) + i.opening), '04.收入总计.金额'],
  ['一般支出', (b) => sum(b, ofFund('general', appropriated)), '05.合计.合计'],
  [
    '一般基本',
    (b) =>
      sum(
        b,
        ofFund('general', (i) => i.people + i.public),
      ),
    '05.合计.基本',
  ],
  [
    '一般项目',
    (b) =>
      sum(
        b,
        ofFund('general', (i) => i.project),
      ),
    '05.合计.项目',
  ],
  ['人员经费', (b) => economicTotals(b).people, '06.合计.人员'],
  ['公用经费', (b) => economicTotals(b).public, '06.合计.公用'],
  ['基金支出', (b) => sum(b, ofFund('fund', appropriated)), '07.合计.合计'],
  ['国资支出', (b) => sum(b, ofFund('capital', appropriated)), '08.合计.合计'],
];

const cars = (b: Book) => b.three.purchase + b.three.running;
const THREE: readonly (readonly [string, Of])[] = [
  ['合计', (b) => threeTotal(b.three)],
  ['出国', (b) => b.three.abroad],
  ['用车', cars],
  ['购置', (b) => b.three.purchase],
  ['运行', (b) => b.three.running],
  ['接待', (b) => b.three.reception],
];

function procurement(now: Book, last: Book): [string, Quantity][] {
  const all = (b: Book) => b.procurement.goods + b.procurement.works + b.procurement.services;
  const table: readonly (readonly [string, Of])[] = [
    ['采购', all],
    ['货物', (b) => b.procurement.goods],
    ['工程', (b) => b.procurement.works],
    ['服务', (b) => b.procurement.services],
    ['中小', (b) => b.procurement.small],
    ['小微', (b) => b.procurement.micro],
  ];
  return table.map(([name, of]) => [name, { now: of(now), last: of(last) }]);
}

export function quantitiesOf(kind: Kind, now: Book, last: Book): Quantities {
  const table = kind === '决算' ? FINAL : BUDGET;
  const budget = (b: Book) => ({ ...b, three: b.threeBudget });
  return new Map<string, Quantity>([
    ...table.map(([name, of, cell]): [string, Quantity] => [
      name,
      { now: of(now), last: of(last), ...(cell ? { cell } : {}) },
    ]),
    ...THREE.flatMap(([name, of]): [string, Quantity][] =>
      kind === '决算'
        ? [
            [`三公${name}`, { now: of(now), last: of(last), cell: `09.${name}.决算` }],
            [`三公预算${name}`, { now: of(budget(now)), last: of(budget(last)), cell: `09.${name}.预算` }],
          ]
        : [[`三公${name}`, { now: of(now), last: of(last), cell: `09.${name}.预算` }]],
    ),
    ...procurement(now, last),
  ]);
}
