import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

interface Side {
  readonly header: string;
  readonly items: readonly [string, string];
}

const FUNCTIONS: Side = { header: '项目（按功能分类）', items: ['205 教育支出', '208 社会保障和就业支出'] };
const NATURE: Side = { header: '项目（按支出性质）', items: ['一、基本支出', '二、项目支出'] };
const ECONOMY: Side = { header: '项目（按经济分类）', items: ['1.工资福利支出', '2.商品和服务支出'] };

/** A table of income and of two divisions of what is spent, with the amounts of the second. */
function text([one, other]: readonly [Side, Side], amounts: readonly string[], column = '预算数'): string {
  const [first, second, total, grand] = amounts;
  return report(
    '预算',
    '## 收支预算总表',
    `| 收入/项目 | 收入/预算数 | 支出/${one.header} | 支出/预算数 | 支出/${other.header} | 支出/${column} |`,
    '| --- | ---: | --- | ---: | --- | ---: |',
    `| 一、一般公共预算拨款收入 | 640.00 | ${one.items[0]} | 512.00 | ${other.items[0]} | ${first} |`,
    `|  |  | ${one.items[1]} | 128.00 | ${other.items[1]} | ${second} |`,
    `| 本年收入合计 | 640.00 | 本年支出合计 | 640.00 | 本年支出合计 | ${total} |`,
    `| 收入总计 | 640.00 | 支出总计 | 640.00 | 支出总计 | ${grand} |`,
  );
}

const RIGHT = ['410.00', '230.00', '640.00', '640.00'];
const found = (report: string) => findings(analyse(report), /balance|total|row-sum|cross-table/);

describe.each([
  ['functions and nature', [FUNCTIONS, NATURE]],
  ['nature and economy', [NATURE, ECONOMY]],
  ['economy and functions', [ECONOMY, FUNCTIONS]],
] as const)('the same side divided twice: %s', (_, sides) => {
  test('is silent where it adds up', () => {
    expect(found(text(sides, RIGHT))).toEqual([]);
  });

  test.each([0, 1, 2, 3])('what does not add up is told once: amount %i', (at) => {
    const spoiled = RIGHT.with(at, '604.00');
    const [one, ...more] = found(text(sides, spoiled));
    // Which item it is nobody knows: told at the total, where the other division bears it out.
    expect(one).toContain(at === 3 ? '13:' : '12:');
    expect(more).toEqual([]);
  });
});

test('columns of another name are another amount', () => {
  expect(found(text([FUNCTIONS, NATURE], ['374.00', '230.00', '604.00', '604.00'], '上年执行数'))).toEqual(
    [],
  );
});
