/** The façade: a text comes in, an analysis goes out, and each feature is one function of it. */

import type { Analysis, AnalysisOptions, Edit } from './analysis/analysis.ts';
import { type Coverage, type Finding, type Fix, orderedFindings, type Related } from './analysis/types.ts';
import type { Position, Range, TextEdit } from './base/range.ts';
import type { Text } from './base/text.ts';
import type { Locale } from './messages/index.ts';
import { builtInReference } from './reference/index.ts';
import type { Severity } from './relations/types.ts';
import { analyse } from './rules/analyse.ts';
import { ruleOf, rules } from './rules/index.ts';

export type {
  Analysis,
  AnalysisOptions,
  Coverage,
  Edit,
  Finding,
  Fix,
  Locale,
  Position,
  Range,
  Related,
  Severity,
  TextEdit,
};

export { orderedFindings };

/**
 * Analyses a text.
 * @param before the analysis of an earlier version, from which what did not change is taken over
 * @param edit where the texts differ, if that is known
 */
export function open(
  text: string | Text,
  options: AnalysisOptions = {},
  before?: Analysis,
  edit?: Edit,
): Analysis {
  return analyse(text, { ...options, reference: options.reference ?? builtInReference() }, before, edit);
}

/** Ids of all rules. */
export function ruleIds(): readonly string[] {
  return rules.map((rule) => rule.id);
}

/** The family of a rule. */
export function familyOf(id: string): string | undefined {
  return ruleOf(id)?.family;
}

/** What a rule is called, and how severe it is where nothing else is set. */
export function ruleFacts(id: string, locale: Locale): { title: string; severity: Severity } | undefined {
  const rule = ruleOf(id);
  return rule && { title: rule.title[locale], severity: rule.severity };
}

export {
  type FormProblem,
  type FormSource,
  readUserForm,
  readUserForms,
  referenceWith,
  type UserForm,
} from './analysis/user-forms.ts';
export type { Action, ActionKind } from './features/action.ts';
export {
  fixAll,
  fixesOf,
  fixId,
  quickFixes,
  refactorings,
} from './features/actions.ts';
export { type CallItem, calleesOf, callersOf, prepareCalls } from './features/calls.ts';
export type { Chart, ChartPoint, ChartResult } from './features/charts.ts';
export {
  type ComparedText,
  type Comparison,
  compareReports,
  comparisonSummary,
  countsOf,
  type FigureChange,
  movedText,
  type RowChange,
  type SentenceChange,
  type TableChange,
  type WordRun,
} from './features/compare.ts';
export {
  type Completion,
  type CompletionContext,
  type CompletionKind,
  type Completions,
  type CompletionText,
  complete,
  describeCompletion,
  warmCompletion,
} from './features/completion/index.ts';
export { type Disclosed, disclosedOf } from './features/disclosed.ts';
export { type Fold, foldingRanges } from './features/folding.ts';
export { formFromTable, formHere, type MadeForm, tableNamed } from './features/form-from-table.ts';
export {
  type FormatOptions,
  formatBlock,
  formatDocument,
  formatOnType,
  formatRange,
} from './features/format.ts';
export { type Hint, type HintOptions, inlayHints } from './features/hints.ts';
export { type Hover, hover } from './features/hover.ts';
export { codeLenses, type Lens } from './features/lens.ts';
export {
  type FollowedLinks,
  type LinkedFile,
  LinkedReportCache,
  type LinkSource,
} from './features/linked-reports.ts';
export { documentLinks, frontMatterOf, type PathLink } from './features/links.ts';
export { escapeMarkdown } from './features/markdown.ts';
export { type Applied, type Mended, mend } from './features/mend.ts';
export {
  type Definitions,
  definition,
  type Highlight,
  highlights,
  references,
  type Target,
} from './features/navigation.ts';
export {
  type NewReport,
  type NewReportWishes,
  newReport,
  type OutlineChoice,
  outlineChoices,
  reportLike,
} from './features/new-report.ts';
export { type NextYear, nextYear, type Unconfirmed, unconfirmed } from './features/next-year.ts';
export { type Overview, type OverviewGroup, overview } from './features/overview.ts';
export {
  type HeadedSheet,
  headedIntoTable,
  rowsWithoutHeader,
  updatedFrom,
  withSkeleton,
} from './features/paste/sheet.ts';
export { targetAt as pasteTarget } from './features/paste/target.ts';
export { laidOut, oneEdit, pasteIntoTable } from './features/paste.ts';
export { tableWith } from './features/place.ts';
export {
  type Align,
  type CellNumber,
  type Part,
  type Publication,
  type PublishedCell,
  type PublishedChart,
  type PublishedHeading,
  type PublishedParagraph,
  type PublishedProperty,
  type PublishedRow,
  type PublishedTable,
  publish,
  type Run,
  textOfRuns,
} from './features/publication.ts';
export { mentions, type RenameSubject, renameEdits, renameSubject } from './features/rename.ts';
export { rowsThatHold } from './features/row-sums.ts';
export { selectionRanges } from './features/selection.ts';
export {
  documentSymbols,
  matchingPlaces,
  type NamedPlace,
  namedPlaces,
  type OutlineSymbol,
  type SymbolKind,
} from './features/symbols.ts';
export { type TableState, type TableSummary, tableCount, tablesOf } from './features/tables.ts';
export { type SemanticToken, type SemanticType, semanticTokens } from './features/tokens.ts';
export { bareName, compositionOf, unitsAgree } from './features/units.ts';
export {
  findingKey,
  type NamedFinding,
  namedFindings,
  type Whereabouts,
  whereaboutsOf,
} from './features/whereabouts.ts';
export type { PlacedTable } from './model/report.ts';
export type { Form } from './reference/types.ts';
export { BUDGET, BUDGET_KEY, FINAL, LAST_KEY, UNITS_KEY } from './relations/links.ts';
export { barTable, escapeCell } from './rules/syntax/tab-rows.ts';
export { hiddenRow } from './syntax/hidden.ts';
export { cellsOf } from './syntax/line.ts';
