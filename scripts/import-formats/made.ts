/** Reports that nobody published, in layouts that are not this project's own; the figures add up. */
import { formatScaled } from '../../server/src/base/amount.ts';

/** A row as it is to come out of an import: its code or word, and what its columns of figures show. */
export interface TrueRow {
  readonly key: string;
  readonly values: readonly string[];
}

export interface TrueTable {
  readonly title: string;
  readonly rows: readonly TrueRow[];
}

export interface MadeCell {
  readonly text?: string;
  /** A number as the file stores it, and its format. */
  readonly number?: string;
  readonly format?: string;
}

export interface MadeSheet {
  readonly name: string;
  readonly cells: readonly (readonly (MadeCell | undefined)[])[];
  readonly merges: readonly string[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** Rows that are printed on each page (from and to, counting from 1). */
  readonly printed?: readonly [number, number];
}

export interface MadeReport {
  readonly layout: string;
  readonly label: string;
  readonly sheets: readonly MadeSheet[];
  readonly truth: readonly TrueTable[];
}

const CODES: readonly (readonly [string, string])[] = [
  ['205', '教育支出'],
  ['20508', '进修及培训'],
  ['2050803', '培训支出'],
  ['208', '社会保障和就业支出'],
  ['20805', '行政事业单位养老支出'],
  ['2080505', '机关事业单位基本养老保险缴费支出'],
  ['2080506', '机关事业单位职业年金缴费支出'],
  ['210', '卫生健康支出'],
  ['21011', '行政事业单位医疗'],
  ['2101101', '行政单位医疗'],
  ['2101103', '公务员医疗补助'],
  ['213', '农林水支出'],
  ['21303', '水利'],
  ['2130301', '行政运行'],
  ['2130302', '一般行政管理事务'],
  ['2130311', '水资源节约管理与保护'],
  ['221', '住房保障支出'],
  ['22102', '住房改革支出'],
  ['2210201', '住房公积金'],
];

const TABLES = [
  {
    title: '收入决算表',
    number: '公开02表',
    columns: [
      '本年收入合计',
      '财政拨款收入',
      '上级补助收入',
      '事业收入',
      '经营收入',
      '附属单位上缴收入',
      '其他收入',
    ],
    /** Which of basic and project each column counts. */
    counts: ['both', 'both', '', '', '', '', ''],
  },
  {
    title: '支出决算表',
    number: '公开03表',
    columns: ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
    counts: ['both', 'basic', 'project', '', '', ''],
  },
  {
    title: '一般公共预算财政拨款支出决算表',
    number: '公开05表',
    columns: ['本年支出合计', '基本支出', '项目支出'],
    counts: ['both', 'basic', 'project'],
  },
] as const;

/** The same numbers each time: what changes a measurement is the program, not luck. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Layout {
  readonly id: string;
  readonly label: string;
  /** One column for codes; three with a code over them; three with a part in each. */
  readonly codes: 'one' | 'merged' | 'apart';
  readonly show: (cents: number) => { readonly cell: MadeCell | undefined; readonly shown: string };
  readonly hidden?: boolean;
  /** Rows after which title and header stand again. */
  readonly page?: number;
}

const grouped = (cents: number) => formatScaled(BigInt(cents) * 10n ** 14n, { decimals: 2, grouped: true });
const plain = (cents: number) => formatScaled(BigInt(cents) * 10n ** 14n, { decimals: 2, grouped: false });

const LAYOUTS: readonly Layout[] = [
  {
    id: 'accounting',
    label: '标题合并、会计格式',
    codes: 'one',
    show: (cents) => ({
      cell: { number: plain(cents), format: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ' },
      shown: cents === 0 ? '-' : grouped(cents),
    }),
  },
  {
    id: 'text',
    label: '类款项合并、文字数字',
    codes: 'merged',
    show: (cents) => ({
      cell: cents === 0 ? undefined : { text: grouped(cents) },
      shown: cents === 0 ? '' : grouped(cents),
    }),
  },
  {
    id: 'apart',
    label: '类款项分栏、括号表示负数的格式',
    codes: 'apart',
    show: (cents) => ({ cell: { number: plain(cents), format: '0.00_);\\(0.00\\)' }, shown: plain(cents) }),
  },
  {
    id: 'hidden',
    label: '隐藏的行和列',
    codes: 'merged',
    hidden: true,
    show: (cents) => ({ cell: { number: plain(cents), format: '0.00_);\\(0.00\\)' }, shown: plain(cents) }),
  },
  {
    id: 'pages',
    label: '每页重印标题和表头',
    codes: 'one',
    page: 8,
    show: (cents) => ({ cell: { number: plain(cents), format: '#,##0.00' }, shown: grouped(cents) }),
  },
  {
    id: 'yuan',
    label: '存元、照万元显示',
    codes: 'one',
    show: (cents) => ({
      cell: { number: String(cents * 100), format: '[=0]"";0\\.0000' },
      shown: cents === 0 ? '' : formatScaled(BigInt(cents) * 10n ** 14n, { decimals: 4, grouped: false }),
    }),
  },
];

/** One report for each layout. */
export function madeReports(): MadeReport[] {
  return LAYOUTS.map((layout, i) => {
    const sums = amounts(i + 1);
    const sheets = TABLES.map((table) => sheetOf(layout, table, sums));
    const truth = TABLES.map((table) => ({
      title: table.title,
      rows: ['合计', ...CODES.map(([code]) => code)].map((key) => ({
        key,
        values: table.counts.map((count) => layout.show(amountOf(sums, key, count)).shown),
      })),
    }));
    return { layout: layout.id, label: layout.label, sheets, truth };
  });
}

type Sums = ReadonlyMap<string, { readonly basic: number; readonly project: number }>;

function amounts(seed: number): Sums {
  const next = numbers(seed * 7919);
  const sums = new Map<string, { basic: number; project: number }>();
  for (const [code] of CODES.filter(([c]) => c.length === 7)) {
    const basic = next() < 0.6 ? Math.floor(next() * 900_000) + 1 : 0;
    const project = basic === 0 || next() < 0.3 ? Math.floor(next() * 9_000_000) + 1 : 0;
    for (const key of ['合计', code.slice(0, 3), code.slice(0, 5), code]) {
      const sum = sums.get(key) ?? { basic: 0, project: 0 };
      sums.set(key, { basic: sum.basic + basic, project: sum.project + project });
    }
  }
  return sums;
}

function amountOf(sums: Sums, key: string, count: string): number {
  const { basic = 0, project = 0 } = sums.get(key) ?? {};
  return count === 'both' ? basic + project : count === 'basic' ? basic : count === 'project' ? project : 0;
}

function sheetOf(layout: Layout, table: (typeof TABLES)[number], sums: Sums): MadeSheet {
  const lead = layout.codes === 'one' ? 1 : 3;
  const labels = lead + 1;
  // Beside the table: LibreOffice counts hidden columns in the spans of its web pages.
  const beside = labels + table.columns.length;
  const width = beside + (layout.hidden ? 1 : 0);
  const cells: (MadeCell | undefined)[][] = [];
  const merges: string[] = [];
  const hiddenRows = new Set<number>();
  const merge = (top: number, left: number, bottom: number, right: number) => {
    if (top !== bottom || left !== right) merges.push(`${ref(left, top)}:${ref(right, bottom)}`);
  };
  const head = () => {
    const at = cells.length;
    cells.push([{ text: table.title }], spread(width, { [beside - 1]: table.number }));
    cells.push(spread(width, { 0: '部门：某某市水务局', [beside - 1]: '金额单位：万元' }));
    const top = spread(width, { 0: '项目' });
    const under = spread(width, {
      0: '科目编码',
      [lead]: '科目名称',
      ...(layout.hidden ? { [beside]: '内部编号' } : {}),
    });
    for (const [i, name] of table.columns.entries()) top[labels + i] = { text: name };
    cells.push(top, under, spread(width, { 0: '栏次' }));
    for (const i of table.columns.keys())
      (cells.at(-1) as (MadeCell | undefined)[])[labels + i] = { text: String(i + 1) };
    merge(at, 0, at, beside - 1);
    merge(at + 3, 0, at + 3, labels - 1);
    merge(at + 4, 0, at + 4, lead - 1);
    merge(at + 5, 0, at + 5, labels - 1);
    for (const i of table.columns.keys()) merge(at + 3, labels + i, at + 4, labels + i);
  };
  const put = (key: string, name: string, values: readonly (MadeCell | undefined)[]) => {
    const row = spread(width, { [lead]: name });
    if (layout.codes === 'apart' && /^\d/.test(key)) {
      const parts = [key.slice(0, 3), key.slice(3, 5), key.slice(5, 7)];
      for (const [i, part] of parts.entries()) if (part !== '') row[i] = { text: part };
    } else row[0] = { text: key };
    if (layout.hidden && /^\d/.test(key)) row[beside] = { text: `N${key}` };
    for (const [i, value] of values.entries()) row[labels + i] = value;
    if (!/^\d/.test(key)) merge(cells.length, 0, cells.length, labels - 1);
    else if (layout.codes === 'merged') merge(cells.length, 0, cells.length, lead - 1);
    cells.push(row);
  };
  head();
  const shown = (key: string) => table.counts.map((count) => layout.show(amountOf(sums, key, count)).cell);
  put('合计', '', shown('合计'));
  for (const [i, [code, name]] of CODES.entries()) {
    if (layout.page && i > 0 && i % layout.page === 0) head();
    put(code, name, shown(code));
    if (layout.hidden && code === '210') {
      hiddenRows.add(cells.length);
      put(
        '204',
        '公共安全支出',
        table.columns.map(() => layout.show(900).cell),
      );
    }
  }
  return {
    name: table.title.slice(0, 28),
    cells,
    merges,
    hiddenRows,
    hiddenColumns: new Set(layout.hidden ? [beside] : []),
    ...(layout.page ? {} : { printed: [1, 6] as const }),
  };
}

function spread(width: number, texts: Readonly<Record<number, string>>): (MadeCell | undefined)[] {
  return Array.from({ length: width }, (_, i) =>
    texts[i] === undefined || texts[i] === '' ? undefined : { text: texts[i] },
  );
}

/** A cell's name from its column and row, which count from 0. */
export function ref(column: number, row: number): string {
  return `${String.fromCharCode(65 + column)}${row + 1}`;
}
