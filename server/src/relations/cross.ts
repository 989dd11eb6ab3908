/** Relations between tables, as forms state them (`cells`, `codes`), and `勾稽：` lines (language.md §6). */

import type { Steps } from '../base/steps.ts';
import type { Report } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import type { Cube } from '../model/view/cube.ts';
import { inYears } from '../reference/forms.ts';
import type { Form } from '../reference/types.ts';
import type { RefNode } from '../syntax/formula.ts';
import { CrossBuilder } from './cross/builder.ts';
import type { CrossRelations, Indicators } from './cross/types.ts';

export type { BadReference, CrossRelations, Indicators } from './cross/types.ts';

/** The relations between the tables of a report. */
export function* crossRelations(
  report: Report,
  cubes: readonly Cube[],
  forms: readonly Form[],
  indicators: Indicators,
): Steps<CrossRelations> {
  const builder = new CrossBuilder(report, cubes, indicators);
  for (const form of forms) {
    for (const relation of form.relations ?? []) {
      if (relation.cells === undefined && relation.codes === undefined) continue;
      // What sentences state is held against cells where the sentences are.
      if (relation.cells?.startsWith('@')) continue;
      if (!inYears(relation.years, report.front.year)) continue;
      builder.formRelation(form, relation);
      yield;
    }
  }
  for (const line of report.formulas) builder.formulaLine(line);
  return builder;
}

/** The one figure that a name means, written as in a `勾稽：` line (`公开03.合计.基本支出`); undefined where there is none. */
export function figureNamed(report: Report, cubes: readonly Cube[], ref: RefNode): Figure | undefined {
  const found = new CrossBuilder(report, cubes, () => []).figuresNamed(ref);
  return 'figures' in found && found.figures.length === 1 ? found.figures[0] : undefined;
}
