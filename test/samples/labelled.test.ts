/**
 * Amounts of the samples' sentences and the cells that they are of, read by a person (test/fixtures/labelled, a line an
 * amount: its line, the amount, the form, row and column of its cell, or — where no table has it; ` | ` parts cells that
 * say the same of it).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import type { CellFigure } from '../../server/src/model/types.ts';
import { readText } from '../support/prose.ts';

const FOLDER = 'test/fixtures/labelled';
const NONE = '—';

function nameOf(cell: CellFigure | undefined): string {
  if (!cell) return NONE;
  const { owner, row, column } = cell;
  return `${owner.form?.id} ${row.code ?? ''}${row.label} ${column.path.join('/')}`;
}

/** The amounts that are told, other than nothing and what explains, with the cells that they are tied to. */
function tiesOf(name: string): string[][] {
  const { report, prose } = readText(readFileSync(`samples/${name}.disclosure`, 'utf8'));
  return prose.statements.flatMap(({ kind, figure, inReason }) => {
    if (kind !== 'value' || figure?.kind !== 'money' || inReason || figure.value === 0n) return [];
    const line = report.lineOf(figure.owner.block) + figure.span.line + 1;
    return [[String(line), figure.raw + figure.unitText, nameOf(figure.binding.cell)]];
  });
}

test.each(readdirSync(FOLDER).map((f) => basename(f, '.txt')))('%s', (name) => {
  const labels = readFileSync(`${FOLDER}/${name}.txt`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const ties = tiesOf(name);
  expect(ties.map(([line, amount]) => `${line} ${amount}`)).toEqual(
    labels.map(([line, amount]) => `${line} ${amount}`),
  );
  const wrong = ties.filter(
    ([, , cell = ''], i) => cell !== NONE && !labels[i]?.[2]?.split(' | ').includes(cell),
  );
  expect(wrong).toEqual([]);
  const owed = labels.filter(([, , cell]) => cell !== NONE).length;
  const tied = ties.filter(([, , cell]) => cell !== NONE).length;
  expect(tied / owed).toBeGreaterThanOrEqual(0.98);
});
