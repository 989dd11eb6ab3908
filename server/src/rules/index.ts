/** The list of rules, made from the folders by `npm run generate`. */
import type { Rule } from '../analysis/rule.ts';
import balance from './arithmetic/balance.ts';
import crossReport from './arithmetic/cross-report.ts';
import crossTable from './arithmetic/cross-table.ts';
import formula from './arithmetic/formula.ts';
import rollup from './arithmetic/rollup.ts';
import rounding from './arithmetic/rounding.ts';
import rowSum from './arithmetic/row-sum.ts';
import shiftedRows from './arithmetic/shifted-rows.ts';
import swappedColumns from './arithmetic/swapped-columns.ts';
import tableUnit from './arithmetic/table-unit.ts';
import total from './arithmetic/total.ts';
import codeName from './codes/code-name.ts';
import codeOrder from './codes/code-order.ts';
import duplicateCode from './codes/duplicate-code.ts';
import orphanCode from './codes/orphan-code.ts';
import retiredCode from './codes/retired-code.ts';
import unknownCode from './codes/unknown-code.ts';
import executionRate from './performance/execution-rate.ts';
import grade from './performance/grade.ts';
import indicatorValue from './performance/indicator-value.ts';
import scoreSum from './performance/score-sum.ts';
import scoreWeight from './performance/score-weight.ts';
import amountCount from './prose/amount-count.ts';
import changeDirection from './prose/change-direction.ts';
import changeRate from './prose/change-rate.ts';
import completionRate from './prose/completion-rate.ts';
import listSum from './prose/list-sum.ts';
import proseFigure from './prose/prose-figure.ts';
import proseUnit from './prose/prose-unit.ts';
import proseYear from './prose/prose-year.ts';
import share from './prose/share.ts';
import duplicateTable from './structure/duplicate-table.ts';
import emptyTableNote from './structure/empty-table-note.ts';
import latePublication from './structure/late-publication.ts';
import missingColumn from './structure/missing-column.ts';
import missingSection from './structure/missing-section.ts';
import missingTable from './structure/missing-table.ts';
import missingUnit from './structure/missing-unit.ts';
import tableReference from './structure/table-reference.ts';
import unknownChart from './structure/unknown-chart.ts';
import unknownTable from './structure/unknown-table.ts';
import voidContradicted from './structure/void-contradicted.ts';
import badNumber from './syntax/bad-number.ts';
import badReference from './syntax/bad-reference.ts';
import badWaiver from './syntax/bad-waiver.ts';
import noteMisprint from './syntax/note-misprint.ts';
import raggedRow from './syntax/ragged-row.ts';
import tabRow from './syntax/tab-row.ts';
import unknownProperty from './syntax/unknown-property.ts';
import unusedWaiver from './syntax/unused-waiver.ts';
import doublePunctuation from './text/double-punctuation.ts';
import missingDetail from './text/missing-detail.ts';
import missingReason from './text/missing-reason.ts';
import numbering from './text/numbering.ts';
import sensitiveData from './text/sensitive-data.ts';
import templateLeftover from './text/template-leftover.ts';
import undefinedTerm from './text/undefined-term.ts';

/** All rules, in the order in which they are listed to people. */
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
  unknownChart,
  tableReference,
  missingSection,
  missingColumn,
  duplicateTable,
  missingUnit,
  emptyTableNote,
  voidContradicted,
  latePublication,
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
  indicatorValue,
];

const byId = new Map<string, Rule>(rules.map((r) => [r.id, r]));

/** The rule of an id. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
