/** Inlay hints: the difference beside a total that is off, the share of a bare amount in a list, the name of a bare code. */

import type { Analysis } from '../analysis/analysis.ts';
import { rangeOfFigure, relationText } from '../analysis/describe.ts';
import { formatScaled, pow10, SCALE } from '../base/amount.ts';
import { append } from '../base/lists.ts';
import { type Position, type Range, rangeOf } from '../base/range.ts';
import type { PlacedTable } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import type { ProseFigure } from '../prose/types.ts';
import type { Catalogue } from '../reference/types.ts';
import { show } from '../relations/figure.ts';
import type { Outcome, Relation } from '../relations/types.ts';
import { namePartsOf, parseFormula } from '../syntax/formula.ts';
import { cellAt, firstRowFrom, proseFiguresIn } from './place.ts';

export interface Hint {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

/** Which hints are wanted; all of them unless told otherwise. */
export interface HintOptions {
  readonly differences?: boolean;
  readonly shares?: boolean;
  readonly codeNames?: boolean;
}

/** The hints of a range, in order. */
export function inlayHints(analysis: Analysis, range: Range, options: HintOptions = {}): Hint[] {
  const hints: Hint[] = [];
  if (options.differences !== false) append(hints, differences(analysis, range));
  if (options.codeNames !== false) append(hints, codeNames(analysis, range));
  if (options.shares !== false) append(hints, shares(analysis, range));
  return hints.sort(
    (a, b) => a.position.line - b.position.line || a.position.character - b.position.character,
  );
}

function touches({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}

// ---- differences ----

/** One mistake breaks many sums; the hint stands where the finding does. */
function differences(analysis: Analysis, range: Range): Hint[] {
  const { graph } = analysis;
  const waived = analysis.waivers.relations(graph);
  const found = new Map<Figure, Hint>();
  for (const { range: place } of analysis.findings) {
    if (!touches(range, place.start.line)) continue;
    const figure = cellAt(analysis, place.start)?.figure;
    if (figure?.state !== 'amount' || found.has(figure)) continue;
    const broken = (graph.byFigure.get(figure) ?? []).map((r) => graph.outcomes.get(r)).find(isOff(figure));
    if (!broken || waived.has(broken.relation)) continue;
    const { relation, difference } = broken;
    const sign = difference > 0n ? '+' : '';
    found.set(figure, {
      position: rangeOfFigure(analysis.report, figure).end,
      label: analysis.say('hint.difference', { difference: `${sign}${show(figure, difference)}` }),
      tooltip: relationText(relation, analysis.locale),
    });
  }
  return [...found.values()];
}

function isOff(figure: Figure): (outcome: Outcome | undefined) => outcome is Outcome {
  return (outcome): outcome is Outcome =>
    outcome?.state === 'broken' &&
    outcome.relation.shape === 'linear' &&
    outcome.relation.total === figure &&
    !outcome.relation.explanation;
}

// ---- shares ----

/** What an amount of a list is of its total, where the sentence does not say so itself. */
function shares(analysis: Analysis, range: Range): Hint[] {
  const hints: Hint[] = [];
  for (const { block, line } of analysis.tree.blocks) {
    if (line > range.end.line) break;
    if (block.kind !== 'paragraph' || line + block.lines.length <= range.start.line) continue;
    for (const figure of proseFiguresIn(analysis, block)) {
      const hint = shareOf(analysis, figure, line);
      if (hint && touches(range, hint.position.line)) hints.push(hint);
    }
  }
  return hints;
}

function shareOf(analysis: Analysis, figure: ProseFigure, base: number): Hint | undefined {
  if (figure.kind !== 'money' || figure.state !== 'amount' || figure.value === 0n) return undefined;
  const relations = analysis.graph.byFigure.get(figure) ?? [];
  if (relations.some((r) => r.shape === 'ratio' && r.numerator.some((t) => t.figure === figure)))
    return undefined;
  const total = relations.map((r) => wholeOf(r, figure)).find((f) => f !== undefined);
  if (!total || total.value <= 0n || figure.value < 0n || figure.value >= total.value) return undefined;
  const share = (figure.value * 100n * pow10(SCALE)) / total.value;
  const end = figure.unitSpan ?? figure.spans.at(-1) ?? figure.span;
  return {
    position: { line: base + end.line, character: end.end },
    label: analysis.say('hint.share', { share: formatScaled(share, { decimals: 2, grouped: false }) }),
    tooltip: `${figure.raw} ÷ ${total.raw}`,
  };
}

/** The total of a list that a figure is a part of. */
function wholeOf(relation: Relation, figure: Figure): Figure | undefined {
  if (relation.shape !== 'linear' || relation.rule !== 'list-sum' || relation.left.length !== 1)
    return undefined;
  return relation.right.some((t) => t.figure === figure) ? relation.left[0]?.figure : undefined;
}

// ---- codes ----

/** The names of codes that stand without them: in rows, and in the formulas of `勾稽：` lines. */
function codeNames(analysis: Analysis, range: Range): Hint[] {
  const hints: Hint[] = [];
  for (const placed of analysis.report.tables) {
    if (placed.line > range.end.line) break;
    if (placed.line + placed.table.block.lines.length > range.start.line)
      append(hints, bareCodes(analysis, placed, range));
  }
  for (const { line, text, offset } of analysis.report.formulas) {
    if (!touches(range, line)) continue;
    const { formula } = parseFormula(text);
    for (const part of formula ? namePartsOf(formula) : []) {
      const name = /^\d{3}(?:\d{2}){0,2}$/.test(part.text) ? anyName(analysis, part.text) : undefined;
      if (name !== undefined)
        hints.push({ position: { line, character: offset + part.end }, label: name, tooltip: part.text });
    }
  }
  return hints;
}

function* bareCodes(analysis: Analysis, { table, line }: PlacedTable, range: Range): Iterable<Hint> {
  const { rows } = table;
  for (let i = firstRowFrom(table, range.start.line - line); i < rows.length; i++) {
    const row = rows[i];
    if (!row || line + row.line > range.end.line) return;
    const { code, codeSpan, panel } = row;
    if (code === undefined || row.label !== '' || !codeSpan || !panel.catalogue) continue;
    const name = analysis.reference.codes.get(panel.catalogue, code)?.name;
    if (name === undefined) continue;
    const { end } = rangeOf(line + codeSpan.line, codeSpan.start, codeSpan.end);
    yield { position: end, label: name, tooltip: code };
  }
}

const CATALOGUES: readonly Catalogue[] = ['functional', 'economic_department', 'economic_government'];

/** The name of a code whose table a formula names in words that need not be looked up for it. */
function anyName(analysis: Analysis, code: string): string | undefined {
  for (const catalogue of CATALOGUES) {
    const entry = analysis.reference.codes.get(catalogue, code);
    if (entry) return entry.name;
  }
  return undefined;
}
