/** A row whose cells are more or fewer than its header's, or that stands outside of its table. */
import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { rowsOutside } from './row-outside.ts';
import { tableIssues } from './table-issues.ts';

const SAYS = {
  'too-few-cells': {
    zh: '这一行有 {have} 格，表头有 {want} 格，少了 {missing} 格；这一行的数字没有检查。',
    en: 'This row has {have} cells and the header {want}: {missing} missing. Its figures were not checked.',
  },
  'too-many-cells': {
    zh: '这一行有 {have} 格，表头只有 {want} 格；数字落在哪一栏说不准，没有检查。',
    en: 'This row has {have} cells and the header only {want}; its figures were not checked.',
  },
  'no-leading-bar': {
    zh: '这一行开头少了“|”（有 {have} 格，表头 {want} 格）。',
    en: 'This row lacks its leading bar ({have} cells, header {want}).',
  },
  'number-row-shifted': {
    zh: '栏次与表头没有对齐，按栏次所在的列读数；请核对各栏。',
    en: 'The 栏次 row stands over other columns than the headers; it was followed. Please check the columns.',
  },
  outside: {
    zh: '像是《{table}》的行（{count} 行），没有写在表里，没有检查。',
    en: '{count} row(s) of 《{table}》, it seems, outside of the table. Not checked.',
  },
} as const satisfies Says;

const FIXES = {
  'widen-row': { zh: '补齐单元格', en: 'Add the missing cells' },
  'take-in': { zh: '放进表里', en: 'Put into the table' },
} as const satisfies Says;

export default defineRule({
  id: 'ragged-row',
  title: { zh: '单元格数与表头不符', en: 'Row does not fit its header' },
  family: 'syntax',
  severity: 'warning',
  says: SAYS,
  also: FIXES,
  check,
});

function* check(context: RuleContext): Iterable<RawFinding> {
  yield* tableIssues(context, 'ragged-row', {
    says: SAYS,
    severities: { 'number-row-shifted': 'information' },
    fix: () => ({ title: FIXES['widen-row'] }),
  });
  for (const { table, count, range, edits } of rowsOutside(context))
    yield {
      message: SAYS.outside,
      data: { table: table.title, count: String(count) },
      range,
      fixes: edits.length > 0 ? [{ title: FIXES['take-in'], edits, preferred: true }] : [],
    };
}
