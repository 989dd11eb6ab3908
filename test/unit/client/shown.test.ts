/** What the list of findings shows: filters, order, labels, what was marked and is gone. */
import { expect, test } from 'vitest';
import type { Overview, OverviewFinding } from '../../../client/src/overview.ts';
import {
  groupsOf,
  inOrder,
  labelOf,
  type MarkedByKey,
  mendedOf,
  NO_FILTER,
  placeOf,
  type ShownReport,
} from '../../../client/src/views/shown.ts';

const zh = (text: string, _: string) => text;

const finding = (
  line: number,
  severity: 1 | 2 | 3 | 4,
  code: string,
  more: Partial<OverviewFinding> = {},
) => ({
  range: { start: { line, character: 2 }, end: { line, character: 7 } },
  ...{ severity, code, message: `《支出决算表》合计 ${line}`, key: `${code}|${line}` },
  ...more,
});

const overview = (unit: string, year: number, ...groups: OverviewFinding[][]): Overview => ({
  ...{ title: '', unit, year, kind: '决算' },
  groups: groups.map((findings, i) => ({
    title: `表${i + 1}`,
    range: { start: { line: i, character: 0 }, end: { line: i, character: 0 } },
    ...{ table: true, passed: 1, broken: 0, notChecked: 0, findings },
  })),
  coverage: { passed: 1, rounding: 0, broken: 0, notApplicable: 0, notChecked: [] },
});

const report = (id: string, told: Overview | undefined, marks: MarkedByKey = {}): ShownReport<string> => ({
  ...{ id, path: `/w/${id}.disclosure`, overview: told, marks },
});

const water = report(
  'b',
  overview(
    '水利局',
    2023,
    [finding(9, 2, 'code-name'), finding(12, 1, 'total')],
    [finding(30, 4, 'rounding')],
  ),
  { 'total|12': { mark: 'returned', message: '合计' }, 'row-sum|3': { mark: 'seen', message: '各栏之和' } },
);
const forest = report('a', overview('林业局', 2022, [finding(4, 3, 'missing-table')]));
const fine = report('c', overview('林业局', 2021, []));
const unknown = report('d', undefined);
const all = [water, forest, fine, unknown];

const lines = (r: ShownReport<string>, filter = {}, order: Parameters<typeof groupsOf>[2] = 'place') =>
  groupsOf(r, { ...NO_FILTER, ...filter }, order).flatMap((g) => g.findings.map((f) => f.range.start.line));
const ids = (filter = {}, order: Parameters<typeof groupsOf>[2] = 'place') =>
  inOrder(all, { ...NO_FILTER, ...filter }, order).map((r) => r.id);

test('all reports are listed, those without findings too; a filter leaves out those of which nothing is shown', () => {
  expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  expect(ids({ severities: [1] })).toEqual(['b']);
  expect(ids({ units: ['林业局'] })).toEqual(['a']);
  expect(ids({ units: ['d'] })).toEqual([]);
});

test('hints are not listed; each kind of filter narrows, values of one kind add up', () => {
  expect(lines(water)).toEqual([9, 12]);
  expect(lines(water, { severities: [2] })).toEqual([9]);
  expect(lines(water, { severities: [1, 2] })).toEqual([9, 12]);
  expect(lines(water, { severities: [1], rules: ['code-name'] })).toEqual([]);
  expect(lines(water, { states: ['open'] })).toEqual([9]);
  expect(lines(water, { states: ['returned', 'open'] })).toEqual([9, 12]);
  expect(lines(water, { units: ['林业局'] })).toEqual([]);
});

test('what was marked and is gone is told as mended, once the report is known', () => {
  const gone = (r: ShownReport<string>, filter = {}) =>
    mendedOf(r, { ...NO_FILTER, ...filter }).map((m) => m.key);
  expect(gone(water)).toEqual(['row-sum|3']);
  expect(gone(water, { states: ['open'] })).toEqual([]);
  expect(gone(water, { units: ['林业局'] })).toEqual([]);
  expect(ids({ states: ['mended'] })).toEqual(['b']);
  expect(gone({ ...water, overview: undefined })).toEqual([]);
});

test('orders: by place, the gravest first, by rule, by unit and year', () => {
  expect(lines(water, {}, 'severity')).toEqual([12, 9]);
  expect(ids({}, 'severity')[0]).toBe('b');
  expect(groupsOf(water, NO_FILTER, 'rule').map((g) => g.group.title)).toEqual(['total', 'code-name']);
  expect(ids({}, 'unit')).toEqual(['d', 'c', 'a', 'b']);
});

test('labels begin with the point, and places name row, column and where the file that came has it', () => {
  const label = (more: Partial<OverviewFinding>) => labelOf(finding(4, 1, 'total', more), zh);
  expect(label({ printed: '31.00', expected: '30.00' })).toBe('应为 30.00，印的是 31.00');
  expect(label({ printed: '增长', expected: '下降' })).toBe('合计 4');
  expect(label({ message: '《三公经费表》' })).toBe('《三公经费表》');
  expect(label({ message: '正文写 1，表里是 2\n更多' })).toBe('正文写 1，表里是 2');
  const place = (more: Partial<OverviewFinding>) => placeOf(finding(4, 1, 'total', more), zh);
  expect(place({})).toBe('第 5 行');
  expect(place({ at: { row: '合计', column: '项目支出' }, place: '支出!E4' })).toBe(
    '合计 · 项目支出 · 支出!E4',
  );
});
