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
    if (!this.answers.has(text)) this.answers.set(text, this.find(text));
    return this.answers.get(text);
  }

  /** What was asked before; the same names are asked for again and again. */
  private readonly answers = new Map<string, { table: TableModel; certain: boolean } | undefined>();

  private find(text: string): { table: TableModel; certain: boolean } | undefined {
    const name = projectName(text);
    let best: { table: TableModel; certain: boolean; score: number } | undefined;
    for (const own of this.projects()) {
      const score = own.name === text ? 999 : likeness(own.name, name);
      if (score > (best?.score ?? 0)) best = { table: own.table, certain: score === 999, score };
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

/** How alike two names of projects are: 999 where they are one, 0 where nothing says that they are the same project's. */
function likeness(a: string, b: string): number {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (short.length < 3) return 0;
  if (long === short) return 999;
  if (short.length < 4) return 0;
  if (long.endsWith(short) || long.startsWith(short)) return short.length;
  // `退休教师待遇补助` for `退休教师待遇上级补助`: a few words left out.
  return isLeftOutOf(long, short) ? short.length / 2 : 0;
}

/** Whether a name is a longer one without at most a third of it, which is not its beginning. */
function isLeftOutOf(long: string, short: string): boolean {
  if (long[0] !== short[0] || short.length < 6 || short.length * 3 < long.length * 2) return false;
  let at = 0;
  for (const sign of long) if (sign === short[at]) at++;
  return at === short.length;
}
