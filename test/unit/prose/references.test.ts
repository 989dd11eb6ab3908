/** What clauses may point at: an amount that nothing names is nobody's part, whole, budget or amount before. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMeasured } from '../../../server/src/prose/statement.ts';
import { reportWith } from '../../support/corpus.ts';
import { cases } from '../../support/everything.ts';
import { type Reading, readText } from '../../support/prose.ts';

type Piece = readonly [kind: 'named' | 'bare' | 'other', text: (n: number) => string];

/** No table of the context prints these amounts. */
const money = (n: number) => `${(70_000 + n * 137).toFixed(2)}万元`;
const percent = (n: number) => `${(3 + n * 1.37).toFixed(2)}%`;

const BARE: Piece = ['bare', money];

const PIECES: readonly Piece[] = [
  ['named', (n) => `支出合计${money(n)}`],
  ['named', (n) => `基本支出${money(n)}`],
  ['named', (n) => `项目支出${money(n)}`],
  ['named', (n) => `公务接待费支出决算为${money(n)}`],
  ['other', (n) => `年初预算为${money(n)}`],
  ['named', (n) => `收入总计${money(n)}`],
  BARE,
  ['bare', (n) => `共${money(n)}`],
  ['other', (n) => `占${percent(n)}`],
  ['other', (n) => `占支出合计的${percent(n)}`],
  ['other', (n) => `项目支出占基本支出的${percent(n)}`],
  ['other', (n) => `比上年增加${money(n)}`],
  ['other', (n) => `增长${percent(n)}`],
  ['other', (n) => `比年初预算减少${money(n)}，下降${percent(n)}`],
  ['other', (n) => `完成年初预算的${percent(n)}`],
  ['other', () => '与上年持平'],
  ['other', () => '决算数大于预算数'],
];

const NAMED = PIECES.filter(([kind]) => kind === 'named');

const anyClause = fc.record({
  piece: fc.constantFrom(...PIECES),
  before: fc.constantFrom('', '', '', '其中：', '主要原因是'),
  behind: fc.constantFrom('，', '，', '；', '。', '。\n\n'),
});

/** `基本支出 300 万元，800 万元，`: the second has only the first one's name. */
const bareBehindNamed = fc.constantFrom(...NAMED).map((piece) => [
  { piece, before: '', behind: '，' },
  { piece: BARE, before: '', behind: '，' },
]);

const sentences = fc
  .array(
    fc.oneof(
      anyClause.map((c) => [c]),
      anyClause.map((c) => [c]),
      bareBehindNamed,
    ),
    {
      minLength: 3,
      maxLength: 7,
    },
  )
  .map((groups) => groups.flat());

/** All figures that statements, lists and names hold on to. */
function pointedAt({ prose }: Reading): Set<unknown> {
  const found = new Set<unknown>();
  for (const section of prose.sections) {
    for (const s of section.statements) {
      if (isMeasured(s)) for (const f of [s.current, s.base]) found.add(f);
      if (s.kind === 'share') for (const f of s.bases) found.add(f);
    }
    for (const { total, parts } of section.lists) for (const s of [total, ...parts]) found.add(s.figure);
    for (const { of } of section.names) found.add(of.figure);
  }
  return found;
}

test('an amount that its clause does not name, and no cell bears out, is never pointed at', () => {
  let bare = 0;
  fc.assert(
    fc.property(sentences, (clauses) => {
      const text = clauses.map(({ piece: [, say], before, behind }, i) => before + say(i) + behind).join('');
      const reading = readText(reportWith('甲', '支出决算情况说明', `${text.replace(/[，；]$/, '')}。`));
      const pointed = pointedAt(reading);
      const unnamed = clauses.flatMap(({ piece, before }, i) => {
        const last = clauses[i - 1];
        const behind = last?.piece[0] === 'named' && last.before === '' && last.behind === '，';
        return piece === BARE && before === '' && behind ? [money(i)] : [];
      });
      for (const figure of reading.prose.figures)
        if (unnamed.includes(figure.raw + figure.unitText)) {
          bare++;
          expect(figure.binding.cell, text).toBeUndefined();
          expect(pointed.has(figure), text).toBe(false);
        }
      for (const s of reading.prose.statements)
        if (s.kind === 'value' && !s.named) expect(pointed.has(s.figure), text).toBe(false);
    }),
    { numRuns: cases(300, 80) },
  );
  expect(bare).toBeGreaterThan(20);
});
