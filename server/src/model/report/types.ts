/** A report as it was read. */
import type { Span } from '../../base/range.ts';
import type { Reference } from '../../reference/index.ts';
import type { ReportKind } from '../../reference/types.ts';
import type { WaiverSyntax } from '../../syntax/line.ts';
import type { Block, Tree } from '../../syntax/tree.ts';
import type { CellChange } from '../figure.ts';
import type { Table } from '../table/table.ts';
import type { TableModel } from '../types.ts';

export interface FrontEntry {
  readonly key: string;
  readonly value: string;
  readonly keySpan: Span;
  readonly valueSpan: Span;
  readonly known: boolean;
}

/** What the report says of itself; what the front matter leaves out is taken from titles and property lines. */
export interface FrontMatter {
  readonly entries: readonly FrontEntry[];
  readonly present: boolean;
  readonly title: string | undefined;
  readonly unit: string | undefined;
  readonly kind: ReportKind | undefined;
  readonly year: number | undefined;
  readonly moneyUnit: number | undefined;
  /** 行政, 参公, 事业 or 汇总. */
  readonly nature: string | undefined;
  /** What it says of how far it has come. */
  readonly status: ReportStatus | undefined;
}

/** How far a report has come: still being written (编制中), or published (已公开). */
export type ReportStatus = 'draft' | 'published';

export interface Section {
  readonly line: number;
  readonly level: number;
  readonly text: string;
  /** First line after the section. */
  end: number;
  readonly children: Section[];
  readonly parent: Section | undefined;
}

export interface PlacedTable {
  readonly table: TableModel;
  readonly line: number;
  readonly section: Section | undefined;
}

/** An entry of the report's own 名词解释. */
export interface GlossaryItem {
  readonly term: string;
  readonly definition: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The last name of a `…（类）…（款）…（项）` entry, and the names before it. */
  readonly codePath: readonly string[] | undefined;
}

export interface Waiver {
  readonly syntax: WaiverSyntax;
  readonly line: number;
  /** Lines that it covers, inclusive; the whole file for 忽略全文. */
  readonly from: number;
  readonly to: number;
  readonly file: boolean;
}

export interface FormulaLine {
  readonly line: number;
  readonly text: string;
  /** Where the formula's text starts in the line. */
  readonly offset: number;
  /** The table the line stands under, for references without a table. */
  readonly table: PlacedTable | undefined;
}

export interface Report {
  readonly tree: Tree;
  readonly front: FrontMatter;
  /** What {@link FrontMatter.status} says, else: draft as long as a table that its kind owes is not filled. */
  readonly status: ReportStatus;
  readonly sections: readonly Section[];
  readonly allSections: readonly Section[];
  readonly tables: readonly PlacedTable[];
  readonly glossary: readonly GlossaryItem[];
  readonly waivers: readonly Waiver[];
  readonly formulas: readonly FormulaLine[];
  /** The line at which a block starts. */
  lineOf(block: Block): number;
}

/** Tables of an earlier analysis that may be used again: same block, same context. Whoever holds it may restate them. */
export type TableCache = WeakMap<Block, Table>;

/** The report as it was before an edit; tables in which nothing but amounts changed go over into the new one. */
export interface Earlier {
  readonly report: Report;
  /** Takes the cells that changed in tables that went over. */
  readonly changes: CellChange[];
}

/** What a report is read with. */
export interface ReadingOptions {
  readonly reference: Reference;
  /** Whether the report is taken as published, whatever it says. */
  readonly published?: boolean | undefined;
}
