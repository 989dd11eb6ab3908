import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Action, fixAll, open, quickFixes, refactorings } from '../../../server/src/service.ts';
import { caret, EXAMPLE, edited, type Fixture } from '../../support/fixture.ts';

const sample = (name: string) => readFileSync(`samples/${name}.disclosure`, 'utf8');
const here = ({ position }: Fixture) => ({ start: position, end: position });
const all = (at: Fixture): Action[] => [
  ...quickFixes(at.analysis, here(at)),
  ...refactorings(at.analysis, here(at)).filter((a) => a.kind === 'quickfix'),
];
const titled = (actions: readonly Action[], title: RegExp): Action => {
  const found = actions.find((a) => title.test(a.title));
  if (!found) throw new Error(`no ${title} among ${actions.map((a) => a.title).join(', ')}`);
  return found;
};
/** A text with a mistake put in, and the same text after the first fix offered at the mistake. */
const mended = (text: string, line: string, wrong: string) => {
  const at = caret(text, line, wrong);
  const [fix] = all(at);
  return edited(text, fix!.edits);
};

describe('a figure that is not its cell’s', () => {
  it('can be set to the cell, or the cell to it', () => {
    const at = caret(EXAMPLE, '公务接待费 0.23', '0.23');
    const actions = all(at);
    expect(actions.filter((a) => a.preferred)).toHaveLength(1);
    expect(actions[0]?.preferred).toBe(true);
    expect(edited(EXAMPLE, actions[0]!.edits)).toBe(EXAMPLE.replace('0.23 万元', '0.22 万元'));
    const other = titled(actions, /公务接待费由 0\.22 改为 0\.23/);
    expect(other.preferred).toBe(false);
    expect(edited(EXAMPLE, other.edits)).toBe(EXAMPLE.replace('| 0.22 |', '| 0.23 |'));
  });

  it('has both also where the finding stands at the cell', () => {
    const text = EXAMPLE.replace('| 4.10 | 0.22 |', '| 4.10 | 0.28 |').replace('0.23 万元', '0.22 万元');
    const at = caret(text, '公务接待费 0.22', '0.22');
    const [row] = at.analysis.findings.filter((f) => f.printed === '0.28');
    expect(row?.rule).toBe('row-sum');
    const actions = all(at);
    expect(edited(text, titled(actions, /由 0\.28 改为 0\.22/).edits)).toBe(text.replace('0.28', '0.22'));
    expect(edited(text, titled(actions, /由 0\.22 改为 0\.28/).edits)).toBe(
      text.replace('0.22 万元', '0.28 万元'),
    );
    expect(titled(actions, /由 0\.28/).mends).toHaveLength(1);
  });
});

describe('a figure stays as its author writes figures', () => {
  it.each([
    ['３３．４３％', '３３．３３％'],
    ['33.43 %', '33.33 %'],
    ['33.\n43%', '33.\n33%'],
    ['3\n3.43%', '3\n3.33%'],
  ])('%j', (wrong, right) => {
    const text = EXAMPLE.replace('33.43%', wrong);
    const at = caret(text, '占 66.67%', '占');
    const finding = open(text).findings.find((f) => f.rule === 'share');
    const [fix] = quickFixes(at.analysis, finding!.range);
    expect(edited(text, fix!.edits)).toBe(EXAMPLE.replace('33.43%', right));
  });

  it('offers the fix on both parts of a figure that a line end cuts', () => {
    const text = EXAMPLE.replace('33.43%', '33.\n43%');
    // The first part stays as it is.
    for (const marked of [caret(text, '占 33.', '33.'), caret(text, '43%。', '43%')])
      expect(titled(all(marked), /33\.33%/).edits.map((e) => e.newText)).toEqual(['33%']);
  });

  it('without separators, and without zeros behind the point', () => {
    const text = sample('武汉东西湖2022决算');
    const line = '其中：基本支出 1568.6 万元，占本年支出 12.71%';
    const wrong = text.replace(line, line.replace('1568.6', '1868.6'));
    expect(mended(wrong, '占本年支出 12.71%', '1868.6')).toBe(text);
    const share = line.replace('12.71', '12.91');
    expect(mended(text.replace(line, share), share, '12.91')).toBe(text);
    const own = sample('聊城2022决算');
    expect(
      mended(own.replace('教育（类）支出 150 万元', '教育（类）支出 510 万元'), '教育（类）', '510'),
    ).toBe(own);
  });
});

describe('percentages of a paragraph', () => {
  const text = EXAMPLE.replace('66.67%', '66.87%').replace('增长 2.7%', '增长 2.6%');

  it('are recomputed together, from any that is wrong', () => {
    // 27 ÷ 1,027 instead of 27 ÷ 1,000: computed from this very change.
    for (const mark of ['66.87%', '33.43%', '2.6%']) {
      const at = caret(text, mark, mark);
      const action = titled(all(at), /本段.*3 处/);
      expect(action.mends).toHaveLength(3);
      expect(edited(text, action.edits)).toBe(EXAMPLE.replace('33.43%', '33.33%'));
    }
  });

  it('but for one whose change may be as old as itself', () => {
    const stale = text.replace('增长 2.6%', '增长 7.4%');
    const at = caret(stale, '66.87%', '66.87%');
    expect(edited(stale, titled(all(at), /本段.*2 处/).edits)).toContain('增长 7.4%');
  });

  it('are not offered where there is one, or on a figure that is right', () => {
    const one = all(caret(EXAMPLE, '33.43%', '33.43%'));
    expect(one.some((a) => /本段/.test(a.title))).toBe(false);
    expect(all(caret(text, '684.65 万元，', '684.65')).some((a) => /本段/.test(a.title))).toBe(false);
  });
});

describe('fix all', () => {
  it('recomputes what its inputs bear out, and nothing else', () => {
    const two = EXAMPLE.replace('66.67%', '66.87%');
    expect(edited(two, fixAll(open(two))!.edits)).toBe(EXAMPLE.replace('33.43%', '33.33%'));
    // The amount that the share is of is itself wrong.
    const unsure = EXAMPLE.replace('项目支出 342.35 万元，', '项目支出 352.35 万元，');
    const edits = fixAll(open(unsure))?.edits ?? [];
    expect(edited(unsure, edits)).toContain('33.43%');
  });
});
