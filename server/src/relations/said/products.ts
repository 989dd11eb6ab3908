/** 人数 × 标准 = 金额 and 辆数 × 车均 = 金额, where the sentence says all three and none is planned or about. */
import { foldName } from '../../base/fold.ts';
import type { ProseFigure, ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { once, type Relation, relationOf } from '../types.ts';
import { flatIndex, isAmount, written } from './places.ts';

/** The products that the sentences of a section tell. */
export function products(section: ProseSection, { perHead }: ProseWords): Relation[] {
  const found: Relation[] = [];
  const { statements } = section;
  statements.forEach((s, i) => {
    if (s.kind !== 'standard' || !s.figure?.printed) return;
    const { flat } = s.paragraph;
    const text = flat.text;
    const ahead = before(s, text);
    if (!perHead.ends.some((w) => ahead.endsWith(w)) && !ahead.includes(perHead.holds)) return;
    const near = statements.slice(Math.max(0, i - 3), i + 3).filter((o) => o.paragraph === s.paragraph);
    const count = near.filter(
      (o) => o.kind === 'count' && perHead.units.includes(foldName(o.figure?.unitText ?? '')),
    );
    const amount = near.filter((o) => o.kind === 'value' && o.figure?.kind === 'money' && !o.figure.lacks);
    if (count.length !== 1 || amount.length !== 1) return;
    const [people] = count;
    const [money] = amount;
    if (!people?.figure || !money?.figure || people.figure.approximate || money.figure.approximate) return;
    const { start, end } = sentenceOf(s, text);
    const sentence = text.slice(start, end);
    if (perHead.planned.some((w) => sentence.includes(w)) || !perHead.said.some((w) => sentence.includes(w)))
      return;
    found.push(product('product', money.figure, [people.figure, s.figure], money.figure));
  });
  return found;
}

/** An amount as a count times what each comes to; it is told of one of them. */
function product(
  id: string,
  amount: ProseFigure,
  factors: readonly [ProseFigure, ProseFigure],
  of: ProseFigure,
): Relation {
  return relationOf(
    { shape: 'product', left: [once(amount)], factors: factors.map((f) => [once(f)]), constant: 0n },
    {
      rule: 'prose-figure',
      id,
      op: '=',
      source: { kind: 'prose', block: of.owner.block, span: of.span, id },
      severity: 'warning',
      total: of,
      text: factors.map(written).join(' × '),
      required: false,
      explanation: false,
    },
  );
}

/**
 * What an amount comes to for each of what its sentence counts (`车均 3 万元`, `人均 90 元`): where there is one such
 * amount and one such count in the sentence.
 */
export function averages(section: ProseSection, { averages: kinds, perHead }: ProseWords): Relation[] {
  const { statements } = section;
  return statements.flatMap((s) => {
    const each = s.kind === 'standard' ? s.figure : undefined;
    const { text } = s.paragraph.flat;
    if (each?.kind !== 'money' || !each.printed || each.approximate) return [];
    const ahead = before(s, text);
    const kind = kinds.find(({ words }) => words.some((w) => ahead.includes(w)));
    if (!kind) return [];
    const { start, end } = sentenceOf(s, text);
    const sentence = text.slice(start, end);
    if (perHead.planned.some((w) => sentence.includes(w))) return [];
    const inSentence = statements.filter((o) => {
      const at = o !== s && o.paragraph === s.paragraph ? flatIndex(o) : -1;
      return start <= at && at < end;
    });
    const counts = inSentence.flatMap((o) =>
      o.kind === 'count' && kind.units.includes(foldName(o.figure.unitText)) ? [o.figure] : [],
    );
    const amounts = inSentence.flatMap((o) =>
      isAmount(o) && kind.items.some((item) => o.subjectText.includes(item)) ? [o.figure] : [],
    );
    const [count] = counts;
    const [amount] = amounts;
    const alone =
      new Set(counts.map((f) => f.value)).size === 1 && new Set(amounts.map((f) => f.value)).size === 1;
    if (!count || !amount || !alone || count.approximate || count.value <= 0n) return [];
    return [product(AVERAGE, amount, [count, each], each)];
  });
}

/** The id of the relations of averages. */
export const AVERAGE = 'average';

function before(s: Statement, text: string): string {
  const at = flatIndex(s);
  return text.slice(Math.max(0, at - 12), at);
}

/** The sentence, or the part of it up to a semicolon, that a statement stands in. */
function sentenceOf(s: Statement, text: string): { start: number; end: number } {
  const at = flatIndex(s);
  const start = 1 + Math.max(text.lastIndexOf(';', at - 1), text.lastIndexOf('\u3002', at - 1));
  const length = text.slice(at).search(/[;\u3002]/);
  return { start, end: length < 0 ? text.length : at + length };
}
