/** The word for a score (优, 良, 中, 差) against the scale of its form. */

import { moved } from '../../analysis/places.ts';
import { defineRule, type RawFinding, type RuleContext, type TableGround } from '../../analysis/rule.ts';
import { parseNumber } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { PanelRow } from '../../model/types.ts';
import type { FormRelation } from '../../reference/types.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';

const SAYS = {
  word: {
    zh: '得分 {score} 对应等级“{expected}”，这里写作“{word}”。',
    en: 'A score of {score} is graded {expected}, here {word}.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'grade',
  title: { zh: '等级与得分不符', en: 'Grade does not fit the score' },
  family: 'performance',
  severity: 'warning',
  says: SAYS,
  looksAt: 'amounts',
  check,
});

type Grades = NonNullable<FormRelation['grades']>;

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables)
    for (const { finding, words } of analysis.byTable(inTable, placed))
      if (!ownScale(analysis, words)) yield moved(finding, placed.line);
}

/** A grade that does not fit the scale of the form, with the words of that. */
interface Off {
  readonly finding: RawFinding;
  readonly words: readonly string[];
}

function inTable(_: TableGround, placed: PlacedTable): Off[] {
  return (placed.table.form?.relations ?? []).flatMap(({ grades }) =>
    grades ? placed.table.rows.flatMap((row) => [...checkRow(placed, row, grades)]) : [],
  );
}

function* checkRow(placed: PlacedTable, row: PanelRow, grades: Grades): Iterable<Off> {
  if (grades.row !== undefined && row.form?.id !== grades.row) return;
  const line = placed.table.block.lines[row.line] as Line;
  const cells = cellsOf(line);
  const indexOf = (id: string | undefined) => placed.table.columns.find((c) => c.form?.id === id)?.index;
  const scoreAt = grades.score === undefined ? undefined : indexOf(grades.score);
  const gradeAt = grades.grade === undefined ? undefined : indexOf(grades.grade);
  const scoreText =
    (scoreAt === undefined ? cells.findLast((c) => numberOf(c.text) !== undefined) : cells[scoreAt])?.text ??
    '';
  const words = new Set(grades.scale.map(([, word]) => word));
  const gradeCell = gradeAt === undefined ? cells.find((c) => words.has(foldName(c.text))) : cells[gradeAt];
  const score = numberOf(scoreText);
  if (score === undefined || !gradeCell || !words.has(foldName(gradeCell.text))) return;
  const expected = grades.scale.find(([bound]) => score >= bound)?.[1];
  if (expected === undefined || expected === foldName(gradeCell.text)) return;
  const range = rangeOf(placed.line + row.line, gradeCell.start, gradeCell.end);
  const finding: RawFinding = {
    message: SAYS.word,
    data: { score: scoreText, word: gradeCell.text, expected },
    range,
    printed: gradeCell.text,
    expected,
    fixes: [
      {
        title: 'fix.set-word',
        data: { from: gradeCell.text, to: expected },
        edits: [{ range, newText: expected }],
      },
    ],
  };
  yield { finding, words: [...words] };
}

function numberOf(text: string): number | undefined {
  const printed = parseNumber(text.replace(/\s*分$/, ''));
  return printed ? Number(printed.digits) / 10 ** printed.decimals : undefined;
}

/** Whether the report prints a scale of its own: then only it counts, and it is not read here. */
function ownScale(analysis: RuleContext, words: readonly string[]): boolean {
  const [first = ''] = words;
  return analysis.tree.lines.some(
    (l) =>
      l.kind === 'prose' &&
      l.text.includes(first) &&
      words.filter((w) => l.text.includes(w)).length >= 3 &&
      /\d\s*分?\s*(?:[（(]含|以上|-|—|~|至)/.test(l.text),
  );
}
