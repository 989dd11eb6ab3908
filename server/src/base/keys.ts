/**
 * The words that the language itself has (docs/language.md): keys of front matter and of tables, what may stand behind
 * them, marks of lines. Whoever writes or looks for one of them takes it from here.
 */

/** Keys of the front matter (§2) and of the lines over a table (§4). */
export const KEY = {
  title: '标题',
  unit: '单位',
  department: '部门',
  year: '年度',
  budgetYear: '预算年度',
  kind: '类型',
  moneyUnit: '金额单位',
  nature: '单位性质',
  lastYear: '上年',
  budget: '预算',
  units: '汇总',
  codes: '科目',
  status: '状态',
  number: '公开',
  form: '表式',
} as const;

/** Keys of the front matter that no print shows. */
export const UNPRINTED_KEYS: readonly string[] = [
  KEY.nature,
  KEY.lastYear,
  KEY.budget,
  KEY.units,
  KEY.codes,
  KEY.status,
];

/** What a report may be. */
export const KIND = { final: '决算', budget: '预算' } as const;

export type ReportKind = (typeof KIND)[keyof typeof KIND];

/** Whose report it may be: a department's with its units, or a single unit's. */
export const SCOPE = { department: '部门', unit: '单位' } as const;

export type Scope = (typeof SCOPE)[keyof typeof SCOPE];

/** What a unit may be by its nature. */
export const NATURES = ['行政', '参公', '事业', '汇总'] as const;

/** What the front matter says of the state of a report. */
export const STATUS = { draft: '编制中', published: '已公开' } as const;

/** Units of money as people choose them, the usual one first. */
export const MONEY_UNITS = ['万元', '元', '千元', '亿元'] as const;

export const USUAL_UNIT = MONEY_UNITS[0];

/** What lines begin with (§5, §6, §9, §10). */
export const MARK = { formula: '勾稽', chart: '图', note: '注', doubt: '待核对', todo: '待改' } as const;

/** What a table may lack, as a comment says it (§10). */
export const LACK = { rows: '缺行', columns: '缺栏', both: '缺行、缺栏' } as const;

export type Lack = (typeof LACK)[keyof typeof LACK];

/** Comments that waive findings (§9): of what comes next, of the table, of the file. */
export const WAIVERS = ['忽略', '忽略本表', '忽略全文'] as const;

/** The levels of codes. */
export const LEVEL = { class: '类', group: '款', item: '项' } as const;

/** Whether a folded text is a code, with its level behind it or without. */
export function isCodeLike(text: string): boolean {
  return /^\d{2,7}[类款项]?$/.test(text);
}

/** Rows and columns by number: `27行`, `1栏`. */
export const COUNTED = { row: '行', column: '栏' } as const;

/** Whether a folded text begins with a row or column by number. */
export function leadsCounted(text: string): boolean {
  return /^\d{1,3}[行栏]/.test(text);
}

/** Whether a key is one for a unit: of people, or of money. */
export function namesUnit(key: string): boolean {
  return /单位|部门/.test(key);
}

/** Whether a key says of which year a table is. */
export function namesYear(key: string): boolean {
  return key === KEY.year || key === KEY.budgetYear;
}

/** A line of a key and its value. */
export function keyLine(key: string, value: string | number): string {
  return `${key}：${value}`;
}

/** A title: `2023 年度某某局决算`, as far as its parts are known. */
export function titleOf(year: string | number | undefined, unit: string, kind: string): string {
  return `${year === undefined ? '' : `${year} 年度`}${unit}${kind}`;
}

/** The number of a form as it stands over its table: `公开01表`. */
export function numbered(number: string): string {
  return `${KEY.number}${number}表`;
}
