/** The unit of money of a table: 元 written over amounts in 万元, and the other way. */
import { pow10, UNITS } from '../../base/amount.ts';
import type { CellFigure, Figure, TableModel } from '../../model/types.ts';
import type { ProseFigure } from '../../prose/types.ts';
import { unitOf } from '../../syntax/line.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { among, brokenOf, FEWEST, holds, isBroken, relationsOf, says, type UnitCause } from './types.ts';

/** What speaks for another unit, and what against it. */
interface Evidence {
  readonly mended: ReadonlySet<Relation>;
  readonly figures: ReadonlySet<Figure>;
  /** Relations with other tables, and sentences, that hold as it stands. */
  readonly spoiled: number;
  readonly told: number;
}

/**
 * The unit that tables which share one statement of it should have.
 * @param tables those tables
 * @param sentences amounts of sentences that are bound to a cell
 */
export function unitCause(
  graph: Graph,
  tables: readonly TableModel[],
  sentences: readonly ProseFigure[],
): UnitCause | undefined {
  const own = new Set(tables);
  const unit = tables[0]?.unit ?? 0;
  const stated = sentences.filter((f) => f.binding.cell && own.has(f.binding.cell.owner));
  const suspects = among(graph.in('broken'), own).filter((r) => crosses(r, own) && says(r));
  if (suspects.length + stated.filter((f) => f.slip).length < FEWEST) return undefined;
  const relations = relationsOf(graph, tables).filter((r) => crosses(r, own) && says(r));
  const broken = relations.filter(isBroken);
  for (const right of new Set(Object.values(UNITS))) {
    if (right === unit) continue;
    const found = weigh(relations, stated, scaledTo(tables, right), right);
    if (!isBelieved(found, broken.length)) continue;
    // What sentences say in doubt of a table's unit is told with it.
    const slipped = stated.filter((f) => f.slip).flatMap((f) => graph.byFigure.get(f));
    const explains = brokenOf([...relationsOf(graph, tables).filter((r) => crosses(r, own)), ...slipped]);
    return { kind: 'table-unit', tables, unit, right, explains };
  }
  return undefined;
}

function isBelieved({ mended, figures, spoiled, told }: Evidence, broken: number): boolean {
  const speaks = mended.size + told;
  if (speaks < FEWEST || figures.size < FEWEST) return false;
  // One sentence among many may have a slip of its own.
  return spoiled * 10 <= speaks && mended.size * 5 >= broken * 4;
}

/** A relation between a table and something else: within a table all amounts have one unit. */
function crosses(relation: Relation, own: ReadonlySet<TableModel>): boolean {
  let inside = false;
  let outside = false;
  for (const { owner, kind, state } of figuresOf(relation)) {
    if (kind !== 'money' || state !== 'amount') continue;
    if (owner.kind === 'table' && own.has(owner)) inside = true;
    else outside = true;
  }
  return inside && outside;
}

function weigh(
  relations: readonly Relation[],
  stated: readonly ProseFigure[],
  overlay: Overlay,
  right: number,
): Evidence {
  const mended = new Set<Relation>();
  const figures = new Set<Figure>();
  let spoiled = 0;
  let told = 0;
  for (const relation of relations) {
    if (figuresOf(relation).some((f) => 'slip' in f && f.slip !== undefined)) continue;
    const after = evaluate(relation, overlay);
    if (isBroken(relation)) {
      if (after.state === 'broken') continue;
      mended.add(relation);
      for (const f of figuresOf(relation)) if (overlay.has(f)) figures.add(f);
    } else if (holds(relation) && after.state === 'broken') spoiled++;
  }
  for (const figure of stated) {
    if (!figure.slip) continue;
    const cell = figure.binding.cell as CellFigure;
    // The sentence has its own unit right where the table's is the one that is taken.
    const shift = right - cell.unit;
    if (unitOf(figure.unitText) === figure.slip.power + shift) {
      told++;
      figures.add(cell);
    } else spoiled++;
  }
  return { mended, figures, spoiled, told };
}

/** The amounts of tables as they are in another unit. */
function scaledTo(tables: readonly TableModel[], right: number): Overlay {
  const overlay = new Map<Figure, { value: bigint; half: bigint }>();
  for (const table of tables) {
    const shift = right - table.unit;
    const scale = (value: bigint) => (shift > 0 ? value * pow10(shift) : value / pow10(-shift));
    for (const row of table.rows) {
      for (const cell of row.cells.values()) {
        if (cell.kind !== 'money' || cell.state !== 'amount' || cell.unit !== table.unit) continue;
        overlay.set(cell, { value: scale(cell.value), half: scale(cell.half) });
      }
    }
  }
  return overlay;
}
