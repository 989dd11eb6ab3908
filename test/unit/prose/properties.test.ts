/** Line ends, full-width forms and blanks change nothing of what a paragraph says. Nothing makes the reader fail. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWidth } from '../../../server/src/base/fold.ts';
import type { Figure } from '../../../server/src/model/types.ts';
import type { ProseFigure, Statement } from '../../../server/src/prose/index.ts';
import {
  againstOf,
  directionOf,
  isMeasured,
  isPast,
  measureOf,
} from '../../../server/src/prose/statement.ts';
import { readLine } from '../../../server/src/syntax/line.ts';
import { cases } from '../../support/everything.ts';
import { expectGrowth } from '../../support/growth.ts';
import { Reader, type Reading, readText } from '../../support/prose.ts';

const SAMPLES = ['聊城2022决算', '武汉东西湖2022决算', '晋城2022决算', '曲阳县2022预算', '海港区2024预算'];

function nameOf(figure: Figure): string {
  if (figure.owner.kind === 'prose') return foldWidth(figure.raw).replace(/\s/g, '');
  const cell = (figure as ProseFigure['binding']['cell'])!;
  return `${cell.owner.title}/${cell.row.line}/${cell.column.index}`;
}

/** A statement without its place. */
function signature(s: Statement): string {
  const figure = s.figure;
  const against = againstOf(s);
  return [
    s.kind,
    s.subjectText,
    measureOf(s),
    isPast(s),
    figure
      ? `${nameOf(figure)} ${foldWidth(figure.unitText)} ${figure.lacks ?? ''} ${figure.approximate}`
      : '',
    figure?.binding.cell
      ? nameOf(figure.binding.cell)
      : (figure?.binding.indicator ?? figure?.binding.reason ?? ''),
    isMeasured(s) && s.current ? nameOf(s.current) : '',
    isMeasured(s) && s.base ? nameOf(s.base) : '',
    directionOf(s)?.sign,
    against ? `${against.with}${against.year}` : '',
    'change' in s && s.change ? nameOf(s.change.figure) : '',
  ].join(' | ');
}

function all(reading: Reading): string[] {
  return [
    ...reading.prose.statements.map(signature),
    ...reading.outcomes.map((o) => `${o.relation.rule} ${o.relation.id} ${o.state}`),
    ...reading.issues.filter((i) => i.rule !== 'double-punctuation').map((i) => `${i.rule} ${i.what}`),
  ];
}

const readers = SAMPLES.map((name) => {
  const reader = new Reader(readFileSync(`samples/${name}.disclosure`, 'utf8'));
  const base = reader.read();
  const said = all(base);
  // Lines that state something.
  const lines = new Set<number>();
  for (const s of base.prose.statements)
    if (s.figure) lines.add(base.report.lineOf(s.figure.owner.block) + s.figure.span.line);
  return { name, reader, said, lines: [...lines].sort((a, b) => a - b) };
});

const somewhere = fc.constantFrom(...readers).chain((r) =>
  fc.record({
    r: fc.constant(r),
    line: fc.constantFrom(...r.lines),
    at: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
  }),
);

/** Whether a line may be cut here and both halves still be prose. */
function cuts(text: string, at: number): boolean {
  const rest = text.slice(at);
  if (rest.trim() === '' || text.slice(0, at).trim() === '') return false;
  return (
    !rest.startsWith('#') &&
    !/^\s*(?:\/\/|\||#)/.test(rest) &&
    readLine({ text: rest, eol: '\n' }).kind === 'prose' &&
    readLine({ text: text.slice(0, at), eol: '\n' }).kind === 'prose'
  );
}

describe('what is said does not depend on how it is set', () => {
  test('line ends at any place', () => {
    fc.assert(
      fc.property(somewhere, ({ r, line, at }) => {
        let text = r.reader.lineText(line);
        const places = [...new Set(at.map((n) => (n % Math.max(text.length - 1, 1)) + 1))].sort(
          (a, b) => b - a,
        );
        for (const place of places) {
          const tail = text.indexOf('\n', place);
          const piece = tail < 0 ? text.slice(place) : text.slice(place, tail);
          if (cuts(text.slice(0, place) + piece, place))
            text = `${text.slice(0, place)}\n${text.slice(place)}`;
        }
        expect(all(r.reader.read(line, text))).toEqual(r.said);
      }),
      { numRuns: cases(150, 50) },
    );
  });

  test('full-width digits and signs', () => {
    fc.assert(
      fc.property(somewhere, ({ r, line, at }) => {
        const text = r.reader.lineText(line);
        const wide = [...text].map((c, i) => {
          if (!/[0-9%();:]/.test(c) && !(c === '.' && /[0-9]/.test(text[i + 1] ?? ''))) return c;
          return at.includes(i % 7) || at.length > 4 ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c;
        });
        expect(all(r.reader.read(line, wide.join('')))).toEqual(r.said);
      }),
      { numRuns: cases(100, 35) },
    );
  });

  test('blanks around figures and their units', () => {
    fc.assert(
      fc.property(somewhere, ({ r, line, at }) => {
        const text = r.reader.lineText(line);
        let n = 0;
        const spaced = text.replace(
          /(?<=[0-9%])(?=[万亿元%辆台批人个年])|(?<=[一-鿿，；：、])(?=[0-9])/g,
          () => (at.includes(n++ % 5) || at.length > 3 ? (n % 2 ? ' ' : '\u3000') : ''),
        );
        expect(all(r.reader.read(line, spaced))).toEqual(r.said);
      }),
      { numRuns: cases(100, 35) },
    );
  });
});

describe('never fails', () => {
  const words = fc.constantFrom(
    '2022年度',
    '收入合计',
    '12,345.67',
    '万元',
    '，',
    '。',
    '；',
    '：',
    '（',
    '）',
    '其中',
    '占',
    '99.9%',
    '比上年',
    '增加',
    '减少',
    '增长',
    '下降',
    '年初预算',
    '支出决算',
    '完成',
    '的',
    '分别为',
    '、',
    '1.',
    '（类）',
    '\n',
    ' ',
    '12,34.5',
    '-3',
    '×',
    '亿',
    '人次',
    '批次',
    '主要包括',
    '原因是',
    '图',
    'XX',
    '**',
    '①',
    '\u0000',
    '😀',
    '〔2022〕',
    '每人',
    '大于',
    '持平',
  );
  test('any run of words', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const reading = readText(
          `标题：x\n年度：2022\n类型：决算\n\n# 第三部分\n\n## 一、收入支出决算总体情况说明\n\n${parts.join('')}\n`,
        );
        expect(reading.prose.sections.length).toBeLessThanOrEqual(60);
        for (const f of reading.prose.figures) expect(f.span.end).toBeGreaterThanOrEqual(f.span.start);
      }),
      { numRuns: cases(300, 100) },
    );
  });

  test('any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        (text) => void readText(`# 三公\n\n${text}`),
      ),
      { numRuns: cases(200, 70) },
    );
  });

  test('long paragraphs stay linear', () => {
    const sentence = '2022年度收入合计 2,817.04 万元，其中：财政拨款收入 2,811.67 万元，占 99.81%；';
    const read = (n: number) =>
      readText(`年度：2022\n类型：决算\n\n## 收入决算情况\n\n${sentence.repeat(n)}\n`);
    // Eight times the text.
    expectGrowth(
      () => read(50),
      () => read(400),
      40,
    );
    // Brackets and digits without end.
    readText(`## 收入决算情况\n\n${'('.repeat(20000)}`);
    readText(`## 收入决算情况\n\n${'1'.repeat(20000)}`);
    readText(`## 收入决算情况\n\n${'1,111'.repeat(5000)}`);
  });
});
