/** The tables of projects' own money, by the projects' names. */
import { foldName } from '../../base/fold.ts';
import type { CellFigure, TableModel } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import { pairsOf } from '../../syntax/line.ts';
import type { Cells } from './cells.ts';
import { projectName } from './names.ts';

interface NamedTable {
  readonly name: string;
  readonly table: TableModel;
}

/** The projects of a report. */
export class Projects {
  constructor(
    private readonly tables: readonly TableModel[],
    private readonly cells: Cells,
  ) {}

  /** The table of a project's own money that a phrase names, and how sure that is. */
  named(text: string): { table: TableModel; certain: boolean } | undefined {
    const name = projectName(text);
    if (name.length < 3) return undefined;
    let best: { table: TableModel; certain: boolean; length: number } | undefined;
    for (const own of this.projects()) {
      const exact = own.name === name;
      const [long, short] = own.name.length >= name.length ? [own.name, name] : [name, own.name];
      if (!exact && !(short.length >= 4 && (long.endsWith(short) || long.startsWith(short)))) continue;
      const length = exact ? 999 : Math.min(own.name.length, name.length);
      if (!best || length > best.length) best = { table: own.table, certain: exact, length };
    }
    return best;
  }

  private found?: readonly NamedTable[];

  private projects(): readonly NamedTable[] {
    if (this.found) return this.found;
    const found: NamedTable[] = [];
    for (const table of this.tables) {
      const names = [table.title];
      table.block.lines.forEach((line, i) => {
        if (table.block.roles[i] !== 'property') return;
        for (const pair of pairsOf(line)) if (pair.key === '项目名称') names.push(pair.value);
      });
      for (const n of names) {
        const name = projectName(foldName(n));
        if (name.length >= 3) found.push({ name, table });
        if (name.includes('整体'))
          found.push(
            { name: '整体支出', table },
            { name: '部门整体支出', table },
            { name: '单位整体支出', table },
          );
      }
    }
    this.found = found;
    return found;
  }

  /** The cell of a project's table that a measure means. */
  cell(table: TableModel, measure: Measure): CellFigure | undefined {
    const column = measure === 'initial' ? '年初预算数' : measure === 'final' ? '全年执行数' : '全年预算数';
    return this.cells.cell(table, '年度资金总额', column, undefined);
  }

  /** The one project whose budget and expenditure both fit. */
  pair(
    measure: Measure,
    fits: (budget: CellFigure, spent: CellFigure) => boolean,
  ): { budget: CellFigure; spent: CellFigure } | undefined {
    let found: { budget: CellFigure; spent: CellFigure } | undefined;
    for (const table of this.tables) {
      const budget = this.cell(table, measure);
      const spent = this.cell(table, 'final');
      if (budget?.state !== 'amount' || spent?.state !== 'amount' || !fits(budget, spent)) continue;
      if (found) return undefined;
      found = { budget, spent };
    }
    return found;
  }
}
