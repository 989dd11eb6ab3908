/**
 * Causes that are not figures: one attribute of a table that, put right, makes the broken relations of that table hold
 * and breaks none that held. Each is told once; what it explains is folded under it (docs/blame.md).
 */
import type { Column, PanelRow, TableModel } from '../../model/types.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';

export interface Folded {
  /** Broken relations that are told with the cause. */
  readonly explains: ReadonlySet<Relation>;
}

/** The unit of money of tables that share one statement of it. */
export interface UnitCause extends Folded {
  readonly kind: 'table-unit';
  readonly tables: readonly TableModel[];
  /** Powers of ten of a yuan. */
  readonly unit: number;
  readonly right: number;
  /** Tables that may as well be the wrong ones. */
  readonly rivals?: readonly TableModel[];
}

/** Two columns whose headers stand over one another's figures. */
export interface ColumnCause extends Folded {
  readonly kind: 'swapped-columns';
  readonly table: TableModel;
  readonly columns: readonly [Column, Column];
  /** Tables where it may as well be. */
  readonly rivals: readonly TableModel[];
}

/** A column with the header of another, that is a third one of its form. */
export interface HeaderCause extends Folded {
  readonly kind: 'header';
  readonly table: TableModel;
  readonly column: Column;
  /** What it should be called. */
  readonly right: string;
}

/** Figures that stand beside other names than their own. */
export interface RowCause extends Folded {
  readonly kind: 'shifted-rows';
  readonly table: TableModel;
  /** The first row that is not its own. */
  readonly row: PanelRow;
}

/** A code that is not that of its row. */
export interface CodeCause extends Folded {
  readonly kind: 'code';
  readonly table: TableModel;
  readonly row: PanelRow;
  /** The code that its name has, or that other tables have its amount for. */
  readonly likely: string | undefined;
}

/** A table whose last rows, or one whole column, are still to be filled in. */
export interface FillingCause extends Folded {
  readonly kind: 'filling';
  readonly table: TableModel;
  /** The first row that lacks an amount. */
  readonly row: PanelRow;
  /** The column, where all of it is blank. */
  readonly column?: Column;
}

export type Cause = UnitCause | ColumnCause | HeaderCause | RowCause | CodeCause | FillingCause;

/** Relations that a cause must explain before it is believed. */
export const FEWEST = 2;

/** The relations that cells of tables stand in, each once; explanations and those with other reports left out. */
export function relationsOf(graph: Graph, tables: readonly TableModel[]): Relation[] {
  return [...new Set(tables.flatMap((table) => graph.ofTable(table)))].filter(counts);
}

function counts({ explanation, source }: Relation): boolean {
  return !explanation && source.kind !== 'report';
}

/** Of a few relations those that cells of tables stand in, which to ask costs less than to ask all cells. */
export function among(relations: Iterable<Relation>, tables: ReadonlySet<TableModel>): Relation[] {
  const own: ReadonlySet<unknown> = tables;
  return [...relations].filter((r) => counts(r) && figuresOf(r).some((f) => own.has(f.owner)));
}

/** The broken relations of these. */
export function brokenIn(graph: Graph, table: TableModel): Relation[] {
  return among(graph.in('broken'), new Set([table]));
}

export function isBroken(relation: Relation): boolean {
  return relation.outcome?.state === 'broken';
}

export function holds(relation: Relation): boolean {
  return relation.outcome?.state === 'exact' || relation.outcome?.state === 'rounding';
}

/** Whether a relation says anything: one of nothing but zeros holds whatever is done to it. */
export function says(relation: Relation): boolean {
  return figuresOf(relation).some((f) => f.value !== 0n);
}

/** The tables of which a cell stands in a broken relation, with how many those are. */
export function troubled(broken: readonly Relation[]): Map<TableModel, number> {
  const counts = new Map<TableModel, number>();
  for (const relation of broken) {
    const owners = new Set<TableModel>();
    for (const { owner } of figuresOf(relation)) if (owner.kind === 'table') owners.add(owner);
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}

/** Broken relations of sentences and tables alike that a cause leaves in doubt. */
export function brokenOf(relations: readonly Relation[]): Set<Relation> {
  return new Set(relations.filter(isBroken));
}

/** Whether a relation misses a row or column of a table: what stands under other headers may be there after all. */
export function missesIn(relation: Relation, table: TableModel): boolean {
  return relation.absent.some((a) => a.told === true && a.table === table);
}
