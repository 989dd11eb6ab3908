/** An amount against its cell; units and signs that are missing. */
import { foldName } from '../../base/fold.ts';
import type { Span } from '../../base/range.ts';
import type { CellFigure } from '../../model/types.ts';
import { isMeasured } from '../../prose/statement.ts';
import type {
  CountStatement,
  ProseFigure,
  ProseSection,
  Statement,
  ValueStatement,
} from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { placeOf } from '../prose-figures.ts';
import { isAmount, nameKey } from '../said/places.ts';
import { once } from '../types.ts';
import { slipIssue } from '../wrong-units.ts';
import { isAdjusted } from './adjusted.ts';
import { leaveUnchecked, linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';
import { mayHoldCarried } from './own-year.ts';

/** What states an amount or a count. */
type NumberStatement = ValueStatement | CountStatement;

export function figureOwes(owed: Owed, s: NumberStatement, section: ProseSection): void {
  const { figure } = s;
  const { cell, others } = figure.binding;
  if (!cell) {
    if (s.kind === 'count' || s.inReason || s.past || section.topic?.off || section.topic === undefined)
      return;
    if (figure.binding.indicator !== undefined) return;
    const state =
      figure.binding.reason === 'prose.blank-cell' && figure.value === 0n ? 'notApplicable' : 'notChecked';
    leaveUnchecked(owed, s, figure.binding.reason, { rule: 'prose-figure', state });
    return;
  }
  if (figure.approximate) {
    leaveUnchecked(owed, s, 'prose.approximate', { rule: 'prose-figure', state: 'notApplicable' });
    return;
  }
  const slip = figure.slip;
  if (slip) {
    tell(owed, slipIssue(figure, cell, slip.text, s.subjectText));
  }
  if (owed.units.precede(figure)) {
    leaveUnchecked(owed, s, 'prose.other-unit', { rule: 'prose-figure' });
    return;
  }
  for (const c of [cell, ...(others ?? [])]) {
    const relation = linearOf({
      rule: 'prose-figure',
      id: 'prose-figure',
      at: s,
      text: `${s.subjectText} = ${placeOf(c)}`,
      left: [once(figure)],
      right: [once(c)],
    });
    const why = evaluate(relation).state === 'broken' ? whyUnlike(owed, s, c, section) : undefined;
    if (why) leaveUnchecked(owed, s, why, { rule: 'prose-figure' });
    else owed.relations.push(relation);
  }
}

/** Why a cell may well hold another amount than the sentence that names it. */
function whyUnlike(
  owed: Owed,
  s: NumberStatement,
  cell: CellFigure,
  section: ProseSection,
): string | undefined {
  // The column holds the adjusted budget, the sentence speaks of the first one.
  if (s.kind === 'value' && s.measure === 'initial' && isAdjusted(owed, cell))
    return 'prose.no-budget-column';
  if (isOnlyPart(owed, s, section)) return 'prose.doubtful';
  return mayHoldCarried(owed, cell, s.figure, section) ? 'prose.with-carried' : undefined;
}

/** Whether the paragraph tells an amount of what stands beside the statement's own name: then the cell may hold both. */
function isOnlyPart(owed: Owed, s: Statement, section: ProseSection): boolean {
  const name = nameKey(s.subjectText);
  const others = owed.words.besides
    .filter(({ part }) => part.some((w) => name.startsWith(foldName(w))))
    .flatMap(({ beside }) => beside.map(foldName));
  return (
    others.length > 0 &&
    section.statements.some(
      (o) =>
        o.paragraph === s.paragraph &&
        isAmount(o) &&
        o.figure.value !== 0n &&
        others.some((w) => nameKey(o.subjectText).includes(w)),
    )
  );
}

/** A unit or `%` that is missing. */
export function lacking(owed: Owed, figure: ProseFigure, s: Statement, section: ProseSection): void {
  if (!figure.lacks || s.inReason) return;
  const at = figure.spans.at(-1) as Span;
  const behind: Span = { line: at.line, start: at.end, end: at.end };
  if (figure.lacks === 'percent') {
    if (isMeasured(s) && s.reason !== undefined && !s.current) return;
    const sign = figure.fullWidth ? '％' : '%';
    tell(owed, {
      rule: 'prose-unit',
      what: 'percent',
      block: figure.owner.block,
      span: figure.span,
      data: { printed: figure.raw },
      printed: figure.raw,
      expected: figure.raw + sign,
      mends: [{ block: figure.owner.block, span: behind, newText: sign }],
    });
    return;
  }
  // An amount whose subject is not known may be a number of anything.
  if (s.kind === 'value' && !figure.binding.cell && figure.binding.indicator === undefined) return;
  if (s.kind === 'change' && !s.current) return;
  const unit = unitAround(figure, section);
  tell(owed, {
    rule: 'prose-unit',
    what: 'missing',
    block: figure.owner.block,
    span: figure.span,
    data: { printed: figure.raw, unit },
    printed: figure.raw,
    expected: figure.raw + unit,
    mends: [{ block: figure.owner.block, span: behind, newText: unit }],
  });
}

function unitAround(figure: ProseFigure, section: ProseSection): string {
  const near = section.figures.find(
    (f) =>
      f.paragraph === figure.paragraph && f.unit === figure.unit && f.kind === 'money' && f.unitText !== '',
  );
  return (
    near?.unitText ??
    (figure.unit === 0 ? '元' : figure.unit === 8 ? '亿元' : figure.unit === 3 ? '千元' : '万元')
  );
}
