/** `check`: what comes of one file, as plain data. It may come from another thread or from the cache. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: types of the room that imports
import type { Origin, Trace } from '../exchange/import/index.ts';
import {
  type Analysis,
  type Coverage,
  type Finding,
  orderedFindings,
  SEVERITIES,
  type Severity,
  type TableSummary,
  tablesOf,
} from './engine.ts';
import { shownPath } from './files.ts';
import { EXIT, type Exit } from './io.ts';

/** What came of one file. */
export type FileResult = CheckedFile | UnreadableFile;

export interface CheckedFile extends Outcome {
  readonly path: string;
  readonly text: string;
}

export interface UnreadableFile {
  readonly path: string;
  readonly error: string;
}

/** A finding, and where it stands in the file that its report was made of. */
export interface PlacedFinding extends Finding {
  readonly origin?: Origin;
}

/** What a text comes to, wherever it lies: the same whether it was checked now or earlier. */
export interface Outcome {
  /** By position, then rule. */
  readonly findings: readonly PlacedFinding[];
  readonly coverage: Coverage;
  /** In the order of the text. */
  readonly tables: readonly TableSummary[];
}

export function isUnreadable(result: FileResult): result is UnreadableFile {
  return 'error' in result;
}

/** What an analysis found, without anything of the analysis itself: that would keep it in memory. */
export function outcomeOf(analysis: Analysis, trace?: Trace): Outcome {
  const { passed, rounding, broken, notApplicable, notChecked } = analysis.coverage;
  return {
    findings: orderedFindings(analysis.findings).map((f) => ({
      rule: f.rule,
      severity: f.severity,
      range: rangeOf(f.range),
      message: f.message,
      ...(trace ? { origin: trace.at(f.range) } : {}),
      ...(f.printed === undefined ? {} : { printed: f.printed }),
      ...(f.expected === undefined ? {} : { expected: f.expected }),
      related: f.related.map(({ range, message, path }) => ({
        range: rangeOf(range),
        message,
        ...(path === undefined ? {} : { path }),
      })),
      fixes: f.fixes.map(({ title, edits, preferred, safe, sure }) => ({
        title,
        edits: edits.map(({ range, newText }) => ({ range: rangeOf(range), newText })),
        preferred,
        safe,
        sure,
      })),
    })),
    coverage: {
      passed,
      rounding,
      broken,
      notApplicable,
      notChecked: notChecked.map(({ check, reason, range }) => ({
        check,
        reason,
        ...(range ? { range: rangeOf(range) } : {}),
      })),
    },
    tables: tablesOf(analysis).map((table) => ({ ...table, range: rangeOf(table.range) })),
  };
}

function rangeOf({ start, end }: Finding['range']): Finding['range'] {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/** Files and what was found in them, counted. */
export interface Tally {
  files: number;
  unreadable: number;
  readonly severities: Record<Severity, number>;
  readonly coverage: Record<keyof Coverage, number>;
}

export function emptyTally(): Tally {
  return {
    files: 0,
    unreadable: 0,
    severities: { error: 0, warning: 0, information: 0, hint: 0 },
    coverage: { passed: 0, rounding: 0, broken: 0, notApplicable: 0, notChecked: 0 },
  };
}

export function tallyOf(result: FileResult): Tally {
  const tally = emptyTally();
  tally.files = 1;
  if (isUnreadable(result)) {
    tally.unreadable = 1;
    return tally;
  }
  for (const { severity } of result.findings) tally.severities[severity]++;
  const { notChecked, ...counts } = result.coverage;
  Object.assign(tally.coverage, counts, { notChecked: notChecked.length });
  return tally;
}

/** Adds the second to the first. */
export function addTally(to: Tally, more: Tally): void {
  to.files += more.files;
  to.unreadable += more.unreadable;
  for (const severity of SEVERITIES) to.severities[severity] += more.severities[severity];
  for (const key of Object.keys(to.coverage) as (keyof Coverage)[]) to.coverage[key] += more.coverage[key];
}

/** `never`: findings do not make the exit code. */
export type FailOn = Severity | 'never';

/** Whether a severity is at or above the one that fails. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

export function exitOf({ unreadable, severities }: Tally, failOn: FailOn): Exit {
  if (unreadable > 0) return EXIT.usage;
  const broken = SEVERITIES.some((severity) => severities[severity] > 0 && fails(severity, failOn));
  return broken ? EXIT.findings : EXIT.clean;
}

/** The file that a related place stands in, as it is shown; the finding's own where none is named. */
export function relatedPath(named: string | undefined, own: string, cwd: string): string {
  if (named === undefined) return own;
  const file = named.startsWith('file:') ? fileURLToPath(named) : named;
  return shownPath(isAbsolute(file) ? file : resolve(cwd, own, '..', file), cwd);
}
