/**
 * The command line's only door to the engine: the same analysis that the editor shows, and nothing besides.
 */
import type { Range, TextEdit } from '../base/range.ts';
import { Analysis, type AnalysisOptions } from '../rules/analysis.ts';

export type { Range, TextEdit };
export type { Analysis, AnalysisOptions };

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
