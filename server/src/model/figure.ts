/**
 * The figures of table cells. A cell stays the same object while its table keeps its rows and columns: an edit of an
 * amount changes the cell in place ({@link Cell.restate}). So that what was concluded from the old amount is worked
 * out again, and nothing else is, work that looks at amounts is done under {@link recording}, which notes the cells
 * whose amount, or whose state, it asked for.
 */
import type { Printed, Scaled } from '../base/amount.ts';
import type { Span } from '../base/range.ts';
import type { Steps } from '../base/steps.ts';
import type { CellFigure, Column, Figure, FigureState, PanelRow, TableModel } from './types.ts';

/** The cells that a piece of work looked at. */
export class Reads {
  /** Those whose printed amount it asked for. */
  readonly values = new Set<CellFigure>();
  /** Those of which it asked whether they hold an amount. */
  readonly states = new Set<CellFigure>();

  /** Whether the work must be done again after a change of cells. */
  touches(changes: readonly CellChange[]): boolean {
    return changes.some(({ cell, state }) => this.values.has(cell) || (state && this.states.has(cell)));
  }
}

/** A cell that an edit changed, and whether more than its amount did. */
export interface CellChange {
  readonly cell: CellFigure;
  readonly state: boolean;
}

let current: Reads | undefined;

/** Does a piece of work and notes the cells that it looks at; work within it notes for itself. */
export function recording<T>(reads: Reads, work: () => T): T {
  const outer = current;
  current = reads;
  try {
    return work();
  } finally {
    current = outer;
  }
}

/** The same for work in steps; between them nothing is noted. */
export function* recordingSteps<T>(reads: Reads, steps: Steps<T>): Steps<T> {
  for (;;) {
    const step = recording(reads, () => steps.next());
    if (step.done) return step.value;
    yield;
  }
}

/** What is printed in a cell. */
export interface Print {
  readonly span: Span;
  readonly raw: string;
  readonly state: FigureState;
  readonly kind: CellFigure['kind'];
  readonly printed: Printed | undefined;
  readonly unit: number;
  readonly value: Scaled;
  readonly half: Scaled;
  readonly decimals: number;
}

/** The figure of a cell. */
export class Cell implements CellFigure {
  constructor(
    readonly owner: TableModel,
    readonly column: Column,
    private of: PanelRow,
    private print: Print,
  ) {}

  private onceMade: { readonly figure: Cell; readonly factor: bigint } | undefined = undefined;

  /** The cell as a term that adds it once; one object for all sums that it stands in. */
  get once(): { readonly figure: Cell; readonly factor: bigint } {
    this.onceMade ??= { figure: this, factor: 1n };
    return this.onceMade;
  }

  get row(): PanelRow {
    return this.of;
  }

  get span(): Span {
    return this.print.span;
  }

  get kind(): CellFigure['kind'] {
    return this.print.kind;
  }

  get unit(): number {
    return this.print.unit;
  }

  get decimals(): number {
    return this.print.decimals;
  }

  get state(): FigureState {
    current?.states.add(this);
    return this.print.state;
  }

  /** Whether it adds nothing; a change of that counts as one of state. */
  get isZero(): boolean {
    current?.states.add(this);
    return this.print.value === 0n;
  }

  get raw(): string {
    current?.values.add(this);
    return this.print.raw;
  }

  get printed(): Printed | undefined {
    current?.values.add(this);
    return this.print.printed;
  }

  get value(): Scaled {
    current?.values.add(this);
    return this.print.value;
  }

  get half(): Scaled {
    current?.values.add(this);
    return this.print.half;
  }

  /** The same cell with another row, column or print. */
  with(more: { readonly row?: PanelRow; readonly print?: Partial<Print> }): Cell {
    return new Cell(this.owner, this.column, more.row ?? this.row, { ...this.print, ...more.print });
  }

  /** Goes over to the row whose label owns it: a foot row that is joined to its amounts. */
  joins(row: PanelRow): void {
    this.of = row;
  }

  /** Takes over what another reading of the same cell found printed there. */
  restate(print: Print): void {
    this.print = print;
  }

  /** What is printed, for another cell to take over. */
  get printing(): Print {
    return this.print;
  }
}

/** Whether a figure adds nothing. */
export function isZero(figure: Figure): boolean {
  return figure instanceof Cell ? figure.isZero : figure.value === 0n;
}
