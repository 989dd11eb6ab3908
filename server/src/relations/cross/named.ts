import { foldName } from '../../base/fold.ts';
import type { FormulaLine } from '../../model/report.ts';
import { comparableHeader, comparableTitle } from '../../reference/forms.ts';
import type { RefNode } from '../../syntax/formula.ts';
import type { Cube, CubeLine } from '../cube.ts';
import type { Resolved } from '../expression.ts';
import { FormTables } from './by-form.ts';
import { cellsIn, PRINTED_NUMBER, valueCells } from './names.ts';

/** Names as a person writes them in a `勾稽：` line: `表.行.栏`, `表.行`, `行.栏`, an indicator. */
export class NamedFigures extends FormTables {
  /** `表.行.栏`, `表.行`, `行.栏` inside a table, or an indicator that prose states. */
  figuresNamed(ref: RefNode, line?: FormulaLine): Resolved {
    const names = ref.parts.map((p) => p.text);
    const text = names.join('.');
    const tables = this.tablesNamed(names[0] ?? '');
    if (names.length >= 2 && tables.length === 1)
      return this.inTable(tables[0] as Cube, names.slice(1), ref, text);
    if (names.length >= 2 && tables.length > 1)
      return { missing: 'several-tables', data: { name: names[0] ?? '' } };
    if (line?.table) {
      const cube = this.cubes.find((c) => c.table === line.table?.table);
      // `公开99.合计.金额`: a table that is not there is no row of this one.
      const elsewhere =
        names.length > 2 || (names.length > 1 && PRINTED_NUMBER.test(foldName(names[0] ?? '')));
      if (cube && !elsewhere) {
        const inside = this.inTable(cube, names, ref, text);
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
      const printed = this.cubes.filter((c) => c.table.number === number);
      return printed;
    }
    const form = this.byForm.get(name);
    if (form) return [form];
    const wanted = comparableTitle(name, this.report.front.unit);
    return this.cubes.filter(
      (c) => wanted !== '' && comparableTitle(c.table.title, this.report.front.unit) === wanted,
    );
  }

  protected inTable(cube: Cube, names: readonly string[], ref: RefNode, text: string): Resolved {
    const [rowName = '', columnName] = names;
    if (ref.to) return this.rangeOf(cube, ref, names);
    if (rowName.startsWith('Σ'))
      return this.pick(cube, cube.inGroup(rowName.slice(1)), columnName, text, true);
    const lines = cube.find(rowName);
    if (columnName !== undefined) {
      if (lines.length === 0)
        return (
          this.transposed(cube, rowName, columnName) ?? {
            missing: 'row-unknown-name',
            data: { name: rowName },
          }
        );
      return this.pick(cube, lines, columnName, text, false);
    }
    if (lines.length > 0) {
      const cells = lines.flatMap((l) => valueCells(l));
      if (cells.length === 1) return { figures: cells };
      const filled = cells.filter((f) => f.state !== 'blank');
      if (filled.length === 1) return { figures: filled };
      return { missing: 'several-figures', data: { name: text } };
    }
    // A row with one amount column, else a column with one data row.
    const columns = cube.findColumns(rowName);
    const cells = columns.flatMap((c) => cellsIn(cube, c));
    if (cells.length === 1) return { figures: cells };
    return { missing: cells.length === 0 ? 'row-unknown-name' : 'several-figures', data: { name: text } };
  }

  protected transposed(cube: Cube, rowName: string, columnName: string): Resolved | undefined {
    const grid = cube.table.grid;
    if (!grid) return undefined;
    const figure = grid.get(rowName)?.get(columnName);
    return figure ? { figures: [figure] } : undefined;
  }

  protected pick(
    cube: Cube,
    lines: readonly CubeLine[],
    columnName: string | undefined,
    text: string,
    several: boolean,
  ): Resolved {
    if (columnName === undefined) {
      const cells = lines.flatMap((l) => valueCells(l));
      return several || cells.length === 1
        ? { figures: cells }
        : { missing: 'several-figures', data: { name: text } };
    }
    const columns = cube.findColumns(columnName);
    if (columns.length === 0) {
      const byId = lines.map((l) => l.cell(columnName)).filter((f) => f !== undefined);
      if (byId.length > 0 && (several || byId.length === 1)) return { figures: byId };
      return { missing: 'column-unknown-name', data: { name: columnName } };
    }
    const found = lines.flatMap((l) =>
      columns.map((c) => l.row?.cells.get(c)).filter((f) => f !== undefined),
    );
    // `合计` may head several columns of a grid; the row's own panel decides.
    const cells = [...new Set(found)];
    if (cells.length === 0) return { missing: 'column-unknown-name', data: { name: columnName } };
    if (!several && cells.length > 1) {
      const exact = cells.filter(
        (f) =>
          comparableHeader(f.column.path.join('/')) === comparableHeader(columnName) ||
          f.column.path.length === 1,
      );
      if (exact.length === 1) return { figures: exact };
      return { missing: 'several-figures', data: { name: text } };
    }
    return { figures: cells };
  }

  /** `a..b`: the rows in file order between the two, of the level of its ends, inclusive. */
  protected rangeOf(cube: Cube, ref: RefNode, names: readonly string[]): Resolved {
    const to = ref.to?.text ?? '';
    const from = names[0] ?? '';
    // `公开02.2080101..2080199.1栏`: the parts after the range belong to its end.
    const [end = '', ...rest] = to.split('.');
    const columnName = names[1] ?? rest[0];
    const first = cube.find(from)[0];
    const last = cube.find(end)[0];
    if (!first) return { missing: 'row-unknown-name', data: { name: from } };
    if (!last) return { missing: 'row-unknown-name', data: { name: end } };
    const a = cube.lines.indexOf(first);
    const b = cube.lines.indexOf(last);
    const level = (l: CubeLine) => l.code?.length ?? (l.row?.role === 'part' ? -1 : 0);
    const lines = cube.lines
      .slice(Math.min(a, b), Math.max(a, b) + 1)
      .filter((l) => level(l) === level(first) && l.row?.panel === first.row?.panel);
    return this.pick(cube, lines, columnName, `${from}..${to}`, true);
  }
}
