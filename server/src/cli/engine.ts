/**
 * The command line's only door to the engine: the same analysis that the editor shows, and nothing besides.
 */
import type { Range, TextEdit } from '../base/range.ts';
import { Analysis, type AnalysisOptions } from '../rules/analysis.ts';

export type { Analysis, AnalysisOptions, Range, TextEdit };

/** Reads a text. */
export function open(text: string, options: AnalysisOptions): Analysis {
  return new Analysis(text, options);
}

export type Finding = Analysis['findings'][number];
export type Coverage = Analysis['coverage'];
export type Fix = Finding['fixes'][number];
export type Severity = Finding['severity'];

/** Most severe first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The edits that lay a report out. */
export function formatDocument(_analysis: Analysis): TextEdit[] {
  return [];
}

/** Ids of all rules. */
export function ruleIds(): readonly string[] {
  return [];
}
