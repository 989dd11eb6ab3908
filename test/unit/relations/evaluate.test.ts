import { describe, expect, test } from 'vitest';
import { halfDigit, parseNumber, scaledOf } from '../../../server/src/base/amount.ts';
import type { Figure } from '../../../server/src/model/types.ts';
import { evaluate, ratioInterval, ratioValue } from '../../../server/src/relations/evaluate.ts';
import type { Relation, RelationOp, Term } from '../../../server/src/relations/types.ts';
import { parse } from '../../../server/src/syntax/tree.ts';

const block = parse('').blocks[0]!.block;

/** A figure as printed: `1,027.00`, `33.43%`, `''`, `—`, `?` for one that cannot be read. */
function figure(raw: string, unit = 4, decimals?: number): Figure {
  const percent = raw.endsWith('%');
  const printed = parseNumber(percent ? raw.slice(0, -1) : raw);
  const own = percent ? 0 : unit;
  const places = Math.max(printed?.decimals ?? 0, decimals ?? 0);
  return {
    owner: { kind: 'prose', block },
    span: { line: 0, start: 0, end: 0 },
    raw,
    state: printed ? 'amount' : raw === '' ? 'blank' : raw === '—' ? 'dash' : 'unreadable',
    kind: percent ? 'percent' : 'money',
    printed,
    unit: own,
    value: printed ? scaledOf(printed, own) : 0n,
    half: printed && !printed.zero ? halfDigit(places, own) : 0n,
    decimals: places,
  };
}

const terms = (...all: (string | [string, bigint] | Figure)[]): Term[] =>
  all.map((t) =>
    typeof t === 'string'
      ? { figure: figure(t), factor: 1n }
      : Array.isArray(t)
        ? { figure: figure(t[0]), factor: t[1] }
        : { figure: t, factor: 1n },
  );

const base = {
  rule: 'total',
  id: 'x',
  source: { kind: 'form', form: '', id: 'x' },
  text: '',
  explanation: false,
  absent: [],
  outcome: undefined,
} as const;

function linear(
  left: Term[],
  right: Term[],
  op: RelationOp = '=',
  more: { required?: boolean; constant?: bigint } = {},
): Relation {
  return {
    ...base,
    shape: 'linear',
    op,
    left,
    right,
    constant: more.constant ?? 0n,
    total: left.length === 1 && op === '=' ? left[0]!.figure : undefined,
    required: more.required ?? true,
  };
}

const state = (relation: Relation) => evaluate(relation).state;

describe('sums', () => {
  test.each([
    ['exact', '3.00', ['1.00', '2.00'], 'exact'],
    // Three figures of two decimals: 0.015 of slack, ends included.
    ['one last digit off', '3.01', ['1.00', '2.00'], 'rounding'],
    ['two last digits off', '3.02', ['1.00', '2.00'], 'broken'],
    ['seven parts explain four last digits', '7.04', Array(7).fill('1.00'), 'rounding'],
    ['seven parts do not explain five', '7.05', Array(7).fill('1.00'), 'broken'],
    ['blanks and dashes add as exact zero', '1.00', ['1.00', '', '—'], 'exact'],
    ['a bare 0 has no room', '0.02', ['0', '0.00'], 'broken'],
    ['two figures of one place may differ by one digit', '1.01', ['1.00'], 'rounding'],
    ['and not by two', '1.02', ['1.00'], 'broken'],
    ['no part at all', '0.00', [], 'exact'],
    ['a bare total of zero over nothing', '0', [''], 'exact'],
    ['rounded from more decimals', '326.7', ['326.72'], 'rounding'],
    ['negative parts', '-1.00', ['1.00', '-2.00'], 'exact'],
  ] as [string, string, string[], string][])('%s', (_, total, parts, expected) => {
    expect(state(linear(terms(total), terms(...parts)))).toBe(expected);
  });

  test('the ends of the intervals belong to them', () => {
    // 0.05 ± 0.005 and 0.06 ± 0.005 meet at 0.055.
    expect(state(linear(terms('0.06'), terms('0.05')))).toBe('rounding');
    expect(evaluate(linear(terms('0.06'), terms('0.05'))).slack).toBe(2n * halfDigit(2, 4));
  });

  test('units are converted exactly', () => {
    const yuan = (raw: string) => figure(raw, 0);
    expect(state(linear(terms('2,817.04'), terms(yuan('28,170,400.00'))))).toBe('exact');
    expect(state(linear(terms('2,817.04'), terms(yuan('28,170,449.99'))))).toBe('rounding');
    expect(state(linear(terms('2,817.04'), terms(yuan('28,170,450.01'))))).toBe('broken');
  });

  test('factors and constants', () => {
    expect(state(linear(terms('6.00'), terms(['2.00', 3n])))).toBe('exact');
    expect(state(linear(terms('6.02'), terms(['2.00', 3n])))).toBe('rounding');
    expect(state(linear(terms('6.03'), terms(['2.00', 3n])))).toBe('broken');
    expect(
      state(linear(terms('5.00'), terms('2.00'), '=', { constant: scaledOf(parseNumber('3')!, 4) })),
    ).toBe('exact');
  });

  test.each([
    ['1.00', '≤', '2.00', 'exact'],
    ['2.00', '≤', '2.00', 'exact'],
    ['2.01', '≤', '2.00', 'rounding'],
    ['2.02', '≤', '2.00', 'broken'],
    ['3.00', '≥', '2.00', 'exact'],
    ['1.99', '≥', '2.00', 'rounding'],
    ['1.98', '≥', '2.00', 'broken'],
    ['', '≤', '2.00', 'exact'],
    ['0.01', '≤', '', 'broken'],
  ] as const)('%s %s %s is %s', (left, op, right, expected) => {
    expect(state(linear(terms(left), terms(right), op))).toBe(expected);
  });
});

describe('what is not checked', () => {
  test.each([
    ['a part that cannot be read', '3.00', ['1.00', '?'], true, 'notChecked unreadable'],
    ['a total that cannot be read', '?', ['1.00'], true, 'notChecked unreadable'],
    ['nothing printed at all', '', ['', '—'], true, 'notApplicable all-blank'],
    ['a dash as total', '—', ['1.00'], true, 'notApplicable dash'],
    ['a blank total that the form does not require', '', ['1.00'], false, 'notChecked blank-total'],
    ['a blank total over parts of zero', '', ['0.00'], false, 'exact '],
    ['a blank total that the form requires', '', ['1.00'], true, 'broken '],
  ] as [string, string, string[], boolean, string][])('%s', (_, total, parts, required, expected) => {
    const found = evaluate(linear(terms(total), terms(...parts), '=', { required }));
    expect(`${found.state} ${found.reason ?? ''}`).toBe(expected);
  });
});

describe('with a correction laid over', () => {
  test('a figure stands for another value, also one that was blank or could not be read', () => {
    for (const raw of ['9.00', '', '?', '—']) {
      const total = figure(raw);
      const relation = linear(terms(total), terms('1.00', '2.00'));
      const overlay = new Map([[total, { value: scaledOf(parseNumber('3.00')!, 4), half: halfDigit(2, 4) }]]);
      expect([raw, evaluate(relation, overlay).state]).toEqual([raw, 'exact']);
    }
  });
});

test('what claims nothing differs by nothing', () => {
  for (const relation of [
    linear(terms('—'), terms('1.00', '2.00')),
    linear(terms(''), terms('', '')),
    linear(terms('?'), terms('1.00')),
  ])
    expect(evaluate(relation)).toMatchObject({ difference: 0n, slack: 0n });
});

describe('percentages', () => {
  const rate = (printed: string, numerator: string, denominator: string, op: RelationOp = '='): Relation => {
    const own = figure(printed);
    return {
      ...base,
      shape: 'ratio',
      op,
      rate: own,
      numerator: terms(numerator),
      denominator: terms(denominator),
      total: own,
      required: true,
    };
  };

  test.each([
    ['33.33%', '342.35', '1,027.00', 'exact'],
    // 342.345 ÷ 1,027.005 … 342.355 ÷ 1,026.995 reaches 33.3356: 33.34 too lies within.
    ['33.34%', '342.35', '1,027.00', 'rounding'],
    ['33.43%', '342.35', '1,027.00', 'broken'],
    ['66.67%', '684.65', '1,027.00', 'exact'],
    ['2.7%', '27.00', '1,000.00', 'exact'],
    ['72%', '4.32', '6.00', 'exact'],
    ['100%', '0.00', '0.00', 'broken'],
    ['100.00%', '5.00', '', 'broken'],
    ['0%', '', '0.00', 'rounding'],
    ['0.00%', '0.00', '0.00', 'rounding'],
    ['0%', '0.00', '5.00', 'exact'],
    ['-21.78%', '-784.33', '3,601.37', 'exact'],
    // A base whose interval holds zero allows anything that its printed value gives.
    ['100%', '0.01', '0.01', 'exact'],
  ] as const)('%s of %s ÷ %s is %s', (printed, n, d, expected) => {
    expect(state(rate(printed, n, d))).toBe(expected);
  });

  test('a rate on a base of zero has its own reason', () => {
    expect(evaluate(rate('100%', '1.00', '0.00')).reason).toBe('zero-base');
  });

  test('limits', () => {
    expect(state(rate('90%', '1.00', '1.00', '≤'))).toBe('rounding');
    expect(state(rate('110%', '1.00', '1.00', '≤'))).toBe('broken');
    expect(state(rate('90%', '1.00', '1.00', '≥'))).toBe('broken');
  });

  test('the value, and the interval that holds it', () => {
    const relation = rate('33.33%', '342.35', '1,027.00') as Extract<Relation, { shape: 'ratio' }>;
    const value = ratioValue(relation)!;
    const { low, high } = ratioInterval(relation)!;
    expect(low < value && value < high).toBe(true);
    expect(
      ratioInterval(rate('1%', '1.00', '0.00') as Extract<Relation, { shape: 'ratio' }>),
    ).toBeUndefined();
  });
});

describe('products', () => {
  const product = (left: string, ...factors: Figure[]): Relation => ({
    ...base,
    shape: 'product',
    op: '=',
    left: terms(left),
    factors: factors.map((f) => terms(f)),
    constant: 0n,
    total: undefined,
    required: true,
  });
  const count = (raw: string) => figure(raw, 0);

  test('金额 = 数量 × 单价', () => {
    expect(state(product('7.50', count('3.00'), figure('2.50')))).toBe('exact');
    // 3 (± 0.005) × 2.50 (± 0.005) reaches 7.53.
    expect(state(product('7.53', count('3.00'), figure('2.50')))).toBe('rounding');
    expect(state(product('7.60', count('3.00'), figure('2.50')))).toBe('broken');
    expect(state(product('-7.50', count('-3.00'), figure('2.50')))).toBe('exact');
    // 总额 = 数量 × 单价 + 1.00 万元.
    const more = (total: string) => ({
      ...product(total, count('3.00'), figure('2.50')),
      constant: scaledOf(parseNumber('1.00')!, 4),
    });
    expect([state(more('8.50')), state(more('6.50'))]).toEqual(['exact', 'broken']);
  });
});
