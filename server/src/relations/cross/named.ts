import { foldName } from '../../base/fold.ts';
import type { FormulaLine, Report } from '../../model/report.ts';
import type { Cube } from '../../model/view/cube.ts';
import { figuresIn } from '../../model/view/printed.ts';
import { comparableTitle } from '../../reference/forms.ts';
import type { RefNode } from '../../syntax/formula.ts';
import type { Resolved } from '../expression.ts';
import { FormTables } from './by-form.ts';
import { PRINTED_NUMBER } from './names.ts';
import type { Indicators } from './types.ts';

/** Names as a person writes them in a `勾稽：` line: `表.行.栏`, `表.行`, `行.栏`, an indicator. */
export class NamedFigures extends FormTables {
  constructor(
    report: Report,
    cubes: readonly Cube[],
    private readonly indicators: Indicators,
  ) {
    super(report, cubes);
  }

  /** `表.行.栏`, `表.行`, `行.栏` inside a table, or an indicator that prose states. */
  figuresNamed(ref: RefNode, line?: FormulaLine): Resolved {
    const names = ref.parts.map((p) => p.text);
    const text = names.join('.');
    const tables = this.tablesNamed(names[0] ?? '');
    if (names.length >= 2 && tables.length === 1)
      return figuresIn(tables[0] as Cube, names.slice(1), ref, text);
    if (names.length >= 2 && tables.length > 1)
      return { missing: 'several-tables', data: { name: names[0] ?? '' } };
    if (line?.table) {
      const cube = this.cubes.find((c) => c.table === line.table?.table);
      // `公开99.合计.金额`: a table that is not there is no row of this one.
      const elsewhere =
        names.length > 2 || (names.length > 1 && PRINTED_NUMBER.test(foldName(names[0] ?? '')));
      if (cube && !elsewhere) {
        const inside = figuresIn(cube, names, ref, text);
        if ('figures' in inside || names.length > 1) return inside;
      }
    }
    if (names.length === 1) {
      const stated = this.indicators(names[0] ?? '');
      if (stated.length === 1) return { figures: stated };
      return { missing: stated.length === 0 ? 'indicator-missing' : 'several-figures', data: { name: text } };
    }
    return { missing: 'table-unknown', data: { name: names[0] ?? '' } };
  }

  protected tablesNamed(name: string): Cube[] {
    const number = PRINTED_NUMBER.exec(foldName(name))?.[1]?.padStart(2, '0');
    if (number !== undefined) {
      return this.cubes.filter((c) => c.table.number === number);
    }
    const form = this.byForm.get(name);
    if (form) return [form];
    const wanted = comparableTitle(name, this.report.front.unit);
    return this.cubes.filter(
      (c) => wanted !== '' && comparableTitle(c.table.title, this.report.front.unit) === wanted,
    );
  }
}
