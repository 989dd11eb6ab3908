/** Words of direction against the amounts that they speak of. */
import { abs } from '../../base/amount.ts';
import type {
  ChangeStatement,
  ClaimStatement,
  CompletionStatement,
  FlatStatement,
  OrderStatement,
  ProseSection,
  ProseTold,
  RateStatement,
  StatedDirection,
  Statement,
} from '../../prose/types.ts';
import { changeText } from '../prose-figures.ts';
import { rateBearsOut } from '../rates.ts';
import { written } from '../said/places.ts';
import { once } from '../types.ts';
import { HUNDRED, leaveUnchecked, ratioOf, tell } from './making.ts';
import type { Owed } from './owed.ts';

/** The statements that have a word of direction. */
type Directed = Extract<Statement, { readonly direction: StatedDirection }>;

export function wrongDirection(
  owed: Owed,
  s: Directed,
  what: ProseTold['change-direction'],
  data: Readonly<Record<string, string>>,
): void {
  const { direction } = s;
  if (owed.turned.has(s)) return;
  owed.turned.add(s);
  const opposite = owed.words.opposites[direction.text];
  tell(owed, {
    rule: 'change-direction',
    what,
    block: direction.block,
    span: direction.span,
    data: { word: direction.text, expected: opposite ?? '', ...data },
    printed: direction.text,
    expected: opposite,
    mends: opposite ? [{ block: direction.block, span: direction.span, newText: opposite }] : undefined,
  });
}

/** Amount and rate agree with each other, but only if both go the other way. */
export function bothDirections(owed: Owed, s: RateStatement, change: ChangeStatement): void {
  const one = owed.words.opposites[change.direction.text];
  const two = owed.words.opposites[s.direction.text];
  tell(owed, {
    rule: 'change-direction',
    what: 'both',
    block: change.direction.block,
    span: change.direction.span,
    data: {
      word: change.direction.text,
      expected: one ?? '',
      rate: s.figure.raw,
      other: s.direction.text,
    },
    printed: change.direction.text,
    expected: one,
    mends:
      one && two
        ? [
            { block: change.direction.block, span: change.direction.span, newText: one },
            { block: s.direction.block, span: s.direction.span, newText: two },
          ]
        : undefined,
  });
}

export function orderOwes(owed: Owed, s: OrderStatement, section: ProseSection): void {
  const { current: now, base: other } = s;
  if (!now || !other) {
    const rate = completionBeside(s, section);
    if (rate) {
      const left = `${rate.figure.raw}${/%$/.test(rate.figure.raw) ? '' : '%'}`;
      wrongDirection(owed, s, 'order', { left, right: '100%' });
    } else leaveUnchecked(owed, s, s.reason ?? 'prose.no-amount', { rule: 'change-direction' });
    return;
  }
  const difference = now.value - other.value;
  const slack = now.half + other.half;
  const data = { left: written(now), right: written(other) };
  if (difference === 0n || (abs(difference) <= slack && now.unit !== other.unit)) {
    const rateOf = (rate: CompletionStatement) =>
      ratioOf('completion-rate', rate, { numerator: [once(now)], denominator: [once(other)], text: '' });
    if (rateBearsOut(s, section.statements, rateOf)) return;
    tell(owed, {
      rule: 'change-direction',
      what: 'equal',
      block: s.direction.block,
      span: s.direction.span,
      data: { word: s.direction.text, ...data },
      printed: s.direction.text,
    });
    return;
  }
  const sign = difference > 0n ? 1 : -1;
  if (sign !== s.direction.sign) wrongDirection(owed, s, 'order', data);
}

/** `完成年初预算的 98.5%，决算数大于预算数`: the completion of what is compared, where it says the other thing. */
function completionBeside(s: OrderStatement, { statements }: ProseSection): CompletionStatement | undefined {
  const budget = s.against?.measure;
  if (s.measure !== 'final' || s.inReason || budget === undefined) return undefined;
  const rate = statements.findLast(
    (r): r is CompletionStatement =>
      r.kind === 'completion' && r.paragraph === s.paragraph && r.subjectText === s.subjectText,
  );
  if (!rate || rate.figure.approximate) return undefined;
  // 预算数 beside 完成全年预算 may be the first one.
  if (rate.measure !== budget && !(budget === 'budget' && rate.measure === 'initial')) return undefined;
  const over = rate.figure.value - HUNDRED;
  const sign = over > 0n ? 1 : -1;
  return abs(over) > rate.figure.half && sign !== s.direction.sign ? rate : undefined;
}

export function flatOwes(owed: Owed, s: FlatStatement): void {
  if (!s.against) return;
  const { current: now, base: other, roughly } = s;
  if (!now || !other) {
    leaveUnchecked(owed, s, s.reason ?? 'prose.no-amount', {
      rule: 'change-direction',
      state: 'notApplicable',
    });
    return;
  }
  const difference = abs(now.value - other.value);
  if (difference <= now.half + other.half) return;
  // Within one last printed digit is the same; `基本` bears five in a hundred.
  if (roughly && difference * 20n < abs(other.value)) return;
  tell(owed, {
    rule: 'change-direction',
    what: roughly ? 'roughly' : 'same',
    block: s.block,
    span: s.span,
    data: { left: written(now), right: written(other) },
  });
}

/** `…减少的主要原因` behind a sentence that tells of an increase. */
export function claimOwes(owed: Owed, s: ClaimStatement): void {
  const { change } = s;
  if (!change || change.figure.value === 0n) return;
  const told = change.figure.value < 0n ? -change.direction.sign : change.direction.sign;
  if (told === s.direction.sign) return;
  wrongDirection(owed, s, 'reason', { change: changeText(change) });
}
