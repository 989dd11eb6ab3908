/** What the filters of 校对.html let through, and where its keys lead. */
import { expect, test } from 'vitest';
import type { Grade, ShownFinding, ShownReport } from '../../../page/protocol.ts';
import { State } from '../../../page/screen/state.ts';

const finding = (grade: Grade, message: string): ShownFinding => ({
  ...{ line: 0, character: 0, endLine: 0, endCharacter: 1, key: message, rule: 'row-sum', level: 'error' },
  ...{ grade, message, printed: undefined, expected: undefined, where: '收入决算表', origin: '' },
  ...{ basis: undefined, round: undefined, opinion: undefined, answer: undefined, related: [] },
});
const report = (name: string, findings: readonly ShownFinding[]): ShownReport => ({
  ...{ name, files: [`${name}.pdf`], title: '', unit: name, year: 2023, findings },
  ...{ tables: 1, held: 2, notMade: [], disclosed: [], remarks: [] },
});

function filled(): State {
  const state = new State();
  state.reports.push(
    report('甲局', [finding('must', '合计不符'), finding('other', '尾差')]),
    report('乙局', []),
    report('丙局', [finding('wording', '标点重复')]),
  );
  return state;
}

test('hints are hidden at first, reports without findings are not', () => {
  const state = filled();
  expect(state.listed().map((l) => [l.report.name, l.shown])).toEqual([
    ['甲局', [0]],
    ['乙局', []],
    ['丙局', [0]],
  ]);
});

test('all words must stand in a finding, its place or its report', () => {
  const state = filled();
  state.filters = { ...state.filters, words: '收入 甲局' };
  expect(state.shown()).toEqual([{ report: '甲局', index: 0 }]);
  state.filters = { ...state.filters, words: '乙局', grades: new Set(['other']) };
  expect(state.listed().map((l) => l.report.name)).toEqual(['乙局']);
});

test('next and previous go through what is shown, and round at the ends', () => {
  const state = filled();
  expect(state.beside(1)).toEqual({ report: '甲局', index: 0 });
  state.choice = { report: '丙局', index: 0 };
  expect(state.beside(1)).toEqual({ report: '甲局', index: 0 });
  expect(state.beside(-1)).toEqual({ report: '甲局', index: 0 });
  state.filters = { ...state.filters, grades: new Set() };
  expect(state.beside(1)).toBeUndefined();
});
