/** 人数 × 标准 = 金额, where the sentence says all three and none is planned or about. */
import { foldName } from '../../base/fold.ts';
import type { ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { once, type Relation, relationOf } from '../types.ts';
import { flatIndex, written } from './places.ts';

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
    const sentence = sentenceAround(s, text);
    if (perHead.planned.some((w) => sentence.includes(w)) || !perHead.said.some((w) => sentence.includes(w)))
      return;
    found.push(
      relationOf(
        {
          shape: 'product',
          left: [once(money.figure)],
          factors: [[once(people.figure)], [once(s.figure)]],
          constant: 0n,
        },
        {
          rule: 'prose-figure',
          id: 'product',
          op: '=',
          source: {
            kind: 'prose',
            block: money.figure.owner.block,
            span: money.figure.span,
            id: 'product',
          },
          severity: 'warning',
          total: money.figure,
          text: `${written(people.figure)} × ${written(s.figure)}`,
          required: false,
          explanation: false,
        },
      ),
    );
  });
  return found;
}

const STOP = /[;\u3002]/;

function before(s: Statement, text: string): string {
  const at = flatIndex(s);
  return text.slice(Math.max(0, at - 12), at);
}

function sentenceAround(s: Statement, text: string): string {
  const at = flatIndex(s);
  const ahead = text.slice(0, at).split(STOP).at(-1) ?? '';
  return ahead + (text.slice(at).split(STOP)[0] ?? '');
}
