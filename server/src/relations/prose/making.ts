/** How relations of sentences, checks that cannot be made and judgements are written. */
import { pow10, SCALE } from '../../base/amount.ts';
import type { RuleId } from '../../base/rule-ids.ts';
import type { Figure } from '../../model/types.ts';
import { differsFromCell } from '../../prose/parts.ts';
import type { ProseFigure, ProseIssue, Statement } from '../../prose/types.ts';
import { isCell } from '../figure.ts';
import {
  type Relation,
  type RelationOp,
  relationOf,
  type Severity,
  type Term,
  type Unchecked,
} from '../types.ts';
import type { Owed } from './owed.ts';

/** Whether its cell says another amount, or the same in another unit. */
export function isMistaken(figure: Figure): boolean {
  if (isCell(figure)) return false;
  const prose = figure as ProseFigure;
  return !!prose.slip || differsFromCell(prose);
}

export const HUNDRED = 100n * pow10(SCALE);

export function linearOf(more: {
  rule: RuleId;
  id: string;
  at: Statement;
  figure?: ProseFigure | undefined;
  text: string;
  op?: RelationOp;
  severity?: Severity | undefined;
  total?: Figure | undefined;
  left: readonly Term[];
  right: readonly Term[];
  constant?: bigint;
  over?: bigint | undefined;
}): Relation {
  const { at } = more;
  const figure = more.figure ?? at.figure;
  return relationOf(
    { shape: 'linear', left: more.left, right: more.right, constant: more.constant ?? 0n, over: more.over },
    {
      rule: more.rule,
      id: more.id,
      op: more.op ?? '=',
      source: {
        kind: 'prose',
        block: figure?.owner.block ?? at.block,
        span: figure?.span ?? at.span,
        id: more.id,
      },
      severity: more.severity,
      total: more.total ?? figure,
      text: more.text,
      required: false,
      explanation: false,
    },
  );
}

export function ratioOf(
  rule: RuleId,
  at: Statement,
  { text, ...sides }: { numerator: readonly Term[]; denominator: readonly Term[]; text: string },
): Relation {
  const rate = at.figure as ProseFigure;
  return relationOf(
    { shape: 'ratio', rate, ...sides },
    {
      rule,
      id: rule,
      op: '=',
      source: { kind: 'prose', block: rate.owner.block, span: rate.span, id: rule },
      severity: undefined,
      total: rate,
      text,
      required: false,
      explanation: false,
    },
  );
}

/** Notes a check that cannot be made, or need not be. */
export function leaveUnchecked(
  owed: Owed,
  s: Statement,
  reason: string,
  { rule, state = 'notChecked' }: { readonly rule: RuleId; readonly state?: Unchecked['state'] },
): void {
  const figure = s.figure;
  owed.unchecked.push({
    id: rule,
    rule,
    state,
    reason,
    data: {
      figure: figure ? figure.raw + (figure.kind === 'percent' ? '' : figure.unitText) : '',
      subject: s.subjectText,
    },
    table: undefined,
    place: { block: figure?.owner.block ?? s.block, span: figure?.span ?? s.span },
  });
}

export function tell(owed: Owed, issue: ProseIssue): void {
  owed.issues.push(issue);
}
