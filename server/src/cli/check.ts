/** `check`: every file through the engine, one after the other. */

import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparePositions } from '../base/range.ts';
import { type Analysis, type Coverage, type Finding, open, SEVERITIES, type Severity } from './engine.ts';
import { type Found, readSource, shownPath } from './files.ts';
import { EXIT, type Exit, type Io } from './io.ts';
import type { Say } from './text.ts';
import type { Workspace } from './workspace.ts';

/** What came of one file. */
export type FileResult = CheckedFile | UnreadableFile;

export interface CheckedFile {
  readonly path: string;
  readonly text: string;
  /** By position, then rule. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

export interface UnreadableFile {
  readonly path: string;
  readonly error: string;
}

export function isUnreadable(result: FileResult): result is UnreadableFile {
  return 'error' in result;
}

/** Findings of an analysis in the order in which machines and people get them. */
export function orderedFindings(analysis: Analysis): Finding[] {
  return [...analysis.findings].sort(
    (a, b) =>
      comparePositions(a.range.start, b.range.start) ||
      comparePositions(a.range.end, b.range.end) ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

/** Checks files in their order; one that cannot be read does not keep the others from being checked. */
export async function checkFiles(
  files: readonly Found[],
  workspace: Workspace,
  say: Say,
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const { path, absolute } of files) {
    let text: string;
    try {
      text = (await readSource(absolute, say)).text;
    } catch (error) {
      results.push({ path, error: error instanceof Error ? error.message : String(error) });
      continue;
    }
    try {
      const analysis = open(text, await workspace.of(absolute));
      results.push({ path, text, findings: orderedFindings(analysis), coverage: analysis.coverage });
    } catch (error) {
      // A fault of the program, told as one; the other files are still worth checking.
      const reason = error instanceof Error ? error.message : String(error);
      results.push({ path, error: say('cli.read.internal', { reason }) });
    }
  }
  return results;
}

/** `never`: findings do not make the exit code. */
export type FailOn = Severity | 'never';

/** Whether a severity is at or above the one that fails. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

export function exitOf(results: readonly FileResult[], failOn: FailOn): Exit {
  if (results.some(isUnreadable)) return EXIT.usage;
  const broken = results.some((r) => !isUnreadable(r) && r.findings.some((f) => fails(f.severity, failOn)));
  return broken ? EXIT.findings : EXIT.clean;
}

/** The file that a related place stands in, as it is shown; the finding's own where none is named. */
export function relatedPath(named: string | undefined, own: string, io: Pick<Io, 'cwd'>): string {
  if (named === undefined) return own;
  const file = named.startsWith('file:') ? fileURLToPath(named) : named;
  return shownPath(isAbsolute(file) ? file : resolve(io.cwd, own, '..', file), io.cwd);
}
