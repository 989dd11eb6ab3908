/**
 * Amounts in a wrong unit: one that says what its cell says in another, and two of one sentence of which one is
 * (`预算 250.84元，比上年减少 5.12万元，下降 2%`), so that what they owe holds only when both have one unit.
 */
import { halfDigit, scaledOf, unitName } from '../base/amount.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { ProseFigure, ProseIssue } from '../prose/types.ts';
import { evaluate } from './evaluate.ts';
import type { Relation } from './types.ts';

/** The amount whose unit is wrong, and the one beside it whose unit is meant. */
export interface MixedUnit {
  readonly figure: ProseFigure;
  readonly other: ProseFigure;
}

/**
 * Looks for a wrong unit behind a relation that is broken, between two of its amounts.
 * @param around the amounts of the section
 */
export function mixedUnit(
  relation: Relation,
  pair: readonly [Figure, Figure],
  around: readonly ProseFigure[],
): MixedUnit | undefined {
  const [a, b] = pair;
  if (!isStated(a) || !isStated(b) || a.unit === b.unit || a.paragraph !== b.paragraph) return undefined;
  if (evaluate(relation).state !== 'broken') return undefined;
  const found = [
    { figure: a, other: b },
    { figure: b, other: a },
  ].filter((m) => m.figure.binding.cell === undefined && comesRight(relation, m));
  const [first, second] = found;
  if (!first || !second) return first;
  // Of two that may be meant it is the one that the section uses less; nobody's year is a few yuan.
  const uses = ({ figure }: MixedUnit) =>
    around.filter((f) => f.kind === 'money' && f.unit === figure.unit).length;
  if (uses(first) !== uses(second)) return uses(first) < uses(second) ? first : second;
  return found.find(({ figure }) => figure.unit === 0);
}

/** Told at the unit, with the unit that is meant. */
export function mixedUnitIssue({ figure, other }: MixedUnit): ProseIssue {
  return issueOf('mixed', figure, other.unitText, { other: `${other.raw} ${other.unitText}` });
}

/** An amount that says what its cell says in another unit. */
export function slipIssue(figure: ProseFigure, cell: CellFigure, unit: string, subject: string): ProseIssue {
  return issueOf('slip', figure, unit, { cell: `${cell.raw} ${unitName(cell.unit)}`, subject });
}

function issueOf(
  what: 'mixed' | 'slip',
  figure: ProseFigure,
  unit: string,
  data: Readonly<Record<string, string>>,
): ProseIssue {
  const { block } = figure.owner;
  const edits = figure.unitSpan ? [{ block, span: figure.unitSpan, newText: unit }] : [];
  return {
    rule: 'prose-unit',
    what,
    block,
    span: figure.unitSpan ?? figure.span,
    data: { printed: `${figure.raw} ${figure.unitText}`, unit, ...data },
    printed: figure.unitText,
    expected: unit,
    mends: edits.length > 0 ? edits : undefined,
  };
}

function isStated(figure: Figure): figure is ProseFigure {
  return (
    'unitSpan' in figure &&
    figure.unitSpan !== undefined &&
    figure.kind === 'money' &&
    'slip' in figure &&
    !figure.slip
  );
}

function comesRight(relation: Relation, { figure, other }: MixedUnit): boolean {
  const { printed } = figure;
  if (!printed) return false;
  const value = scaledOf(printed, other.unit);
  const half = printed.zero ? 0n : halfDigit(printed.decimals, other.unit);
  return evaluate(relation, new Map([[figure, { value, half }]])).state !== 'broken';
}
