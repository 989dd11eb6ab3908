/** Applies fixes until nothing is left to mend, and never makes a report worse. */
import { applyEdits, collide } from '../base/edits.ts';
import { append } from '../base/lists.ts';
import type { Range } from '../base/range.ts';
import { type Analysis, type AnalysisOptions, analyse } from '../rules/analysis.ts';
import type { Finding, Fix } from '../rules/types.ts';

/** Rounds after which fixes that bring each other back are left alone. */
const MOST_ROUNDS = 10;

/** Rules whose findings say that the file cannot be read as it stands; a fix must bring none. */
const SYNTAX: ReadonlySet<string> = new Set(['ragged-row', 'bad-number', 'bad-waiver', 'bad-reference']);

export interface Applied {
  readonly rule: string;
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
 * Applies safe fixes; with `all` also the preferred ones, whose amount is beyond doubt. Each round applies what does
 * not collide and analyses again.
 */
export function mend(text: string, options: AnalysisOptions, all: boolean): Mended {
  let current = text;
  let analysis = analyse(current, options);
  const applied: Applied[] = [];
  const seen = new Set([current]);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = chooseFixes(analysis.findings, all);
    if (chosen.length === 0) break;
    let step = attempt(current, chosen, options, syntaxErrors(analysis));
    // One bad fix must not keep the others from being made.
    if (!step) step = oneByOne(current, chosen, options, syntaxErrors(analysis));
    if (!step || seen.has(step.text)) break;
    seen.add(step.text);
    current = step.text;
    analysis = step.analysis;
    append(applied, step.applied);
  }
  return { text: current, applied, analysis };
}

interface Chosen {
  readonly finding: Finding;
  readonly fix: Fix;
}

interface Step {
  readonly text: string;
  readonly analysis: Analysis;
  readonly applied: readonly Applied[];
}

function chooseFixes(findings: readonly Finding[], all: boolean): Chosen[] {
  const chosen: Chosen[] = [];
  const taken: Range[] = [];
  for (const finding of findings) {
    const fix =
      finding.fixes.find((f) => f.safe) ?? (all ? finding.fixes.find((f) => f.preferred) : undefined);
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

function attempt(
  text: string,
  chosen: readonly Chosen[],
  options: AnalysisOptions,
  before: number,
): Step | undefined {
  const next = applyEdits(
    text,
    chosen.flatMap(({ fix }) => fix.edits),
  );
  if (next === text) return undefined;
  const analysis = analyse(next, options);
  if (syntaxErrors(analysis) > before) return undefined;
  return {
    text: next,
    analysis,
    applied: chosen.map(({ finding, fix }) => ({
      rule: finding.rule,
      title: fix.title,
      range: finding.range,
    })),
  };
}

/** The first fix that can be made by itself; the next round looks for the others. */
function oneByOne(
  text: string,
  chosen: readonly Chosen[],
  options: AnalysisOptions,
  before: number,
): Step | undefined {
  for (const one of chosen) {
    const step = attempt(text, [one], options, before);
    if (step) return step;
  }
  return undefined;
}

function syntaxErrors(analysis: Analysis): number {
  return analysis.findings.filter((f) => SYNTAX.has(f.rule)).length;
}
