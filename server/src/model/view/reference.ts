/**
 * `表.行.栏` as forms name it (`决算02.合计.本年收入合计`, `决算05.Σ类.小计`): the one place where tables, rows and cells
 * are looked up by such a name. What it means that one is not there, whoever asks decides.
 */

import type { RefNode } from '../../syntax/formula.ts';
import type { CellFigure } from '../types.ts';
import type { Cube, CubeLine } from './cube.ts';

/** The table of each form; of several the first that is not empty. */
export function tablesByForm(cubes: readonly Cube[]): Map<string, Cube> {
  const tables = new Map<string, Cube>();
  for (const cube of cubes) {
    const id = cube.form?.id;
    if (id === undefined) continue;
    const known = tables.get(id);
    if (!known || (known.table.empty && !cube.table.empty)) tables.set(id, cube);
  }
  return tables;
}

/** The parts of a name with a table; those that are not said are ''. */
export function partsOf(ref: RefNode): {
  readonly form: string;
  readonly row: string;
  readonly column: string;
} {
  const [form = '', row = '', column = ''] = ref.parts.map((p) => p.text);
  return { form, row, column };
}

/** Whether a name of a row or column is that of a group. */
export const isGroupName = (name: string): boolean => name.startsWith('Σ');

/** The rows of a table that a name means: `Σ` and a group, the id of a row, or a code. */
export function linesNamed(cube: Cube, name: string): readonly CubeLine[] {
  if (isGroupName(name)) return cube.inGroup(name.slice(1));
  const byId = cube.byId(name);
  return byId.length === 0 && /^\d{3,7}$/.test(name) ? cube.byCode(name) : byId;
}

/** The cells that a column has in some rows. */
export function cellsIn(lines: readonly CubeLine[], column: string): CellFigure[] {
  return lines.map((line) => line.cell(column)).filter((cell) => cell !== undefined);
}
