/** What is published: headings, paragraphs, tables and charts, each with its place. */

import type { Column } from '../../model/types.ts';
import type { ReportKind } from '../../reference/types.ts';
import type { ChartResult } from '../charts.ts';
import type { CellSum } from '../sums.ts';

/** A stretch of text of one look. Where it is as long as its source, the two go character by character. */
export interface Run {
  readonly text: string;
  /** Line of the document, and the stretch of it that the text was read from. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly bold?: true;
  readonly italic?: true;
}

/** Where a part stands in the source: first line, and the line behind the last. */
interface Placed {
  readonly line: number;
  readonly end: number;
}

export interface PublishedHeading extends Placed {
  readonly kind: 'heading';
  readonly level: number;
  readonly runs: readonly Run[];
  /** Whether a table follows right below, whose title this is. */
  readonly ofTable: boolean;
}

export interface PublishedParagraph extends Placed {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
}

export interface PublishedChart extends Placed {
  readonly kind: 'chart';
  /** The caption as printed. */
  readonly runs: readonly Run[];
  /** What it shows, or why nothing. */
  readonly result: ChartResult;
}

/** A number in a cell, exactly as printed, for programs that compute. */
export interface CellNumber {
  /** Plain decimal notation: sign, digits, point. */
  readonly text: string;
  readonly decimals: number;
  readonly grouped: boolean;
  readonly kind: 'money' | 'count' | 'percent';
}

export type Align = 'left' | 'center' | 'right';

export interface PublishedCell {
  readonly runs: readonly Run[];
  /** Line of the document, and where on it the content stands or would stand. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Place in the grid. */
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly align: Align;
  readonly number?: CellNumber;
  /** What the number is the sum of, where a relation of the report says so and it comes out exactly. */
  readonly sum?: CellSum;
}

export interface PublishedRow {
  /** `numbers`: the 栏次 row. */
  readonly role: 'head' | 'numbers' | 'total' | 'plain';
  readonly line: number;
  readonly cells: readonly PublishedCell[];
}

export interface PublishedProperty {
  readonly role: 'number' | 'unit' | 'name' | 'year' | 'other';
  readonly runs: readonly Run[];
}

export interface PublishedTable extends Placed {
  readonly kind: 'table';
  /** The report's words for it. */
  readonly title: string;
  readonly form: string | undefined;
  /** Printed number line (`公开02表`), unit's name, year, money unit. */
  readonly properties: readonly PublishedProperty[];
  readonly columns: readonly {
    readonly align: Align;
    readonly role: Column['role'];
    readonly width: number;
  }[];
  readonly rows: readonly PublishedRow[];
  /** Rows of the header, 栏次 row included; they come first in `rows`. */
  readonly headRows: number;
  readonly notes: readonly PublishedParagraph[];
}

export type Part = PublishedHeading | PublishedParagraph | PublishedTable | PublishedChart;

/** A line of the source that is not printed, with what it stands beside: a table's title, or a chart's caption. */
export interface Unprinted {
  readonly key: string;
  readonly beside: string;
  readonly text: string;
}

export interface Publication {
  /** 标题, else the unit's name and year as far as they are known. */
  readonly title: string;
  /** Where the title stands in the source, if it does. */
  readonly titleRun: Run | undefined;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly reportKind: ReportKind | undefined;
  readonly parts: readonly Part[];
  /** What the print leaves out, for files that carry it unseen so that an import gives it back. */
  readonly unprinted: readonly Unprinted[];
}
