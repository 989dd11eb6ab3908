import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFormulaLine, parse, reparse, type Tree } from '../../../server/src/syntax/tree.ts';

/** Blocks as `kind: role role …`, blank blocks left out. */
function blocks(text: string): string[] {
  return parse(text)
    .blocks.filter((b) => b.block.kind !== 'blank')
    .map((b) => `${b.block.kind}@${b.line + 1}: ${b.block.roles.join(' ')}`);
}

const lines = (...all: string[]) => all.join('\n');
const TABLE = ['| 项目 | 金额 |', '| --- | ---: |', '| 合计 | 1.00 |'];

describe('front matter', () => {
  test.each([
    ['known key', lines('标题：甲', '年度：2022', '', '# 一'), 'front@1: property property'],
    [
      'blank lines and comments between',
      lines('标题：甲', '', '// 注', '年度：2022', '', '正文。'),
      'front@1: property blank comment property',
    ],
    [
      'unknown keys beside a known one',
      lines('编者：甲', '年度：2022', '# 一'),
      'front@1: property property',
    ],
    ['a blank line before', lines('', '标题：甲', '# 一'), 'front@1: blank property'],
    ['a byte order mark before', lines('\ufeff标题：甲', '# 一'), 'front@1: property'],
  ])('%s', (_, text, first) => {
    expect(blocks(text)[0]).toBe(first);
  });

  test.each([
    ['no known key', lines('编者：甲', '作者：乙')],
    ['after a heading', lines('# 一', '标题：甲')],
    ['a tab row', lines('单位：甲\t年度：2022', '1\t2')],
  ])('none: %s', (_, text) => {
    expect(blocks(text).some((b) => b.startsWith('front'))).toBe(false);
  });
});

describe('tables', () => {
  test('property lines, rows, notes', () => {
    const text = lines(
      '## 收入决算表',
      '公开02表    金额单位：万元',
      '',
      ...TABLE,
      '注：本表反映收入。',
      '1.其他说明。',
      '',
      '正文。',
    );
    expect(blocks(text)).toEqual([
      'heading@1: text',
      'table@2: property blank row delimiter row note note',
      'paragraph@10: text',
    ]);
  });

  test('prose between ends the property lines', () => {
    expect(blocks(lines('# 表', '公开02表', '这是一句话。', ...TABLE))).toEqual([
      'heading@1: text',
      'paragraph@2: text text',
      'table@4: row delimiter row',
    ]);
  });

  test('a line of pairs without a known key may stand under a heading', () => {
    expect(blocks(lines('# 表', '填报人：甲', ...TABLE))[1]).toBe('table@2: property row delimiter row');
    expect(blocks(lines('正文。', '填报人：甲', ...TABLE))).toEqual([
      'paragraph@1: text text',
      'table@3: row delimiter row',
    ]);
  });

  test('comments end neither a table nor a paragraph', () => {
    expect(blocks(lines(...TABLE, '// 甲', '| 其他 | 2.00 |'))).toEqual([
      'table@1: row delimiter row comment row',
    ]);
    expect(blocks(lines('一句', '// 甲', '又一句。'))).toEqual(['paragraph@1: text comment text']);
  });

  test('notes may stand after blank lines, and formulas alone are notes', () => {
    expect(blocks(lines(...TABLE, '', '注：甲。', '', '27行＝（1+2）行；'))).toEqual([
      'table@1: row delimiter row blank note blank note',
    ]);
    expect(blocks(lines(...TABLE, '', '1栏各行＝（2+3）栏各行'))).toEqual([
      'table@1: row delimiter row blank note',
    ]);
    expect(blocks(lines(...TABLE, '', '1.本年收入。'))[1]).toBe('paragraph@5: text');
  });

  test('the same header after blank lines continues the table, another begins one', () => {
    expect(blocks(lines(...TABLE, '', ...TABLE))).toEqual([
      'table@1: row delimiter row blank row delimiter row',
    ]);
    const other = ['| 项目 | 预算数 |', '| --- | --- |', '| 甲 | 1.00 |'];
    expect(blocks(lines(...TABLE, '', ...other))).toEqual([
      'table@1: row delimiter row',
      'table@5: row delimiter row',
    ]);
    // Also without a blank line: the delimiter row shows which row is a header.
    expect(blocks(lines(...TABLE, ...other))).toEqual([
      'table@1: row delimiter row',
      'table@4: row delimiter row',
    ]);
  });

  test('rows after blank lines without a header of their own belong to the table', () => {
    expect(blocks(lines(...TABLE, '', '| 其他 | 2.00 |'))).toEqual(['table@1: row delimiter row blank row']);
  });

  test('two tab rows are a table, one is prose', () => {
    expect(blocks('项目\t金额\n合计\t1.00')).toEqual(['table@1: row row']);
    expect(blocks('项目\t金额')).toEqual(['paragraph@1: text']);
    expect(blocks('一句话\n项目\t金额\n合计\t1.00')).toEqual(['paragraph@1: text', 'table@2: row row']);
  });

  test('a row that lost its first bar, a row cut in two', () => {
    expect(blocks(lines(TABLE[0]!, TABLE[1]!, '合计 | 1.00 |', '| 其他 | 2.00 |'))).toEqual([
      'table@1: row delimiter row row',
    ]);
    expect(blocks(lines(...TABLE, '| 其', '他 | 2.00 |', '| 甲 | 3.00 |'))).toEqual([
      'table@1: row delimiter row row row row',
    ]);
    expect(blocks(lines(...TABLE, '断开的文字', '| 甲 | 3.00 |'))).toEqual([
      'table@1: row delimiter row text row',
    ]);
    expect(blocks(lines('项目 | 金额 |', '| --- | ---: |', '| 合计 | 1.00 |'))).toEqual([
      'table@1: row delimiter row',
    ]);
  });

  test('headings end a table', () => {
    expect(blocks(lines(...TABLE, '# 下一张', ...TABLE))).toEqual([
      'table@1: row delimiter row',
      'heading@4: text',
      'table@5: row delimiter row',
    ]);
  });

  test('勾稽 and 图 lines stand alone', () => {
    expect(blocks(lines(...TABLE, '勾稽：合计 = 1', '图：结构图', '一句。'))).toEqual([
      'table@1: row delimiter row',
      'formula@4: text',
      'chart@5: text',
      'paragraph@6: text',
    ]);
  });
});

describe('lines of formulas alone', () => {
  test.each([
    ['27行＝（1+2+3）行；31行＝（27+28+29）行。', true],
    ['1栏各行=（2+3）栏各行', true],
    ['58行—（32+33+…+57）行', true],
    ['本表27行＝（1+2）行', false],
    ['27行', false],
    ['第27行说明', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isFormulaLine(text)).toBe(expected);
  });
});

describe('use again', () => {
  const before = parse(lines('# 一', ...TABLE, '注：甲', '', '正文一', '', ...TABLE, '', '正文二。'));
  /** The tree with some lines in the place of others. */
  const edited = (from: number, gone: number, ...texts: string[]) =>
    reparse(before, {
      head: from,
      tail: before.lines.length - from - gone,
      lines: texts.map((text) => ({ text, eol: '\n' })),
    });
  const kept = (after: Tree) =>
    after.blocks.filter((b) => before.blocks.some((o) => o.block === b.block)).map((b) => b.block.kind);

  test('blocks whose lines are the same objects', () => {
    const after = edited(6, 1, '正文改了', '一行');
    expect(kept(after)).toEqual(['heading', 'table', 'blank', 'blank', 'table', 'blank', 'paragraph']);
    expect(after.blocks.map((b) => b.line)).toEqual([0, 1, 5, 6, 8, 9, 12, 13]);
  });

  test('not where a line of the block changed its role', () => {
    expect(edited(2, 1).blocks[1]?.block).not.toBe(before.blocks[1]?.block);
  });

  test('a block is decided again where a line behind it was looked at', () => {
    // Notes after a blank line belong to the table, and so may rows after them.
    const after = edited(5, 1);
    expect(texts(after)).toEqual(texts(parse(textOf(after))));
    expect(after.blocks.map((b) => b.line)).toEqual(parse(textOf(after)).blocks.map((b) => b.line));
  });
});

function textOf(tree: Tree): string {
  return tree.lines.map((l) => l.text + l.eol).join('');
}

function texts(tree: Tree): string[] {
  return tree.blocks.map(({ block }) => `${block.kind}: ${block.lines.map((l) => l.text).join('/')}`);
}

test('every line stands in exactly one block, whatever the lines', () => {
  const piece = fc.constantFrom(
    '# 一',
    '| 项目 | 金额 |',
    '| --- | --- |',
    '| 合计 | 1.00 |',
    '合计 | 1.00',
    '项目\t金额',
    '合计\t1.00',
    '注：甲',
    '1.乙',
    '27行＝（1+2）行',
    '',
    '  ',
    '单位：万元',
    '填报人：甲',
    '// 丙',
    '勾稽：甲 = 乙',
    '图：丁',
    '正文。',
    '公开01表',
    '年度：2022',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (all) => {
      const text = all.join('\n');
      const tree = parse(text);
      const placed = tree.blocks.flatMap((b) => b.block.lines);
      expect(placed.map((l) => l.text + l.eol).join('')).toBe(text);
      expect(placed.every((l, i) => l === tree.lines[i])).toBe(true);
      let at = 0;
      for (const { block, line } of tree.blocks) {
        expect(line).toBe(at);
        expect(block.roles.length).toBe(block.lines.length);
        at += block.lines.length;
      }
    }),
    { numRuns: 300 },
  );
});
