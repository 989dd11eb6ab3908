/** Applies fixes until nothing is left to mend, and never makes a report worse. */

import type { Analysis, AnalysisOptions } from '../analysis/analysis.ts';
import type { Finding, Fix } from '../analysis/types.ts';
import { applyEdits, collide } from '../base/edits.ts';
import { splitLines } from '../base/lines.ts';
import { append } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import type { Range, TextEdit } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { analyse } from '../rules/analyse.ts';

/** Rounds after which fixes that bring each other back are left alone. */
const MOST_ROUNDS = 10;

/** Rules whose findings say that the file cannot be read as it stands; a fix must bring none. */
const SYNTAX: ReadonlySet<RuleId> = new Set(['ragged-row', 'bad-number', 'bad-waiver', 'bad-reference']);

export interface Applied {
  readonly rule: RuleId;
  readonly title: string;
  /** Where it stood when it was applied. */
  readonly range: Range;
}

export interface Mended {
  readonly text: string;
  readonly applied: readonly Applied[];
  /** The analysis of the text as it is now. */
  readonly analysis: Analysis;
}

/**
 * Applies safe fixes; with `all` also those of amounts that are beyond doubt. Each round applies what does
 * not collide and analyses again. Later rounds make only what was sure in the first, and percentages and directions: an amount
 * that another fix of the same run has made sure is not. Where only the layout was mended, or how a number is
 * written, no amount has made another sure, and all begins anew.
 * @param before an analysis of this text, or of another version of it with the same options
 */
export function mend(text: string, options: AnalysisOptions, all: boolean, before?: Analysis): Mended {
  let analysis = before?.text === text ? before : analyse(text, options, before);
  const applied: Applied[] = [];
  const seen = new Set([text]);
  let sure = new Sure(analysis.findings, all);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = chooseFixes(analysis.findings, all).filter((one) => sure.has(one));
    if (chosen.length === 0) break;
    // One bad fix must not keep the others from being made.
    const step = attempt(analysis, chosen) ?? oneByOne(analysis, chosen);
    if (!step || seen.has(step.analysis.text)) break;
    seen.add(step.analysis.text);
    const written = step.applied.every(({ rule }) => SYNTAX.has(rule));
    if (written || amountsIn(step.analysis.text) === amountsIn(analysis.text))
      sure = new Sure(step.analysis.findings, all);
    else sure.follow(step.edits);
    analysis = step.analysis;
    append(applied, step.applied);
  }
  return { text: analysis.text, applied, analysis };
}

/** Everything of a text but its layout. */
function amountsIn(text: string): string {
  return text.replace(/[\s|]+/g, '');
}

interface Chosen {
  readonly finding: Finding;
  readonly fix: Fix;
}

interface Step {
  readonly analysis: Analysis;
  readonly applied: readonly Applied[];
  readonly edits: readonly TextEdit[];
}

/** Percentages and directions follow the amounts that were surely mended: they say nothing of their own. */
const RATES: ReadonlySet<RuleId> = new Set(['share', 'completion-rate', 'change-rate', 'change-direction']);

/** What was to be mended at the beginning, by its rule, what it sets, and the line, as lines move. */
class Sure {
  /** Keys of fixes by line of the text as it is now. */
  private byLine = new Map<number, Set<string>>();

  constructor(findings: readonly Finding[], all: boolean) {
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        if (!fix.safe && !(all && fix.sure)) continue;
        for (const edit of fix.edits)
          getOrMake(this.byLine, edit.range.start.line, () => new Set<string>()).add(keyOf(finding, edit));
      }
    }
  }

  has({ finding, fix }: Chosen): boolean {
    if (RATES.has(finding.rule)) return true;
    return fix.edits.every((edit) => this.byLine.get(edit.range.start.line)?.has(keyOf(finding, edit)));
  }

  /** Lines move as edits before them add lines and take some away. */
  follow(edits: readonly TextEdit[]): void {
    const grown = edits
      .map(({ range, newText }) => ({
        line: range.start.line,
        by: splitLines(newText).length - 1 - (range.end.line - range.start.line),
      }))
      .filter(({ by }) => by !== 0);
    if (grown.length === 0) return;
    const moved = new Map<number, Set<string>>();
    for (const [line, keys] of this.byLine) {
      const by = grown.reduce((sum, g) => (g.line < line ? sum + g.by : sum), 0);
      for (const key of keys) getOrMake(moved, line + by, () => new Set<string>()).add(key);
    }
    this.byLine = moved;
  }
}

function keyOf(finding: Finding, edit: TextEdit): string {
  return `${finding.rule} ${edit.newText}`;
}

function chooseFixes(findings: readonly Finding[], all: boolean): Chosen[] {
  const chosen: Chosen[] = [];
  const taken: Range[] = [];
  const doubted = new Set(findings.filter(isAmountsError).map((f) => f.range.start.line));
  for (const finding of findings) {
    // The amount may be wrong, and the word right.
    if (finding.rule === 'change-direction' && doubted.has(finding.range.start.line)) continue;
    const fix = finding.fixes.find((f) => f.safe) ?? (all ? finding.fixes.find((f) => f.sure) : undefined);
    if (!fix || fix.edits.length === 0) continue;
    if (fix.edits.some((edit) => taken.some((range) => collide(range, edit.range)))) continue;
    append(
      taken,
      fix.edits.map((edit) => edit.range),
    );
    chosen.push({ finding, fix });
  }
  return chosen;
}

/** Whether an amount is told as wrong, or in doubt. */
function isAmountsError({ rule, severity, printed }: Finding): boolean {
  return severity === 'error' && !RATES.has(rule) && /\d/.test(printed ?? '');
}

function attempt(before: Analysis, chosen: readonly Chosen[]): Step | undefined {
  const edits = chosen.flatMap(({ fix }) => fix.edits);
  const next = applyEdits(before.text, edits);
  if (next === before.text) return undefined;
  const applied = chosen.map(({ finding, fix }) => ({
    rule: finding.rule,
    title: fix.title,
    range: finding.range,
  }));
  const errors = syntaxErrors(before);
  // What the edits leave as it is need not be worked out again.
  const analysis = analyse(next, before.options, before);
  return syntaxErrors(analysis) > errors ? undefined : { analysis, edits, applied };
}

/** The first fix that can be made by itself; the next round looks for the others. */
function oneByOne(before: Analysis, chosen: readonly Chosen[]): Step | undefined {
  for (const one of chosen) {
    const step = attempt(before, [one]);
    if (step) return step;
  }
  return undefined;
}

function syntaxErrors(analysis: Analysis): number {
  return analysis.findings.filter((f) => SYNTAX.has(f.rule)).length;
}
