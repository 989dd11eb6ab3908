/** Hover on a figure of a sentence: what it is bound to, or why to nothing; of a percentage, the arithmetic. */

import type { Analysis } from '../analysis/analysis.ts';
import { reasonText } from '../analysis/coverage.ts';
import { differenceText, labelOf, relationText } from '../analysis/describe.ts';
import { rewritten } from '../analysis/rewrite.ts';
import { formatScaled, lastDigit, SCALE, type Scaled, unitName } from '../base/amount.ts';
import { isMessageId } from '../messages/index.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { ProseFigure } from '../prose/types.ts';
import { rateHalf, ratioInterval, ratioValue } from '../relations/evaluate.ts';
import { figuresOf, type Outcome, type RatioRelation, type Relation } from '../relations/types.ts';
import { bold, escapeMarkdown, faint, list, paragraphs } from './markdown.ts';
import {
  isTwin,
  LISTED,
  MARKS,
  ORDER,
  outcomesOf,
  outcomeText,
  stateText,
  twinText,
  valueText,
} from './outcomes.ts';

/** Everything that is to be said of a figure of a sentence. */
export function proseText(analysis: Analysis, figure: ProseFigure): string {
  const outcomes = outcomesOf(analysis, figure).filter((o) => o.state !== 'notApplicable');
  outcomes.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const rates = outcomes.filter((o) => isRateOf(o.relation, figure));
  const cells = [figure.binding.cell, ...(figure.binding.others ?? [])].filter((c) => c !== undefined);
  const twins = outcomes.filter(
    (o) => isTwin(o.relation) && !figuresOf(o.relation).some((f) => cells.includes(f as CellFigure)),
  );
  const others = outcomes.filter((o) => !isTwin(o.relation) && !rates.includes(o));
  const lines = others.slice(0, LISTED).map((o) => outcomeText(analysis, o));
  if (others.length > LISTED)
    lines.push(escapeMarkdown(analysis.say('hover.more', { count: String(others.length - LISTED) })));
  const bound = cells.map((cell) => boundText(analysis, figure, cell, outcomes));
  const elsewhere = twins.slice(0, LISTED).map((o) => twinText(analysis, o, figure));
  return paragraphs(
    escapeMarkdown(labelOf(figure, undefined, analysis.locale)),
    figureValue(analysis, figure),
    bound.length > 0 && list(bound),
    ...rates.map((o) => rateText(analysis, o, o.relation as Relation & RatioRelation)),
    lines.length > 0 && `${escapeMarkdown(analysis.say('hover.relations'))}\n${list(lines)}`,
    elsewhere.length > 0 && `${escapeMarkdown(analysis.say('hover.elsewhere'))}\n${list(elsewhere)}`,
    bound.length === 0 && unboundText(analysis, figure, outcomes),
  );
}

function isRateOf(relation: Relation, figure: ProseFigure): relation is Relation & RatioRelation {
  return relation.shape === 'ratio' && relation.rate === figure;
}

function figureValue(analysis: Analysis, figure: ProseFigure): string {
  if (figure.state !== 'amount') return valueText(analysis, figure);
  if (figure.kind === 'percent') return bold(figure.raw);
  const text = figure.unitText || (figure.kind === 'money' ? unitName(figure.unit) : '');
  return bold(`${figure.raw} ${text}`.trim());
}

/** `✓ 《收入决算表》合计·本年收入合计 2,817.04 万元` */
function boundText(
  analysis: Analysis,
  figure: ProseFigure,
  cell: CellFigure,
  outcomes: readonly Outcome[],
): string {
  const outcome = outcomes.find((o) => isTwin(o.relation) && figuresOf(o.relation).includes(cell));
  const raw = cell.raw === '' ? analysis.say('hover.state.blank') : cell.raw;
  const unit = cell.kind === 'money' && cell.state === 'amount' ? ` ${unitName(cell.unit)}` : '';
  const place = `${labelOf(cell, undefined, analysis.locale)} ${raw}${unit}`;
  const notes = [analysis.say(outcome ? AGREES[outcome.state] : 'hover.prose.not-compared')];
  if (outcome?.state === 'broken')
    notes[0] = analysis.say('hover.broken', { difference: differenceText(cell, outcome.difference) });
  if (figure.approximate) notes.push(analysis.say('reason.prose.approximate'));
  if (figure.slip) notes.push(analysis.say('hover.prose.slip', { unit: figure.slip.text }));
  const mark = outcome ? MARKS[outcome.state] : '–';
  const note = notes.join('；');
  return `${mark} ${escapeMarkdown(place)} – ${outcome?.state === 'broken' ? bold(note) : faint(note)}`;
}

const AGREES = {
  exact: 'hover.prose.agrees',
  rounding: 'hover.prose.agrees-rounded',
  broken: 'hover.broken',
  notChecked: 'hover.not-checked',
  notApplicable: 'hover.not-checked',
} as const;

/** The arithmetic of a percentage, what its printed inputs allow, and the result. */
function rateText(analysis: Analysis, outcome: Outcome, relation: Relation & RatioRelation): string {
  const { state } = outcome;
  const decimals = relation.rate.printed?.decimals ?? 0;
  const value = ratioValue(relation);
  const lines: string[] = [];
  const arithmetic = relationText(relation, analysis.locale);
  if (value === undefined) {
    lines.push(`${MARKS[state]} ${escapeMarkdown(arithmetic)}`);
    lines.push(escapeMarkdown(analysis.say('hover.rate.zero-base')));
    return lines.join('\n\n');
  }
  lines.push(`${MARKS[state]} ${escapeMarkdown(`${arithmetic} = ${percent(value, decimals + 3)}`)}`);
  const allowed = ratioInterval(relation);
  if (allowed) {
    const unit = lastDigit(decimals);
    const half = rateHalf(relation.rate);
    const least = ceil(allowed.low - half, unit);
    const most = floor(allowed.high + half, unit);
    const printable =
      least >= most ? percent(most, decimals) : `${percent(least, decimals)}～${percent(most, decimals)}`;
    lines.push(
      escapeMarkdown(
        analysis.say('hover.rate.allowed', {
          low: percent(allowed.low, decimals + 4),
          high: percent(allowed.high, decimals + 4),
          decimals: String(decimals),
          printable,
        }),
      ),
    );
  }
  if (state === 'broken') {
    const expected = rewritten(analysis, relation.rate, value);
    lines.push(bold(analysis.say('hover.rate.wrong', { printed: relation.rate.raw, expected })));
  } else
    lines.push(
      faint(analysis.say('hover.prose.agrees')) + (state === 'exact' ? '' : stateText(analysis, outcome)),
    );
  return lines.join('\n\n');
}

function percent(value: Scaled, decimals: number): string {
  return `${formatScaled(value, { decimals: Math.min(decimals, SCALE - 1), grouped: false })}%`;
}

function floor(value: Scaled, unit: Scaled): Scaled {
  const rest = ((value % unit) + unit) % unit;
  return value - rest;
}

function ceil(value: Scaled, unit: Scaled): Scaled {
  return -floor(-value, unit);
}

/** Why a figure is bound to no cell, or a percentage is not recomputed. */
function unboundText(
  analysis: Analysis,
  figure: ProseFigure,
  outcomes: readonly Outcome[],
): string | undefined {
  const { indicator, reason } = figure.binding;
  if (indicator !== undefined && figure.kind !== 'percent')
    return escapeMarkdown(analysis.say('hover.prose.indicator', { name: indicator }));
  // What takes part in a sum is checked there, whether or not a cell holds it.
  if (outcomes.length > 0) return undefined;
  const skipped = analysis.graph.unchecked.find(
    ({ place }) =>
      place?.block === figure.owner.block &&
      place.span.line === figure.span.line &&
      place.span.start === figure.span.start,
  );
  const why = skipped?.reason ?? reason;
  const told = why !== undefined && isMessageId(`reason.${why}`) ? why : 'prose.unknown-figure';
  const data = { reason: reasonText(analysis, told, skipped?.data) };
  return faint(
    analysis.say(figure.kind === 'percent' ? 'hover.prose.not-recomputed' : 'hover.prose.unbound', data),
  );
}

/** The figures that a percentage is computed from; none for other figures. */
export function inputsOf(analysis: Analysis, figure: ProseFigure): Figure[] {
  const found = outcomesOf(analysis, figure).flatMap(({ relation }) =>
    isRateOf(relation, figure) ? figuresOf(relation).filter((f) => f !== figure) : [],
  );
  return [...new Set(found)];
}
