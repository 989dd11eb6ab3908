/**
 * Reports of any length whose every figure reconciles, the same on every machine: 决算 with nine tables, prose and
 * glossary. The same content is also written as JSON and as YAML, for servers of those languages.
 */
import economic from '../../seeds/codes/economic_department.json';
import functional from '../../seeds/codes/functional.json';
import { asJson, asYaml, type Part, type Table, type Texts } from './peers.ts';

export interface GeneratedReport extends Texts {
  /** Rows of tables 02, 03 and 05. */
  readonly rows: number;
}

const YEAR = 2022;
const DEPARTMENT = '示例市综合管理局';

/** The functional rows of tables 01 and 04 as printed for the year. */
const CLASSES = [
  '一般公共服务支出',
  '外交支出',
  '国防支出',
  '公共安全支出',
  '教育支出',
  '科学技术支出',
  '文化旅游体育与传媒支出',
  '社会保障和就业支出',
  '卫生健康支出',
  '节能环保支出',
  '城乡社区支出',
  '农林水支出',
  '交通运输支出',
  '资源勘探工业信息等支出',
  '商业服务业等支出',
  '金融支出',
  '援助其他地区支出',
  '自然资源海洋气象等支出',
  '住房保障支出',
  '粮油物资储备支出',
  '国有资本经营预算支出',
  '灾害防治及应急管理支出',
  '其他支出',
  '债务还本支出',
  '债务付息支出',
  '抗疫特别国债安排的支出',
] as const;
const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

function chinese(n: number): string {
  if (n < 10) return NUMERALS[n] as string;
  const ten = Math.floor(n / 10);
  return `${ten > 1 ? NUMERALS[ten] : ''}十${n % 10 ? NUMERALS[n % 10] : ''}`;
}

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// —— codes

interface Group {
  readonly code: string;
  readonly name: string;
  readonly items: readonly { readonly code: string; readonly name: string }[];
}

interface Class {
  readonly code: string;
  readonly name: string;
  readonly groups: readonly Group[];
}

/** Subjects of the general public budget that are valid in the report's year and may stand in tables 01 and 04. */
function readCatalogue(): Class[] {
  const valid = (functional.rows as readonly (readonly unknown[])[])
    .filter(([, , , , first, last]) => (first === null || (first as number) <= YEAR) && last === null)
    .map(([code, name, level, fund]) => ({ code, name, level, fund }) as Record<string, string>)
    .filter(({ fund }) => fund === '一般公共预算') as { code: string; name: string; level: string }[];
  const classes: Class[] = [];
  for (const name of CLASSES) {
    const own = valid.find((row) => row.level === '类' && row.name === name);
    if (!own) continue;
    const groups = valid
      .filter((row) => row.level === '款' && row.code.startsWith(own.code))
      .map(({ code, name }) => ({
        code,
        name,
        items: valid.filter((row) => row.level === '项' && row.code.startsWith(code)),
      }))
      .filter(({ items }) => items.length > 0);
    if (groups.length > 0) classes.push({ code: own.code, name, groups });
  }
  return classes;
}

const catalogue = readCatalogue();

function economicName(code: string): string {
  const row = (economic.rows as readonly (readonly unknown[])[]).find(
    ([own, , , , , last]) => own === code && last === null,
  );
  if (!row) throw new Error(`no economic code ${code}`);
  return String(row[1]);
}

// —— amounts, in hundredths of 万元

interface Amounts {
  appropriation: number;
  operating: number;
  other: number;
  basic: number;
  project: number;
}

const nothing = (): Amounts => ({ appropriation: 0, operating: 0, other: 0, basic: 0, project: 0 });
const income = (a: Amounts): number => a.appropriation + a.operating + a.other;

function addTo(sum: Amounts, a: Amounts): void {
  for (const key of Object.keys(sum) as (keyof Amounts)[]) sum[key] += a[key];
}

/** `1,234.56`; zero is blank. */
function cell(hundredths: number): string {
  return hundredths === 0 ? '' : spoken(hundredths);
}

function spoken(hundredths: number): string {
  if (hundredths === 0) return '0';
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${hundredths < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** `12.34%`, rounded half up from the exact ratio. */
function percent(part: number, whole: number): string {
  const scaled = (BigInt(part) * 20000n + BigInt(whole)) / (2n * BigInt(whole));
  return `${spoken(Number(scaled))}%`;
}

// —— units and their rows

interface Leaf {
  readonly code: string;
  readonly name: string;
  readonly amounts: Amounts;
}

interface Node {
  readonly code: string;
  readonly name: string;
  readonly amounts: Amounts;
  readonly children: readonly (Node | Leaf)[];
}

interface Unit {
  readonly name: string;
  readonly amounts: Amounts;
  readonly classes: readonly Node[];
}

/** Rows of one unit in each of the three tables; real departments' units have 20 to 60. */
const UNIT_ROWS = 50;
const PLACES = [
  '东湖',
  '西山',
  '南岭',
  '北关',
  '青石',
  '白沙',
  '龙泉',
  '凤台',
  '云溪',
  '松江',
  '平安',
  '永丰',
];
const KINDS = ['中心小学', '实验小学', '初级中学', '高级中学'];

function unitName(index: number): string {
  const place = PLACES[index % PLACES.length] as string;
  const kind = KINDS[Math.floor(index / PLACES.length) % KINDS.length] as string;
  const round = Math.floor(index / (PLACES.length * KINDS.length));
  return `示例市${place}${round > 0 ? `第${chinese(round + 1)}` : ''}${kind}`;
}

/** Chooses 项 until they, with their 款 and 类, take exactly `rows` rows. */
function chooseCodes(rows: number, next: () => number): Map<string, Set<string>> {
  const groups = catalogue.flatMap((own) => own.groups.map((group) => ({ own, group })));
  for (let i = groups.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [groups[i], groups[j]] = [groups[j] as (typeof groups)[0], groups[i] as (typeof groups)[0]];
  }
  const chosen = new Map<string, Set<string>>();
  const classes = new Set<string>();
  let left = rows;
  for (const { own, group } of groups) {
    const head = classes.has(own.code) ? 1 : 2;
    if (left < head + 1) continue;
    const take = Math.min(group.items.length, 1 + Math.floor(next() * 5), left - head);
    // One row alone could not be filled by another 款.
    classes.add(own.code);
    const start = Math.floor(next() * (group.items.length - take + 1));
    chosen.set(group.code, new Set(group.items.slice(start, start + take).map(({ code }) => code)));
    left -= head + take;
    if (left === 0) break;
  }
  for (const { group } of groups) {
    const own = chosen.get(group.code);
    if (!own) continue;
    for (const { code } of group.items) {
      if (left === 0) return chosen;
      if (!own.has(code)) {
        own.add(code);
        left--;
      }
    }
  }
  return chosen;
}

function makeUnit(name: string, rows: number, next: () => number): Unit {
  const chosen = chooseCodes(rows, next);
  const amounts = nothing();
  const classes: Node[] = [];
  for (const own of catalogue) {
    const groups = own.groups.filter((group) => chosen.has(group.code));
    if (groups.length === 0) continue;
    const classAmounts = nothing();
    const children = groups.map((group): Node => {
      const groupAmounts = nothing();
      const leaves = group.items
        .filter(({ code }) => chosen.get(group.code)?.has(code))
        .map(({ code, name }): Leaf => {
          const a = leafAmounts(next);
          addTo(groupAmounts, a);
          return { code, name, amounts: a };
        });
      addTo(classAmounts, groupAmounts);
      return { code: group.code, name: group.name, amounts: groupAmounts, children: leaves };
    });
    addTo(amounts, classAmounts);
    classes.push({ code: own.code, name: own.name, amounts: classAmounts, children });
  }
  return { name, amounts, classes };
}

function leafAmounts(next: () => number): Amounts {
  const money = (most: number) => 100 + Math.floor(next() * most);
  const kind = next();
  const basic = kind < 0.4 ? money(90_000) : 0;
  const project = kind >= 0.3 ? money(60_000) : 0;
  const operating = next() < 0.08 ? money(9_000) : 0;
  const other = next() < 0.08 ? money(5_000) : 0;
  return {
    appropriation: basic + project,
    operating,
    other,
    basic,
    project: project + operating + other,
  };
}

function makeUnits(rowsPerTable: number, next: () => number): Unit[] {
  const count = Math.max(1, Math.round((rowsPerTable - 1) / UNIT_ROWS));
  const units: Unit[] = [];
  let left = rowsPerTable - 1;
  for (let i = 0; i < count; i++) {
    const rows = i === count - 1 ? left : Math.floor(left / (count - i));
    left -= rows;
    // Where there are several, each has a row of its own.
    units.push(makeUnit(count === 1 ? DEPARTMENT : unitName(i), count === 1 ? rows : rows - 1, next));
  }
  return units;
}

// —— tables

function codedRows(
  units: readonly Unit[],
  columns: readonly ((a: Amounts) => number)[],
): (readonly string[])[] {
  const rows: string[][] = [];
  const write = (code: string, name: string, a: Amounts) =>
    rows.push([code, name, ...columns.map((c) => cell(c(a)))]);
  const walk = (node: Node | Leaf): void => {
    write(node.code, node.name, node.amounts);
    if ('children' in node) for (const child of node.children) walk(child);
  };
  const total = nothing();
  for (const unit of units) addTo(total, unit.amounts);
  rows.push(['栏次', '', ...columns.map((_, i) => String(i + 1))]);
  write('合计', '', total);
  for (const unit of units) {
    if (units.length > 1) write('', unit.name, unit.amounts);
    for (const own of unit.classes) walk(own);
  }
  return rows;
}

/** Splits an amount over items by weight; what is left over goes to the last. */
function split(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((w) => Math.floor((amount * w) / sum));
  parts[parts.length - 1] = amount - parts.slice(0, -1).reduce((a, b) => a + b, 0);
  return parts;
}

const STAFF: readonly (readonly [string, number])[] = [
  ['30101', 30],
  ['30102', 24],
  ['30103', 10],
  ['30107', 14],
  ['30108', 12],
  ['30110', 6],
  ['30113', 10],
  ['30199', 3],
];
const PENSIONS: readonly (readonly [string, number])[] = [
  ['30302', 8],
  ['30305', 2],
  ['30399', 1],
];
const GOODS: readonly (readonly [string, number])[] = [
  ['30201', 5],
  ['30205', 1],
  ['30206', 2],
  ['30211', 3],
  ['30213', 2],
  ['30226', 3],
  ['30228', 3],
  ['30239', 4],
  ['30299', 2],
];
const CAPITAL: readonly (readonly [string, number])[] = [
  ['31002', 3],
  ['31003', 2],
];
/** 公务接待费 and 公务用车运行维护费, in table 06 as in 09. */
const RECEPTION = 128;
const CARS = 560;

interface Basic {
  readonly people: number;
  readonly public: number;
  readonly rows: readonly (readonly string[])[];
  readonly peopleNames: readonly string[];
  readonly publicNames: readonly string[];
}

function basicTable(amount: number): Basic {
  const [staff, pensions, goods, capital] = split(amount, [62, 14, 20, 4]) as [
    number,
    number,
    number,
    number,
  ];
  const coded = (items: readonly (readonly [string, number])[], total: number) =>
    split(
      total,
      items.map(([, weight]) => weight),
    ).map((part, i) => [(items[i] as readonly [string, number])[0], part] as const);
  const left: (readonly [string, number])[] = [
    ['301', staff],
    ...coded(STAFF, staff),
    ['303', pensions],
    ...coded(PENSIONS, pensions),
  ];
  const middle: (readonly [string, number])[] = [
    ['302', goods],
    ...coded(GOODS, goods - RECEPTION - CARS),
    ['30217', RECEPTION],
    ['30231', CARS],
  ];
  const right: (readonly [string, number])[] = [['310', capital], ...coded(CAPITAL, capital)];
  const rows: string[][] = [];
  for (let i = 0; i < Math.max(left.length, middle.length, right.length); i++) {
    rows.push(
      [left, middle, right].flatMap((panel) => {
        const entry = panel[i];
        return entry ? [entry[0], economicName(entry[0]), cell(entry[1])] : ['', '', ''];
      }),
    );
  }
  rows.push([
    '人员经费合计',
    '',
    cell(staff + pensions),
    '公用经费合计',
    '',
    '',
    '',
    '',
    cell(goods + capital),
  ]);
  const names = (list: readonly (readonly [string, number])[]) =>
    list.filter(([code, part]) => code.length === 5 && part > 0).map(([code]) => economicName(code));
  return {
    people: staff + pensions,
    public: goods + capital,
    rows,
    peopleNames: names(left),
    publicNames: names([...middle, ...right]),
  };
}

function summaryTables(total: Amounts, byClass: ReadonlyMap<string, Amounts>): Table[] {
  const spent = (name: string) => byClass.get(name) ?? nothing();
  const incomes: (readonly [string, number])[] = [
    ['一般公共预算财政拨款收入', total.appropriation],
    ['政府性基金预算财政拨款收入', 0],
    ['国有资本经营预算财政拨款收入', 0],
    ['上级补助收入', 0],
    ['事业收入', total.operating],
    ['经营收入', 0],
    ['附属单位上缴收入', 0],
    ['其他收入', total.other],
  ];
  const all = income(total);
  const first: string[][] = [['栏次', '', '1', '栏次', '', '2']];
  CLASSES.forEach((name, i) => {
    const own = incomes[i];
    first.push([
      own ? `${chinese(i + 1)}、${own[0]}` : '',
      String(i + 1),
      own ? cell(own[1]) : '',
      `${chinese(i + 1)}、${name}`,
      String(i + 32),
      cell(income(spent(name))),
    ]);
  });
  first.push(['本年收入合计', '27', cell(all), '本年支出合计', '58', cell(all)]);
  first.push(['使用非财政拨款结余', '28', '', '结余分配', '59', '']);
  first.push(['年初结转和结余', '29', '', '年末结转和结余', '60', '']);
  first.push(['', '30', '', '', '61', '']);
  first.push(['总计', '31', cell(all), '总计', '62', cell(all)]);

  const funds = ['一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'];
  const a = total.appropriation;
  const fourth: string[][] = [['栏次', '', '1', '栏次', '', '2', '3', '4', '5']];
  CLASSES.forEach((name, i) => {
    const own = cell(spent(name).appropriation);
    fourth.push([
      funds[i] === undefined ? '' : `${chinese(i + 1)}、${funds[i]}`,
      String(i + 1),
      i === 0 ? cell(a) : '',
      `${chinese(i + 1)}、${name}`,
      String(i + 33),
      own,
      own,
      '',
      '',
    ]);
  });
  fourth.push(['本年收入合计', '27', cell(a), '本年支出合计', '59', cell(a), cell(a), '', '']);
  fourth.push(['年初财政拨款结转和结余', '28', '', '年末财政拨款结转和结余', '60', '', '', '', '']);
  funds.forEach((fund, i) => {
    fourth.push([fund, String(29 + i), '', '', String(61 + i), '', '', '', '']);
  });
  fourth.push(['总计', '32', cell(a), '总计', '64', cell(a), cell(a), '', '']);
  return [
    {
      title: '收入支出决算总表',
      number: '01',
      header: ['收入/项目', '收入/行次', '收入/金额', '支出/项目', '支出/行次', '支出/金额'],
      texts: [0, 3],
      rows: first,
      note: '本表反映部门本年度的总收支和年末结转结余情况。27行＝（1+2+3+4+5+6+7+8）行；31行＝（27+28+29）行。',
    },
    {
      title: '财政拨款收入支出决算总表',
      number: '04',
      header: [
        '收入/项目',
        '收入/行次',
        '收入/金额',
        '支出/项目',
        '支出/行次',
        '支出/合计',
        ...funds.map((fund) => `支出/${fund}`),
      ],
      texts: [0, 3],
      rows: fourth,
      note: '本表反映部门本年度三本预算财政拨款的总收支和年末结转结余情况。',
    },
  ];
}

function makeTables(units: readonly Unit[], total: Amounts, basic: Basic): Table[] {
  const byClass = new Map<string, Amounts>();
  for (const unit of units) {
    for (const own of unit.classes) {
      const sum = byClass.get(own.name) ?? nothing();
      addTo(sum, own.amounts);
      byClass.set(own.name, sum);
    }
  }
  const [first, fourth] = summaryTables(total, byClass) as [Table, Table];
  const none = () => 0;
  const coded = ['项目/科目编码', '项目/科目名称'];
  const spending = ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'];
  const cars = '公务用车购置及运行维护费';
  const travel = [
    '合计',
    '因公出国（境）费',
    `${cars}/小计`,
    `${cars}/公务用车购置费`,
    `${cars}/公务用车运行维护费`,
    '公务接待费',
  ];
  const three = (running: number, reception: number) =>
    [running + reception, 0, running, 0, running, reception].map(cell);
  return [
    first,
    {
      title: '收入决算表',
      number: '02',
      header: [
        ...coded,
        '本年收入合计',
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
      texts: [0, 1],
      rows: codedRows(units, [
        income,
        (a) => a.appropriation,
        none,
        (a) => a.operating,
        none,
        none,
        (a) => a.other,
      ]),
      note: '本表反映部门本年度取得的各项收入情况。1栏各行＝（2+3+4+5+6+7）栏各行。',
    },
    {
      title: '支出决算表',
      number: '03',
      header: [
        ...coded,
        '本年支出合计',
        '基本支出',
        '项目支出',
        '上缴上级支出',
        '经营支出',
        '对附属单位补助支出',
      ],
      texts: [0, 1],
      rows: codedRows(units, [income, (a) => a.basic, (a) => a.project, none, none, none]),
      note: '本表反映部门本年度各项支出情况。1栏各行＝（2+3+4+5+6）栏各行。',
    },
    fourth,
    {
      title: '一般公共预算财政拨款支出决算表',
      number: '05',
      header: [...coded, ...spending],
      texts: [0, 1],
      rows: codedRows(units, [(a) => a.appropriation, (a) => a.basic, (a) => a.appropriation - a.basic]),
      note: '本表反映部门本年度一般公共预算财政拨款支出情况。',
    },
    {
      title: '一般公共预算财政拨款基本支出决算明细表',
      number: '06',
      header: ['人员经费', '公用经费', '公用经费'].flatMap((p) => [
        `${p}/科目编码`,
        `${p}/科目名称`,
        `${p}/金额`,
      ]),
      texts: [0, 1, 3, 4, 6, 7],
      rows: basic.rows,
      note: '本表反映部门本年度一般公共预算财政拨款基本支出明细情况。',
    },
    {
      title: '政府性基金预算财政拨款收入支出决算表',
      number: '07',
      header: [...coded, '年初结转和结余', '本年收入', ...spending, '年末结转和结余'],
      texts: [0, 1],
      rows: [
        ['栏次', '', '1', '2', '3', '4', '5', '6'],
        ['合计', '', '', '', '', '', '', ''],
      ],
      note: '本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。',
    },
    {
      title: '国有资本经营预算财政拨款支出决算表',
      number: '08',
      header: [...coded, ...spending],
      texts: [0, 1],
      rows: [
        ['栏次', '', '1', '2', '3'],
        ['合计', '', '', '', ''],
      ],
      note: '本部门没有使用国有资本经营预算安排的支出，故本表无数据。',
    },
    {
      title: '财政拨款“三公”经费支出决算表',
      number: '09',
      header: [...travel.map((t) => `预算数/${t}`), ...travel.map((t) => `决算数/${t}`)],
      texts: [],
      rows: [
        Array.from({ length: 12 }, (_, i) => String(i + 1)),
        [...three(CARS, 2 * RECEPTION), ...three(CARS, RECEPTION)],
      ],
      note: '预算数为“三公”经费全年预算数，决算数包括当年财政拨款和以前年度结转资金安排的支出。',
    },
  ];
}

// —— prose

/** What a year's figure is told against: a base from which it grew or shrank by some percent. */
function change(amount: number, next: () => number): { base: number; text: string } {
  const base = Math.max(1, Math.round(amount / (0.8 + 0.5 * next())));
  const by = amount - base;
  if (by === 0) return { base, text: '与上年持平' };
  const rose = by > 0;
  return {
    base,
    text: `${rose ? '增加' : '减少'} ${spoken(Math.abs(by))} 万元，${rose ? '增长' : '下降'} ${percent(Math.abs(by), base)}`,
  };
}

function shares(total: number, parts: readonly (readonly [string, number])[]): string {
  return parts.map(([name, a]) => `${name} ${spoken(a)} 万元，占 ${percent(a, total)}`).join('；');
}

/** `其他支出` is not shortened: `其他（类）支出` says nothing. */
function classWords(name: string): string {
  return name === '其他支出' ? '其他支出（类）' : `${name.replace(/支出$/, '')}（类）支出`;
}

function proseParts(
  units: readonly Unit[],
  total: Amounts,
  basic: Basic,
  rows: number,
  next: () => number,
): Part[] {
  const parts: Part[] = [];
  const heading = (level: number, text: string) => parts.push({ kind: 'heading', level, text });
  let count = 0;
  const say = (text: string) => {
    parts.push({ kind: 'paragraph', text });
    count++;
  };
  const all = income(total);
  const a = total.appropriation;
  const last = YEAR - 1;
  const byClass = new Map<string, number>();
  for (const unit of units)
    for (const own of unit.classes)
      byClass.set(own.name, (byClass.get(own.name) ?? 0) + own.amounts.appropriation);

  heading(1, `第三部分 ${YEAR} 年度部门决算情况说明`);
  heading(2, '一、收入支出决算总体情况说明');
  const overall = change(all, next);
  say(
    `${YEAR} 年度收、支总计均为 ${spoken(all)} 万元。与 ${last} 年度相比，收、支总计各${overall.text}。主要是项目资金有变动。`,
  );
  heading(2, '二、收入决算情况说明');
  say(
    `${YEAR} 年度收入合计 ${spoken(all)} 万元，其中：${shares(all, [
      ['财政拨款收入', a],
      ['上级补助收入', 0],
      ['事业收入', total.operating],
      ['经营收入', 0],
      ['附属单位上缴收入', 0],
      ['其他收入', total.other],
    ])}。`,
  );
  heading(2, '三、支出决算情况说明');
  say(
    `${YEAR} 年度支出合计 ${spoken(all)} 万元，其中：${shares(all, [
      ['基本支出', total.basic],
      ['项目支出', total.project],
      ['上缴上级支出', 0],
      ['经营支出', 0],
      ['对附属单位补助支出', 0],
    ])}。`,
  );
  heading(2, '四、财政拨款收入支出决算总体情况说明');
  const appropriated = change(a, next);
  say(
    `${YEAR} 年度财政拨款收、支总计均为 ${spoken(a)} 万元。与 ${last} 年度相比，财政拨款收、支总计各${appropriated.text}。`,
  );
  heading(2, '五、一般公共预算财政拨款支出决算情况说明');
  heading(3, '（一）总体情况');
  say(`${YEAR} 年度一般公共预算财政拨款支出 ${spoken(a)} 万元，占本年支出合计的 ${percent(a, all)}。`);
  heading(3, '（二）结构情况');
  say(
    `${YEAR} 年度一般公共预算财政拨款支出 ${spoken(a)} 万元，主要用于以下方面：${shares(
      a,
      CLASSES.filter((name) => byClass.has(name)).map((name) => [
        classWords(name),
        byClass.get(name) as number,
      ]),
    )}。`,
  );
  heading(3, '（三）具体情况');
  const wanted = Math.max(0, Math.round(rows / 20) - count - 6);
  const items =
    units.length === 1 ? itemParagraphs(units[0] as Unit, next) : unitParagraphs(units, all, wanted, next);
  for (const text of items) say(text);
  heading(2, '六、一般公共预算财政拨款基本支出决算情况说明');
  say(`${YEAR} 年度一般公共预算财政拨款基本支出 ${spoken(total.basic)} 万元，其中：`);
  say(`人员经费 ${spoken(basic.people)} 万元，主要包括：${basic.peopleNames.join('、')}。`);
  say(`公用经费 ${spoken(basic.public)} 万元，主要包括：${basic.publicNames.join('、')}。`);
  heading(2, '七、政府性基金预算财政拨款收入支出决算情况说明');
  say('本部门没有政府性基金预算财政拨款收入和支出。');
  heading(2, '八、国有资本经营预算财政拨款支出决算情况说明');
  say('本部门没有国有资本经营预算财政拨款支出。');
  heading(2, '九、财政拨款“三公”经费支出决算情况说明');
  say(
    `${YEAR} 年度财政拨款“三公”经费全年预算为 ${spoken(CARS + 2 * RECEPTION)} 万元，支出决算为 ${spoken(CARS + RECEPTION)} 万元，完成全年预算的 ${percent(CARS + RECEPTION, CARS + 2 * RECEPTION)}。`,
  );
  say(`1、因公出国（境）费支出决算为 0 万元。全年因公出国（境）团组 0 个，累计 0 人次。`);
  say(
    `2、公务用车购置及运行维护费全年预算为 ${spoken(CARS)} 万元，支出决算为 ${spoken(CARS)} 万元，完成全年预算的 100.00%。其中：公务用车购置费 0 万元，购置公务用车 0 辆；公务用车运行维护费 ${spoken(CARS)} 万元，年末公务用车保有量 3 辆。`,
  );
  say(
    `3、公务接待费全年预算为 ${spoken(2 * RECEPTION)} 万元，支出决算为 ${spoken(RECEPTION)} 万元，完成全年预算的 50.00%。共接待 9 批次、86 人次。`,
  );
  return parts;
}

/** One paragraph for each 项 of table 05, as a single unit's report has them. */
function itemParagraphs(unit: Unit, next: () => number): string[] {
  const told: { name: string; spent: number; budget: number }[] = [];
  for (const own of unit.classes) {
    for (const group of own.children as readonly Node[]) {
      for (const leaf of group.children) {
        const spent = leaf.amounts.appropriation;
        const budget = next() < 0.2 ? spent : Math.max(1, Math.round(spent / (0.8 + 0.5 * next())));
        told.push({ name: `${own.name}（类）${group.name}（款）${leaf.name}（项）`, spent, budget });
      }
    }
  }
  const budget = told.reduce((sum, t) => sum + t.budget, 0);
  const spent = told.reduce((sum, t) => sum + t.spent, 0);
  const rate = (s: number, b: number) =>
    `年初预算为 ${spoken(b)} 万元，支出决算为 ${spoken(s)} 万元，完成年初预算的 ${percent(s, b)}`;
  return [
    `${YEAR} 年度一般公共预算财政拨款支出${rate(spent, budget)}。其中：`,
    ...told.map((t, i) => {
      const why =
        t.spent === t.budget
          ? '决算数与年初预算数持平'
          : `决算数${t.spent > t.budget ? '大' : '小'}于年初预算数的主要原因是年中按规定调整了项目安排`;
      return `${i + 1}、${t.name}。${rate(t.spent, t.budget)}。${why}。`;
    }),
  ];
}

/** Paragraphs that go unit by unit: its share of the whole, then some of its 项. */
function unitParagraphs(units: readonly Unit[], whole: number, wanted: number, next: () => number): string[] {
  const told: string[] = [];
  const perUnit = Math.ceil(wanted / units.length);
  units.forEach((unit, index) => {
    const own: string[] = [];
    const sum = income(unit.amounts);
    own.push(
      `${index + 1}、${unit.name}本年支出 ${spoken(sum)} 万元，占本年支出合计的 ${percent(sum, whole)}。`,
    );
    for (const cls of unit.classes) {
      for (const group of cls.children as readonly Node[]) {
        for (const leaf of group.children) {
          if (own.length >= perUnit) break;
          const spent = leaf.amounts.appropriation;
          const budget = Math.max(1, Math.round(spent / (0.8 + 0.5 * next())));
          own.push(
            `${cls.name}（类）${group.name}（款）${leaf.name}（项）。年初预算为 ${spoken(budget)} 万元，支出决算为 ${spoken(spent)} 万元，完成年初预算的 ${percent(spent, budget)}。决算数${spent > budget ? '大于' : spent < budget ? '小于' : '等于'}年初预算数的主要原因是年中按规定调整了项目安排。`,
          );
        }
      }
    }
    told.push(...own.slice(0, Math.max(0, wanted - told.length)));
  });
  return told;
}

const TERMS: readonly (readonly [string, string])[] = [
  ['财政拨款收入', '本级财政当年拨给部门的资金。'],
  ['事业收入', '事业单位开展专业业务及辅助活动得到的收入。'],
  ['其他收入', '财政拨款、上级补助、事业、经营和附属单位上缴以外的收入。'],
  ['年初结转和结余', '以前年度没有用完、转到本年按原用途继续使用的资金。'],
  ['年末结转和结余', '本年度没有执行完、转到以后年度使用的资金。'],
  ['基本支出', '为维持机构运转、完成日常工作任务发生的人员支出和公用支出。'],
  ['项目支出', '基本支出以外，为特定工作任务或事业发展目标发生的支出。'],
  ['“三公”经费', '用财政拨款开支的因公出国（境）费、公务用车购置及运行维护费和公务接待费。'],
];

// —— the whole

/** @param rows rows of tables 02, 03 and 05 together, their 合计 included */
export function generateReport(rows: number, seed = 20221): GeneratedReport {
  const next = random(seed + rows);
  const units = makeUnits(Math.round(rows / 3), next);
  const total = nothing();
  for (const unit of units) addTo(total, unit.amounts);
  const basic = basicTable(total.basic);
  const tables = makeTables(units, total, basic);
  const front: (readonly [string, string])[] = [
    ['标题', `${YEAR} 年度${DEPARTMENT}部门决算`],
    ['单位', DEPARTMENT],
    ['年度', String(YEAR)],
    ['类型', '决算'],
    ['金额单位', '万元'],
    ['单位性质', '汇总'],
  ];
  const parts: Part[] = [
    { kind: 'heading', level: 1, text: '第一部分 部门概况' },
    { kind: 'heading', level: 2, text: '一、主要职责' },
    { kind: 'paragraph', text: '本部门和所列单位都是编造的，只用来测量速度。' },
    { kind: 'heading', level: 1, text: `第二部分 ${YEAR} 年度部门决算表` },
    ...tables.map((table): Part => ({ kind: 'table', table })),
    ...proseParts(units, total, basic, rows, next),
    { kind: 'heading', level: 1, text: '第四部分 名词解释' },
    ...TERMS.map(
      ([term, text], i): Part => ({ kind: 'paragraph', text: `${chinese(i + 1)}、${term}：${text}` }),
    ),
  ];
  const counted = tables
    .filter(({ number }) => ['02', '03', '05'].includes(number))
    .reduce((sum, table) => sum + table.rows.length - 1, 0);
  return {
    rows: counted,
    disclosure: asDisclosure(front, parts),
    json: asJson(front, parts),
    yaml: asYaml(front, parts),
  };
}

function asDisclosure(front: readonly (readonly [string, string])[], parts: readonly Part[]): string {
  const lines = front.map(([key, value]) => `${key}：${value}`);
  const bar = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  for (const part of parts) {
    lines.push('');
    if (part.kind === 'heading') lines.push(`${'#'.repeat(part.level)} ${part.text}`);
    else if (part.kind === 'paragraph') lines.push(part.text);
    else {
      const { title, number, header, texts, rows, note } = part.table;
      lines.push(`## ${title}`, `公开 ${number} 表    单位：${DEPARTMENT}    金额单位：万元`, '');
      lines.push(bar(header), bar(header.map((_, i) => (texts.includes(i) ? '---' : '---:'))));
      for (const row of rows) lines.push(bar(row));
      lines.push(`注：${note}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
