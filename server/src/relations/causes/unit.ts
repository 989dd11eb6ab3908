/** The unit of money of a table: 元 written over amounts in 万元, and the other way. */
import { pow10, UNITS } from '../../base/amount.ts';
import type { CellFigure, Figure, TableModel } from '../../model/types.ts';
import type { ProseFigure } from '../../prose/types.ts';
import { unitOf } from '../../syntax/line.ts';
import { evaluate, type StandIns } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { among, brokenOf, FEWEST, holds, relationsOf, says, type UnitCause } from './types.ts';

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
  const all = () => relationsOf(graph, tables).filter((r) => crosses(r, own));
  for (const right of new Set(Object.values(UNITS))) {
    if (right === unit) continue;
    const rescaled = new Rescaled(own, right);
    const found = weigh(suspects, stated, rescaled, right);
    // What holds as it stands can only speak against another unit: it need not be asked where too little speaks for it.
    if (!isBelieved(found, suspects.length)) continue;
    const spoiled = found.spoiled + spoiledBy(all().filter(says), rescaled);
    if (!isBelieved({ ...found, spoiled }, suspects.length)) continue;
    // What sentences say in doubt of a table's unit is told with it.
    const slipped = stated.filter((f) => f.slip).flatMap((f) => graph.byFigure.get(f));
    const explains = brokenOf([...all(), ...slipped]);
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

/** Whether a sentence that is bound to a cell says itself that its unit is in doubt. */
const isSlipped = (relation: Relation): boolean =>
  figuresOf(relation).some((f) => 'slip' in f && f.slip !== undefined);

function weigh(
  broken: readonly Relation[],
  stated: readonly ProseFigure[],
  rescaled: Rescaled,
  right: number,
): Evidence {
  const mended = new Set<Relation>();
  const figures = new Set<Figure>();
  let spoiled = 0;
  let told = 0;
  for (const relation of broken) {
    if (isSlipped(relation) || evaluate(relation, rescaled).state === 'broken') continue;
    mended.add(relation);
    for (const f of figuresOf(relation)) if (rescaled.has(f)) figures.add(f);
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

/** How many relations that hold would not in another unit. */
function spoiledBy(relations: readonly Relation[], rescaled: Rescaled): number {
  return relations.filter((r) => !isSlipped(r) && holds(r) && evaluate(r, rescaled).state === 'broken')
    .length;
}

/** The amounts of tables as they are in another unit. */
class Rescaled implements StandIns {
  constructor(
    private readonly own: ReadonlySet<unknown>,
    private readonly right: number,
  ) {}

  has(figure: Figure): boolean {
    if (!isCell(figure) || !this.own.has(figure.owner)) return false;
    return figure.kind === 'money' && figure.state === 'amount' && figure.unit === figure.owner.unit;
  }

  get(figure: Figure): { value: bigint; half: bigint } | undefined {
    if (!this.has(figure)) return undefined;
    const shift = this.right - figure.unit;
    const scale = (value: bigint) => (shift > 0 ? value * pow10(shift) : value / pow10(-shift));
    return { value: scale(figure.value), half: scale(figure.half) };
  }
}
