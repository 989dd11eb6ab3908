/** A row whose cells are more or fewer than its header's. */
import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
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
} as const satisfies Says;

const FIXES = {
  'widen-row': { zh: '补齐单元格', en: 'Add the missing cells' },
} as const satisfies Says;

export default defineRule({
  id: 'ragged-row',
  title: { zh: '单元格数与表头不符', en: 'Row does not fit its header' },
  family: 'syntax',
  severity: 'warning',
  says: SAYS,
  also: FIXES,
  check: (analysis) =>
    tableIssues(analysis, 'ragged-row', {
      says: SAYS,
      severities: { 'number-row-shifted': 'information' },
      fix: () => ({ title: FIXES['widen-row'] }),
    }),
});
