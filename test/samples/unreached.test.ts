/**
 * The amounts of known tables that no equality reaches: only a limit, or nothing, would tell a slip in them. Listed, so
 * that a relation lost is seen. `UPDATE=1` rewrites the list.
 */
import { join } from 'node:path';
import { test } from 'vitest';
import { rowLabel } from '../../server/src/analysis/describe.ts';
import { solvable } from '../../server/src/relations/blame.ts';
import { expectGolden } from '../support/golden.ts';
import { analyseSample, samples } from './recorded.ts';

test('the amounts that no equality reaches are the listed ones', () => {
  const listed: string[] = [];
  for (const sample of samples('samples')) {
    const { name } = sample;
    const { graph, report } = analyseSample(sample, 'samples');
    for (const { table } of report.tables) {
      if (!table.form || table.form.structure === 'free') continue;
      for (const row of table.rows) {
        for (const [column, figure] of row.cells) {
          if (figure.state !== 'amount' || figure.kind !== 'money' || column.role !== 'value') continue;
          const reached = (graph.byFigure.get(figure) ?? []).some((r) => {
            const state = graph.outcomes.get(r)?.state;
            return (
              r.op === '=' &&
              (solvable(r) || r.shape !== 'linear') &&
              state !== 'notChecked' &&
              state !== 'notApplicable'
            );
          });
          if (!reached)
            listed.push(
              `${name} ${table.form.id} ${rowLabel(figure)} ${column.form?.id ?? column.path.join('/')} ${figure.raw}`,
            );
        }
      }
    }
  }
  expectGolden(join('test', 'samples', 'unreached.txt'), listed.join('\n'));
});
