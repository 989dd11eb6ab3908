/** Headers in the wording of provinces (test/fixtures/provinces/columns.tsv), typed as tables of a report. */
import { pathHas } from '../../server/src/model/grid.ts';
import { builtInReference } from '../../server/src/reference/index.ts';
import { open } from '../../server/src/service.ts';
import { provinceLines } from './provinces.ts';

export interface ColumnLine {
  readonly form: string;
  readonly province: string;
  readonly title: string;
  readonly header: string;
  readonly basis: string;
  readonly source: string;
  /** What each column is: a column of the form, an item of a grid with its measure, `<…>` compared, `·` again, `-` no amount. */
  readonly reads: string;
}

export function columnLines(): ColumnLine[] {
  return provinceLines('columns.tsv').map(
    ([form = '', province = '', title = '', header = '', basis = '', source = '', reads = '']) => ({
      form,
      province,
      title,
      header,
      basis,
      source,
      reads,
    }),
  );
}

/** A measure that another column holds already. */
const AGAIN = '·';
/** A part of the whole, by a name that the form does not know. */
const PART = '+';

const LABEL =
  /名称|^项目|^收入$|^支出$|按功能分类|分科目（|支出类别|经济分类$|经济分类科目（|经济科目（|^功能分类$|单位（科目|类别|大类|形式$|目录|内容|服务项目|采购项目|预算项目|经济科目$/;
const CLASSES = ['一、一般公共服务支出', '二、公共安全支出', '三、教育支出'];
const ITEMS = ['合计', '1.因公出国（境）费', '2.公务接待费'];
const CODES = ['201', '20103', '2010301'];
const ECONOMIC = ['301', '30101', '30102'];

/** A cell of the column in one of three rows. */
function cell(path: string, row: number, at: number, { form }: ColumnLine): string {
  const last = path.split('/').at(-1) ?? '';
  if (/序号|行次/.test(last)) return String(row + 1);
  if (/单位.*代码|单位编码|部门.*代码/.test(last)) return '101001';
  if (/编码\/类$/.test(path)) return /经济/.test(path) ? '301' : '201';
  if (/编码\/款$/.test(path)) return row > 0 ? '03' : '';
  if (/编码\/项$/.test(path)) return row > 1 ? '01' : '';
  const economic = /经济/.test(path) || /06$/.test(form);
  if (/编码$|经济分类科目$/.test(last)) return (economic ? ECONOMIC : CODES)[row] as string;
  if (LABEL.test(last) && !/项目支出/.test(last)) return (/09$/.test(form) ? ITEMS : CLASSES)[row] as string;
  return /备注/.test(last) ? '' : `${at + row}.00`;
}

const bar = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** What the program takes a header for: the form, and what each of its columns is. */
export function readColumns(line: ColumnLine, title: string): { form: string; reads: string } {
  const form = builtInReference().forms.get(line.form);
  // A form of either kind is read in a report of the kind that its source names.
  const kind =
    form?.kind === '预算' || form?.kind === '决算' ? form.kind : /预算/.test(line.source) ? '预算' : '决算';
  const year = kind === '决算' ? 2022 : 2024;
  const header = line.header
    .replaceAll('{年}', `${year}`)
    .replaceAll('{上年}', `${year - 1}`)
    .split('|');
  const rows = [0, 1, 2].map((row) => bar(header.map((path, at) => cell(path, row, at, line))));
  const front = ['标题：某局', '单位：某局', `年度：${year}`, `类型：${kind}`, '金额单位：万元'];
  const text = [...front, '', `## ${title}`, '', bar(header), bar(header.map(() => '---')), ...rows];
  const table = open(text.join('\n')).report.tables[0]?.table;
  const inGrid = new Map<number, string>();
  const cells = [...(table?.grid ?? [])].flatMap(([item, measures]) =>
    [...measures].map(([measure, figure]) => ({ item, measure, at: figure.column.index })),
  );
  for (const { item, measure, at } of cells) {
    const byRow = cells.some((other) => other.at === at && other.item !== item);
    inGrid.set(at, byRow ? measure : `${item}×${measure}`);
  }
  const measures = table?.form?.panels[0]?.columns ?? [];
  const reads = (table?.columns ?? []).map((c) => {
    if (c.role !== 'value' && c.role !== 'percent') return '-';
    const known = c.form?.id ?? inGrid.get(c.index) ?? (c.comparison ? `<${c.comparison}>` : undefined);
    if (known === undefined && table?.form?.panels[c.panel]?.otherColumns) return PART;
    return known ?? (table?.grid && measures.some((m) => pathHas(c.path, m)) ? AGAIN : '?');
  });
  return { form: table?.form?.id ?? '', reads: reads.join('|') };
}
