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

/** What was asked of a cell: its printed amount, or whether it holds one. */
const VALUE = 1;
const STATE = 2;

/** The cells that a piece of work looked at: bits for each cell of a table. */
export class Reads {
  private readonly tables = new Map<TableModel, Uint8Array>();
  private last: TableModel | undefined;
  private bits: Uint8Array = NO_BITS;

  /** Notes that a cell was asked for something. */
  note({ owner, slot }: Cell, what: typeof VALUE | typeof STATE): void {
    if (owner !== this.last) {
      this.last = owner;
      this.bits = this.tables.get(owner) ?? NO_BITS;
    }
    if (slot >= this.bits.length) {
      const more = new Uint8Array(Math.max(64, 2 * slot));
      more.set(this.bits);
      this.bits = more;
      this.tables.set(owner, more);
    }
    this.bits[slot] = (this.bits[slot] as number) | what;
  }

  /** Whether the work must be done again after a change of cells. */
  touches(changes: readonly CellChange[]): boolean {
    return changes.some(({ cell, state }) => {
      const asked = this.tables.get(cell.owner)?.[cell.slot] ?? 0;
      return (asked & (state ? VALUE | STATE : VALUE)) !== 0;
    });
  }
}

const NO_BITS = new Uint8Array(0);

/** A cell that an edit changed, and whether more than its amount did. */
export interface CellChange {
  readonly cell: Cell;
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
  /** Counts the cells of its table, from 0. */
  readonly slot: number;

  constructor(
    readonly owner: TableModel & { takeSlot(): number },
    readonly column: Column,
    private of: PanelRow,
    private print: Print,
  ) {
    this.slot = owner.takeSlot();
  }

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
    current?.note(this, STATE);
    return this.print.state;
  }

  /** Whether it adds nothing; a change of that counts as one of state. */
  get isZero(): boolean {
    current?.note(this, STATE);
    return this.print.value === 0n;
  }

  get raw(): string {
    current?.note(this, VALUE);
    return this.print.raw;
  }

  get printed(): Printed | undefined {
    current?.note(this, VALUE);
    return this.print.printed;
  }

  get value(): Scaled {
    current?.note(this, VALUE);
    return this.print.value;
  }

  get half(): Scaled {
    current?.note(this, VALUE);
    return this.print.half;
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
