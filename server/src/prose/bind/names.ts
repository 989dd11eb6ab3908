/** Names as tables print them and as sentences shorten them. */
import { foldName, stripNumber } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import { comparableHeader, comparableLabel } from '../../reference/forms.ts';
import type { Measure } from '../../reference/prose.ts';

/** Short names worked out before; names repeat from row to row and from sentence to sentence. */
const shortNames = new Map<string, string>();
const MOST_SHORT_NAMES = 20_000;

/** Names of code rows and labels as prose shortens them: without a closing 支出 and its like. */
export function shortName(name: string): string {
  const known = shortNames.get(name);
  if (known !== undefined) return known;
  const short = foldName(name)
    .replace(/其它/g, '其他')
    .replace(/[、,()《》·]/g, '')
    .replace(/(?:支出|费用|经费|费|类)$/, '');
  if (shortNames.size >= MOST_SHORT_NAMES) shortNames.clear();
  shortNames.set(name, short);
  return short;
}

/** Words that name a total of what stands before them, and nothing by themselves. */
export const TOTALS = /^(?:合计|总计|小计|共计|总额)$/;

/** A project's name without what a heading or a sentence says of it. */
export function projectName(text: string): string {
  return stripNumber(text)
    .replace(/^\d{4}年度?|\(\d{4}年度?\)$/g, '')
    .replace(/(?:支出)?(?:绩效)?(?:自评)?(?:综述|自评表|情况|结果)?(?:\(摘要版\))?$/, '')
    .replace(/绩效自评$|支出绩效$|绩效$/, '')
    .replace(/项目(?:支出)?$/, '');
}

/** The unit that a title begins with (`某市水利局 2024 年度部门决算`), where the front matter names none. */
export function unitOfTitle(title: string | undefined): string {
  return /^(.{2,40}?)(?:\(?(?:19|20)\d\d|部门|单位|预算|决算)/.exec(foldName(title ?? ''))?.[1] ?? '';
}

type Named = { readonly id: string; readonly aliases?: readonly string[] };

const rowNamesCache = new WeakMap<Named, ReadonlySet<string>>();
const columnNamesCache = new WeakMap<Named, ReadonlySet<string>>();

function lastParts(item: Named): string[] {
  return [item.id, ...(item.aliases ?? [])].map((a) => a.split('/').at(-1) ?? '');
}

/** The names of a form's row, with and without their usual endings. */
export function rowNames(row: Named): ReadonlySet<string> {
  return getOrMake(
    rowNamesCache,
    row,
    () => new Set(lastParts(row).flatMap((n) => variants(comparableLabel(n)))),
  );
}

export function columnNames(column: Named): ReadonlySet<string> {
  return getOrMake(columnNamesCache, column, () => new Set(lastParts(column).map(comparableHeader)));
}

/** Whether a measure is a budget of any kind. */
export function isBudgetMeasure(measure: Measure | undefined): boolean {
  return measure === 'initial' || measure === 'full' || measure === 'budget';
}

/** A name with and without the endings that writers add or leave out. */
export function variants(name: string): string[] {
  const list = [name, ...shortened(name)];
  for (const n of [...list]) {
    if (/支出$/.test(n) && n.length > 3) list.push(n.slice(0, -2));
    else list.push(`${n}支出`);
    if (/费$/.test(n)) list.push(`${n}用`);
    if (/费用$/.test(n)) list.push(n.slice(0, -1));
    if (/经费$/.test(n) && n.length > 4) list.push(`${n}支出`);
    if (/(?:收入|支出)$/.test(n) && n.length > 2) list.push(`${n}合计`);
  }
  return [...new Set(list)];
}

/** A name without what says that it is an amount, a total or this year's, and how short it may get. */
function shortened(name: string): string[] {
  const bare = name.replace(/(?:支出|收入)?(?:总额|金额|数额|合计数|数)$/, (m) =>
    m.startsWith('支出') ? '支出' : m.startsWith('收入') ? '收入' : '',
  );
  const item = /科目$/.test(name) ? name.slice(0, -2) : name;
  const single = name.replace(/(?:支出|收入)?合计$/, (m) => m.slice(0, -2));
  // `全年收入`, `政府性基金当年收入`.
  const ofYear = name.replace(/^(?:本年度?|当年度?|全年)|(?:本年度?|当年度?|全年)(?=收入|支出)/, '');
  const total = name.replace(/总(支出|收入)$/, '$1');
  const ways: readonly (readonly [string, number])[] = [
    [bare, 2],
    [item, 3],
    [single, 5],
    [ofYear, 4],
    [total, 3],
  ];
  return ways.flatMap(([short, least]) => (short !== name && short.length >= least ? [short] : []));
}
