/** The list of rules. README's table, the settings schema and the docs index are made from it. */

import type { Rule } from '../analysis/rule.ts';
import amountCount from './amount-count.ts';
import badNumber from './bad-number.ts';
import badReference from './bad-reference.ts';
import badWaiver from './bad-waiver.ts';
import balance from './balance.ts';
import changeDirection from './change-direction.ts';
import changeRate from './change-rate.ts';
import codeName from './code-name.ts';
import codeOrder from './code-order.ts';
import completionRate from './completion-rate.ts';
import crossReport from './cross-report.ts';
import crossTable from './cross-table.ts';
import doublePunctuation from './double-punctuation.ts';
import duplicateCode from './duplicate-code.ts';
import duplicateTable from './duplicate-table.ts';
import emptyTableNote from './empty-table-note.ts';
import executionRate from './execution-rate.ts';
import formula from './formula.ts';
import grade from './grade.ts';
import listSum from './list-sum.ts';
import missingColumn from './missing-column.ts';
import missingDetail from './missing-detail.ts';
import missingReason from './missing-reason.ts';
import missingSection from './missing-section.ts';
import missingTable from './missing-table.ts';
import missingUnit from './missing-unit.ts';
import noteMisprint from './note-misprint.ts';
import numbering from './numbering.ts';
import orphanCode from './orphan-code.ts';
import proseFigure from './prose-figure.ts';
import proseUnit from './prose-unit.ts';
import proseYear from './prose-year.ts';
import raggedRow from './ragged-row.ts';
import retiredCode from './retired-code.ts';
import rollup from './rollup.ts';
import rounding from './rounding.ts';
import rowSum from './row-sum.ts';
import scoreSum from './score-sum.ts';
import scoreWeight from './score-weight.ts';
import sensitiveData from './sensitive-data.ts';
import share from './share.ts';
import shiftedRows from './shifted-rows.ts';
import swappedColumns from './swapped-columns.ts';
import tabRow from './tab-row.ts';
import tableUnit from './table-unit.ts';
import templateLeftover from './template-leftover.ts';
import total from './total.ts';
import undefinedTerm from './undefined-term.ts';
import unknownCode from './unknown-code.ts';
import unknownProperty from './unknown-property.ts';
import unknownTable from './unknown-table.ts';
import unusedWaiver from './unused-waiver.ts';
import voidContradicted from './void-contradicted.ts';

export const rules: readonly Rule[] = [
  raggedRow,
  badNumber,
  tabRow,
  noteMisprint,
  unknownProperty,
  badWaiver,
  unusedWaiver,
  badReference,
  unknownTable,
  missingTable,
  missingSection,
  missingColumn,
  duplicateTable,
  missingUnit,
  emptyTableNote,
  voidContradicted,
  unknownCode,
  codeName,
  orphanCode,
  duplicateCode,
  codeOrder,
  retiredCode,
  tableUnit,
  swappedColumns,
  shiftedRows,
  rowSum,
  rollup,
  total,
  balance,
  formula,
  crossTable,
  crossReport,
  rounding,
  share,
  completionRate,
  changeRate,
  changeDirection,
  proseFigure,
  listSum,
  proseUnit,
  proseYear,
  amountCount,
  templateLeftover,
  undefinedTerm,
  doublePunctuation,
  numbering,
  missingReason,
  missingDetail,
  sensitiveData,
  executionRate,
  scoreSum,
  scoreWeight,
  grade,
];

const byId = new Map(rules.map((r) => [r.id, r]));

/** The rule of an id. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
