/** The outcomes of relations in words, for hovers: what holds, what does not, and by how much. */

import type { Analysis } from '../analysis/analysis.ts';
import { reasonText } from '../analysis/coverage.ts';
import { differenceText, labelOf, relationText, unscaled } from '../analysis/describe.ts';
import { unitName } from '../base/amount.ts';
import type { Figure } from '../model/types.ts';
import { figuresOf, type Outcome, type Relation } from '../relations/types.ts';
import { bold, escapeMarkdown, faint } from './markdown.ts';

/** Relations that a hover lists; the rest are counted. */
export const LISTED = 8;

export const MARKS: Readonly<Record<Outcome['state'], string>> = {
  exact: '✓',
  rounding: '≈',
  broken: '✗',
  notChecked: '？',
  notApplicable: '–',
};

export const ORDER: readonly Outcome['state'][] = [
  'broken',
  'notChecked',
  'rounding',
  'exact',
  'notApplicable',
];

export function valueText(analysis: Analysis, figure: Figure): string {
  switch (figure.state) {
    case 'blank':
      return faint(analysis.say('hover.state.blank'));
    case 'dash':
      return faint(analysis.say('hover.state.dash'));
    case 'unreadable':
      return `${bold(figure.raw)} ${faint(analysis.say('hover.state.unreadable'))}`;
    case 'amount':
      return bold(`${figure.raw}${figure.kind === 'money' ? ` ${unitName(figure.unit)}` : ''}`);
  }
}

/** The outcomes of the relations that a figure stands in. */
export function outcomesOf(analysis: Analysis, figure: Figure): Outcome[] {
  const { graph } = analysis;
  return (graph.byFigure.get(figure) ?? []).flatMap((relation) => graph.outcomes.get(relation) ?? []);
}

/** Whether a relation says that two figures are one. */
export function isTwin(relation: Relation): boolean {
  return (
    relation.shape === 'linear' &&
    relation.op === '=' &&
    relation.constant === 0n &&
    relation.left.length === 1 &&
    relation.right.length === 1 &&
    relation.left[0]?.factor === relation.right[0]?.factor
  );
}

export function outcomeText(analysis: Analysis, outcome: Outcome): string {
  const { relation, state } = outcome;
  const text =
    relation.shape === 'ratio'
      ? `${relation.rate.raw} = ${relationText(relation, analysis.locale)}`
      : relationText(relation, analysis.locale);
  return `${MARKS[state]} ${escapeMarkdown(text)}${stateText(analysis, outcome)}`;
}

export function twinText(analysis: Analysis, outcome: Outcome, figure: Figure): string {
  const other = figuresOf(outcome.relation).find((f) => f !== figure) ?? figure;
  const raw = other.raw === '' ? analysis.say('hover.state.blank') : other.raw;
  const label = labelOf(other, undefined, analysis.locale);
  const file = analysis.graph.foreign.get(other.owner.block)?.path;
  const place = file === undefined ? label : `${file} ${label}`;
  return `${MARKS[outcome.state]} ${escapeMarkdown(`${place} ${raw}`.trim())}${stateText(analysis, outcome)}`;
}

export function stateText(
  analysis: Analysis,
  { relation, state, difference, reason, data }: Outcome,
): string {
  const anchor = relation.total ?? figuresOf(relation)[0];
  if ((state === 'broken' || state === 'rounding') && anchor && relation.shape === 'linear') {
    const text = analysis.say(`hover.${state}`, {
      difference: differenceText(anchor, unscaled(relation, difference)),
    });
    return ` – ${state === 'broken' ? bold(text) : faint(text)}`;
  }
  if (state === 'broken') return ` – ${bold(analysis.say('hover.broken.ratio'))}`;
  if (state === 'notChecked') {
    const why = reason === undefined ? analysis.say('hover.not-checked') : reasonText(analysis, reason, data);
    return ` – ${faint(why)}`;
  }
  return '';
}
