import { describe, expect, it } from 'vitest';
import { builtInReference } from '../../../server/src/reference/index.ts';
import type { Catalogue } from '../../../server/src/reference/types.ts';
import { newReport, open, outlineChoices } from '../../../server/src/service.ts';

/** What a report in which tables are still to come may be told. */
const BEGUN = new Set(['empty-table-note']);

/** Amounts by header; a header may have several names. */
type Amounts = Readonly<Record<string, string>>;

interface Filling {
  /** Rows that are there, by their label. */
  readonly rows?: Readonly<Record<string, Amounts>>;
  /** Rows to be added: a code, of which catalogue, and the amounts. */
  readonly codes?: readonly (readonly [Catalogue, string, Amounts])[];
  readonly note?: string;
}

const F: Catalogue = 'functional';
const E: Catalogue = 'economic_department';
const tree = (parts: readonly (readonly [string, Amounts])[], total: Amounts): Filling => ({
  rows: { 合计: total },
  codes: parts.map(([code, amounts]) => [F, code, amounts] as const),
});
/** 201 has 60.00, of which 50.00 are basic; 208 has 40.00, of which 30.00 are. */
const bySort = (sum: string): Filling => {
  const amounts = (all: string, basic: string, project: string): Amounts => ({
    [sum]: all,
    基本支出: basic,
    项目支出: project,
  });
  const general = amounts('60.00', '50.00', '10.00');
  const social = amounts('40.00', '30.00', '10.00');
  return tree(
    [
      ...['201', '20106', '2010601'].map((code) => [code, general] as const),
      ...['208', '20805', '2080501'].map((code) => [code, social] as const),
    ],
    amounts('100.00', '80.00', '20.00'),
  );
};
const income = (names: readonly string[]): Filling => {
  const amounts = (value: string): Amounts => Object.fromEntries(names.map((name) => [name, value]));
  return tree(
    [
      ...['201', '20106', '2010601'].map((code) => [code, amounts('60.00')] as const),
      ...['208', '20805', '2080501'].map((code) => [code, amounts('40.00')] as const),
    ],
    amounts('100.00'),
  );
};
const NONE = (fund: string): Filling => ({ note: `注：本部门没有${fund}收支，故本表无数据。` });
const general = (value: string): Amounts => ({ 合计: value, 一般公共预算财政拨款: value });
const money = (value: string): Amounts => ({ 金额: value, 预算数: value, ...general(value) });
const summary = (first: string, total: readonly string[]): Filling => ({
  rows: {
    [first]: money('100.00'),
    '一、一般公共服务支出': money('60.00'),
    '八、社会保障和就业支出': money('40.00'),
    本年收入合计: money('100.00'),
    本年支出合计: money('100.00'),
    ...Object.fromEntries(total.map((name) => [name, money('100.00')])),
  },
});
const spent = (value: string): Amounts => ({ 决算数: value, 预算数: value, 本年预算数: value });

const FILLINGS: Readonly<Record<string, Filling>> = {
  决算01: summary('一、一般公共预算财政拨款收入', ['总计']),
  决算02: income(['本年收入合计', '财政拨款收入']),
  决算03: bySort('本年支出合计'),
  决算04: summary('一、一般公共预算财政拨款', ['总计']),
  决算05: bySort('小计'),
  决算06: {
    rows: {
      301: spent('50.00'),
      30101: spent('50.00'),
      302: spent('30.00'),
      30201: spent('28.00'),
      30217: spent('2.00'),
      人员经费合计: spent('50.00'),
      公用经费合计: spent('30.00'),
    },
  },
  决算07: NONE('政府性基金'),
  决算08: NONE('国有资本经营预算'),
  决算09: { rows: { 合计: spent('2.00'), '3.公务接待费': spent('2.00') } },
  决算10: { note: '注：本表无数据。' },
  预算01: summary('一、一般公共预算拨款收入', ['收入总计', '支出总计']),
  预算02: income(['合计', '本年收入小计', '一般公共预算']),
  预算03: bySort('合计'),
  预算04: summary('一、一般公共预算拨款', ['收入总计', '支出总计']),
  预算05: bySort('合计'),
  预算06: {
    rows: { 合计: { 合计: '80.00', 人员经费: '50.00', 公用经费: '30.00' } },
    codes: [
      [E, '301', { 合计: '50.00', 人员经费: '50.00' }],
      [E, '30101', { 合计: '50.00', 人员经费: '50.00' }],
      [E, '302', { 合计: '30.00', 公用经费: '30.00' }],
      [E, '30201', { 合计: '28.00', 公用经费: '28.00' }],
      [E, '30217', { 合计: '2.00', 公用经费: '2.00' }],
    ],
  },
  预算07: NONE('政府性基金'),
  预算08: NONE('国有资本经营预算'),
  预算09: { rows: { '“三公”经费合计': spent('2.00'), '3.公务接待费': spent('2.00') } },
};

const cellsIn = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
const bar = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const isLabel = (header: string): boolean =>
  /(?:项目|编码|名称)$/.test(header) && !/支出\/项目支出$/.test(header);

/** Puts the amounts behind each label that has some. */
function filledRow(header: readonly string[], cells: readonly string[], filling: Filling): string[] {
  const out = [...cells];
  for (const [i, label] of cells.entries()) {
    const amounts = label === '' || !isLabel(header[i] ?? '') ? undefined : filling.rows?.[label];
    if (!amounts) continue;
    for (let c = i + 1; c < header.length; c++) {
      if (out[c] !== '' && isLabel(header[c] ?? '') && !isLabel(header[c - 1] ?? '')) break;
      if (isLabel(header[c] ?? '') && header[c]?.endsWith('编码')) break;
      const value = amounts[header[c]?.split('/').at(-1) ?? ''];
      if (value !== undefined && out[c] === '') out[c] = value;
    }
  }
  return out;
}

function addedRows(header: readonly string[], filling: Filling, year: number): string[] {
  const { codes } = builtInReference();
  return (filling.codes ?? []).map(([catalogue, code, amounts]) => {
    const name = codes.get(catalogue, code, year)?.name ?? '';
    return bar([code, name, ...header.slice(2).map((h) => amounts[h.split('/').at(-1) ?? ''] ?? '')]);
  });
}

/** The text with one table filled: the one at a line, as long as its bars go. */
function filled(text: string, at: number, filling: Filling, year: number): string {
  const lines = text.split('\n');
  let end = at;
  let start = -1;
  for (; end < lines.length && !/^#/.test(lines[end] as string); end++) {
    if (start < 0 && lines[end]?.startsWith('|')) start = end;
    if (start >= 0 && !lines[end]?.startsWith('|')) break;
  }
  const [head = '', delimiter = '', ...rows] = lines.slice(start, end);
  const header = cellsIn(head);
  const body = rows.map((row) => bar(filledRow(header, cellsIn(row), filling)));
  const notes = filling.note === undefined ? [] : [filling.note];
  const made = [bar(header), delimiter, ...body, ...addedRows(header, filling, year), ...notes];
  return [...lines.slice(0, start), ...made, ...lines.slice(end)].join('\n');
}

describe('a new report that is filled table by table', () => {
  for (const { id } of outlineChoices()) {
    for (const year of [2018, 2024]) {
      it(`${id}, ${year}: nothing but what is not filled yet, and nothing at the end`, () => {
        const wishes = { year, unit: '示例局', moneyUnit: '万元', scope: '部门', outline: id } as const;
        let { text } = newReport(wishes)!;
        const forms = open(text).report.tables.map(({ table }) => table.form?.id ?? '');
        for (const [i, form] of forms.entries()) {
          const filling = FILLINGS[form];
          expect(filling, form).toBeDefined();
          text = filled(text, open(text).report.tables[i]!.line, filling!, year);
          const { findings, report } = open(text);
          const told = findings
            .filter((f) => !BEGUN.has(f.rule))
            .map((f) => `${form}: ${f.rule} ${f.message}`);
          expect(told).toEqual([]);
          expect(report.tables[i]?.table.empty, form).toBe(filling?.note !== undefined);
        }
        expect(open(text).findings).toEqual([]);
        const { relations, outcomes } = open(text).graph;
        const states = relations.map((r) => outcomes.get(r)?.state);
        expect(states.filter((s) => s === 'broken')).toEqual([]);
        expect(states.filter((s) => s === 'exact').length).toBeGreaterThan(40);
      });
    }
  }
});
