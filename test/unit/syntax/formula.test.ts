import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConditionNode,
  type ExprNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  parsePrintedFormulas,
} from '../../../server/src/syntax/formula.ts';

/** A formula as nested brackets, every name in its parts. */
function show(node: ExprNode): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'ref':
      return node.parts.map((p) => `[${p.text}]`).join('.') + (node.to ? `..[${node.to.text}]` : '');
    case 'binary':
      return `(${show(node.left)} ${node.op} ${show(node.right)})`;
  }
}

function showCondition(condition: ConditionNode): string {
  switch (condition.kind) {
    case 'compare':
      return showFormula(condition.formula);
    case 'filled':
      return `${show(condition.ref)} 非空`;
    case 'note':
      return `${condition.table} ${condition.negated ? '不含' : '含'} ${condition.word}`;
    case 'key':
      return `${condition.key} ∈ ${condition.values.join('|')}`;
  }
}

function showFormula(formula: FormulaNode): string {
  const when = formula.conditions.map((c) => ` 当 ${showCondition(c)}`).join('');
  return `${show(formula.left)} ${formula.op} ${show(formula.right)}${when}`;
}

const read = (text: string) => {
  const { formula, error } = parseFormula(text);
  return formula ? showFormula(formula) : `! ${error?.message} ${text.slice(error?.start, error?.end)}`;
};

describe('formulas', () => {
  test.each([
    // references
    [
      '公开01.本年收入合计.金额 = 公开02.合计.本年收入合计',
      '[公开01].[本年收入合计].[金额] = [公开02].[合计].[本年收入合计]',
    ],
    ['公开02.20801.1栏 = 0', '[公开02].[20801].[1栏] = 0'],
    ['27行 = 31行', '[27行] = [31行]'],
    ['机关运行经费 = 公开06.公用经费合计', '[机关运行经费] = [公开06].[公用经费合计]'],
    ['201 = 20101 + 2010101', '[201] = ([20101] + [2010101])'],
    // ranges
    ['甲 = 公开02.2080101..2080199.1栏', '[甲] = [公开02].[2080101].[1栏]..[2080199]'],
    ['甲 = 2080101..2080199', '[甲] = [2080101]..[2080199]'],
    // quotes, dots, operators, brackets in names
    ['甲 = “三公”经费', '! trailing 经费'],
    ['甲 = “““三公””经费”', '[甲] = [““三公””经费]'],
    ['甲 = “财政拨款“三公”经费”.合计', '[甲] = [财政拨款“三公”经费].[合计]'],
    ['甲 = "1.其他 支出"', '[甲] = [1.其他 支出]'],
    ['甲 = “收入-支出”', '[甲] = [收入-支出]'],
    ['因公出国（境）费 = 0', '[因公出国（境）费] = 0'],
    ['（一）人员经费 = 甲', '[（一）人员经费] = [甲]'],
    ['甲 = 本年支出/基本支出', '[甲] = [本年支出/基本支出]'],
    // operators
    ['甲 = 乙 + 丙 - 丁', '[甲] = (([乙] + [丙]) - [丁])'],
    ['甲 = 乙 * (丙 + 丁)', '[甲] = ([乙] * ([丙] + [丁]))'],
    ['甲 = (乙 + 丙) * 2', '[甲] = (([乙] + [丙]) * 2)'],
    ['甲 = 2 × 乙 + 1.5', '[甲] = ((2 * [乙]) + 1.5)'],
    ['（甲＋乙）＝丙－丁', '([甲] + [乙]) = ([丙] - [丁])'],
    ['甲=乙+丙', '[甲] = ([乙] + [丙])'],
    // relations
    ['甲 ≥ 乙', '[甲] ≥ [乙]'],
    ['甲 >= 乙', '[甲] ≥ [乙]'],
    ['甲 ≤ 乙', '[甲] ≤ [乙]'],
    ['甲 ＜＝ 乙', '[甲] ≤ [乙]'],
    // conditions
    ['甲 = 乙，当 单位性质 = 行政', '[甲] = [乙] 当 单位性质 ∈ 行政'],
    ['甲 = 乙,当单位性质=行政或参公', '[甲] = [乙] 当 单位性质 ∈ 行政|参公'],
    ['甲 = 乙，当 公开01.丙 = 0', '[甲] = [乙] 当 [公开01].[丙] = 0'],
    // what may stand at the end
    ['  甲 = 乙；', '[甲] = [乙]'],
    ['甲 = 乙。', '[甲] = [乙]'],
    // full-width digits are digits
    ['２７行 = １.５', '[２７行] = 1.5'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['', 'expected-operand'],
    ['甲', 'expected-relation'],
    ['甲 +', 'expected-operand'],
    ['= 乙', 'expected-operand'],
    ['甲 = ', 'expected-operand'],
    ['甲 = 乙 丙', 'trailing'],
    ['甲 = 乙 = 丙', 'trailing'],
    ['甲 = (乙 + 丙', 'unclosed'],
    ['甲 = “乙', 'unclosed'],
    [`甲 = 乙${' + 乙'.repeat(1001)}`, 'too-long'],
    [`甲 = 乙${' × 乙'.repeat(1001)}`, 'too-long'],
    [`甲 = ${'('.repeat(5000)}`, 'too-long'],
    ['甲 < 乙', 'expected-relation'],
    ['甲 = 乙，当', 'expected-operand'],
    ['甲 = 乙，当 丙', 'expected-relation'],
  ])('%.20s is an error with its place: %s', (text, message) => {
    const { formula, error } = parseFormula(text);
    expect(formula).toBeUndefined();
    expect(error?.message).toBe(message);
    expect(error!.start).toBeGreaterThanOrEqual(0);
    expect(error!.end).toBeLessThanOrEqual(text.length);
  });

  test('places count from the start of the text', () => {
    const text = ' 公开01.“合 计”.金额 = 乙 + 丙 ';
    const { formula } = parseFormula(text);
    const right = formula!.right as Extract<ExprNode, { kind: 'binary' }>;
    const left = formula!.left as Extract<ExprNode, { kind: 'ref' }>;
    expect(left.parts.map((p) => text.slice(p.start, p.end))).toEqual(['公开01', '“合 计”', '金额']);
    expect(text.slice(right.left.start, right.left.end).trim()).toBe('乙');
    expect(text.slice(right.start, right.end).trim()).toBe('乙 + 丙');
  });

  test('never throws', () => {
    const pieces = fc.constantFrom(
      '甲',
      '公开01',
      '.',
      '..',
      '1栏',
      '205',
      '+',
      '-',
      '*',
      '(',
      ')',
      '（',
      '）',
    );
    const more = fc.constantFrom(
      '=',
      '≥',
      '≤',
      '“',
      '”',
      '"',
      '，当 ',
      ' ',
      '且',
      '非空',
      '.注 含 ',
      'Σ',
      '\ud800',
      '1.5',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, more, fc.string()), { maxLength: 30 }), (parts) => {
        const { formula, error } = parseFormula(parts.join(''));
        expect(formula === undefined).toBe(error !== undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe('conditions of forms', () => {
  test.each([
    ['Σ三公 非空', ['[Σ三公] 非空']],
    ['决算09.注 含 全年预算', ['决算09 含 全年预算']],
    ['决算09.注 不含 全年预算', ['决算09 不含 全年预算']],
    ['单位性质 = 行政、参公', ['单位性质 ∈ 行政|参公']],
    [
      '决算01.年初结转和结余.金额 = 0 且 决算07.合计.小计 ≥ 决算08.合计.小计',
      ['[决算01].[年初结转和结余].[金额] = 0', '[决算07].[合计].[小计] ≥ [决算08].[合计].[小计]'],
    ],
  ])('%s', (text, expected) => {
    expect(parseConditions(text).conditions.map(showCondition)).toEqual(expected);
  });

  test('one that cannot be read is an error', () => {
    expect(parseConditions('决算01.总计.金额').error?.message).toBe('expected-relation');
    expect(parseConditions('甲 = 乙 丙').error?.message).toBe('condition');
  });
});

describe('formulas that notes print', () => {
  const printed = (text: string) =>
    parsePrintedFormulas(text).map(
      (f) =>
        `${f.target}${f.kind === 'row' ? '行' : '栏'}=${f.terms
          .map((t) => (t.negative ? '-' : '+') + t.number)
          .join('')}${f.misprint ? '!' : ''}`,
    );

  test.each([
    [
      '27行＝（1+2+3+4+5+6+7+8）行；31行＝（27+28+29）行；58行＝（32+33+…+57）行',
      [
        '27行=+1+2+3+4+5+6+7+8',
        '31行=+27+28+29',
        `58行=${Array.from({ length: 26 }, (_, i) => `+${32 + i}`).join('')}`,
      ],
    ],
    [
      '1栏各行＝（2+3+4+5+6+7）栏各行；6栏各行 = （1+2-3）栏各行；1栏=（2+3+6）栏',
      ['1栏=+2+3+4+5+6+7', '6栏=+1+2-3', '1栏=+2+3+6'],
    ],
    ['27行—（1+2）行；31行-(27+28)行。', ['27行=+1+2!', '31行=+27+28!']],
    ['27行——（1+2）行', ['27行=+1+2!']],
    ['1.本套报表金额单位转换时可能存在尾数误差；27行＝（1+2）行。', ['27行=+1+2']],
    ['注释 27行＝（1+2）行', []],
    ['5行＝（1+…+4）行', ['5行=+1+2+3+4']],
    ['5行＝（1+......+4）行', ['5行=+1+2+3+4']],
    ['5行＝（1至4）行', ['5行=+1+2+3+4']],
    ['5行＝（1～4）行', ['5行=+1+2+3+4']],
    ['5行＝1+2行', ['5行=+1+2']],
    ['5行＝1行+2行', ['5行=+1+2']],
    ['２７行＝（１＋２）行', ['27行=+1+2']],
    ['27行＝28行，29行＝（1+2）行', ['27行=+28', '29行=+1+2']],
    ['27行=（1+2）栏', []],
    ['27行=（1+甲）行', []],
    ['27行=', []],
    ['27行=（…+3）行', []],
    ['本年支出合计＝基本支出+项目支出', []],
  ])('%s', (text, expected) => {
    expect(printed(text)).toEqual(expected);
  });

  test('places, and that of the misprint', () => {
    const text = '注 27行—（1+2）行；  31行＝（27+28）行。';
    const [first, second] = parsePrintedFormulas(text.slice(2));
    const own = text.slice(2);
    expect(own.slice(first!.start, first!.end)).toBe('27行—（1+2）行');
    expect(own.slice(first!.misprint!.start, first!.misprint!.end)).toBe('—');
    expect(own.slice(second!.start, second!.end)).toBe('31行＝（27+28）行');
    expect(second!.misprint).toBeUndefined();
  });

  test('huge clauses are left alone', () => {
    expect(parsePrintedFormulas(`1行=（${'1+'.repeat(5000)}1）行`)).toEqual([]);
  });
});
