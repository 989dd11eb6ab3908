/** The rows of tables as they are read and kept. Others see them as {@link PanelRow}. */
import type { Span } from '../base/range.ts';
import type { FormRow } from '../reference/types.ts';
import type { Cell } from './figure.ts';
import type { Column, Panel, PanelRow, RowRole } from './types.ts';

/** Where the names of a row stand. */
export type NamePlaces = Pick<PanelRow, 'labelSpan' | 'codeSpan' | 'nameSpan'>;

/** What is printed in a row beside its amounts, and where. */
export type RowText = NamePlaces &
  Pick<PanelRow, 'line' | 'index' | 'label' | 'name' | 'code' | 'lineNumber' | 'reliable'>;

/** What a row is in the structure of its panel. */
export type Standing = Pick<PanelRow, 'role' | 'form' | 'groups' | 'classCode' | 'unit' | 'partOf'>;

const NO_GROUPS: readonly string[] = [];

/** What a row is about which nothing else is known. */
const ITEM: Standing = {
  role: 'item',
  form: undefined,
  groups: NO_GROUPS,
  classCode: undefined,
  unit: undefined,
  partOf: undefined,
};

/**
 * A row as one panel reads it. What it is follows from the rows around it and is settled when these are read; where
 * its names stand moves with edits beside them.
 */
export class Row implements PanelRow {
  readonly line: number;
  readonly index: number;
  readonly label: string;
  readonly name: string;
  readonly code: string | undefined;
  readonly lineNumber: number | undefined;
  readonly reliable: boolean;
  private places: NamePlaces;
  private standing = ITEM;

  constructor(
    readonly panel: Panel,
    text: RowText,
    readonly cells: ReadonlyMap<Column, Cell>,
  ) {
    this.line = text.line;
    this.index = text.index;
    this.label = text.label;
    this.name = text.name;
    this.code = text.code;
    this.lineNumber = text.lineNumber;
    this.reliable = text.reliable;
    const { labelSpan, codeSpan, nameSpan } = text;
    this.places = { labelSpan, codeSpan, nameSpan };
  }

  get labelSpan(): Span | undefined {
    return this.places.labelSpan;
  }

  get codeSpan(): Span | undefined {
    return this.places.codeSpan;
  }

  get nameSpan(): Span | undefined {
    return this.places.nameSpan;
  }

  get role(): RowRole {
    return this.standing.role;
  }

  get form(): FormRow | undefined {
    return this.standing.form;
  }

  get groups(): readonly string[] {
    return this.standing.groups;
  }

  get classCode(): string | undefined {
    return this.standing.classCode;
  }

  get unit(): PanelRow | undefined {
    return this.standing.unit;
  }

  get partOf(): PanelRow | undefined {
    return this.standing.partOf;
  }

  /** Settles what the row is; what is not said is as for an item that nothing names. */
  settle({ role = ITEM.role, form, groups = NO_GROUPS, classCode, unit, partOf }: Partial<Standing>): void {
    this.standing = { role, form, groups, classCode, unit, partOf };
  }

  /** A row that was taken for one of the form's was a heading over it. */
  isHeading(): void {
    const { classCode, unit, partOf } = this.standing;
    this.settle({ classCode, unit, partOf });
  }

  /** The only subtotal of a table without a total. */
  isTotal(): void {
    this.standing = { ...this.standing, role: 'total' };
  }

  /** The same label with the amounts of another panel. */
  over(panel: Panel, cells: ReadonlyMap<Column, Cell>): Row {
    const row = new Row(panel, this, cells);
    row.standing = this.standing;
    return row;
  }

  /** Its names stand elsewhere. */
  move(places: NamePlaces): void {
    this.places = places;
  }
}
