/** Blocks, and the tree that they make. */

import type { RawLine } from '../../base/lines.ts';
import type { Line } from '../line.ts';

export type BlockKind =
  | 'front'
  | 'heading'
  | 'table'
  | 'paragraph'
  | 'formula'
  | 'chart'
  | 'comment'
  | 'blank';

/** What a line is within its block. */
export type LineRole =
  | 'property'
  | 'row'
  | 'delimiter'
  | 'note'
  | 'comment'
  | 'blank'
  | 'text'
  /** What a page break left between the rows of a table: a page number, the title again. */
  | 'break';

/** Lines that belong together: a heading, a table with its property lines and notes, a paragraph. */
export class Block {
  constructor(
    readonly kind: BlockKind,
    private readonly own: Line[],
    readonly roles: readonly LineRole[],
  ) {}

  get lines(): readonly Line[] {
    return this.own;
  }

  /** Changes with its lines. */
  edition = 0;

  /** Takes a line in the place of one that was grouped as it would be. */
  restate(at: number, line: Line): void {
    this.own[at] = line;
    this.edition++;
  }
}

/** A block and the line it starts at. */
export interface PlacedBlock {
  readonly block: Block;
  readonly line: number;
  /** Lines from its first on that were looked at to tell where it ends; an edit behind them leaves it as it is. */
  readonly reach: number;
  /** Whether a heading stood before it, which lets more lines count as property lines. */
  readonly afterHeading: boolean;
  /** The titles that stood before it, by which a table's continuation is known. */
  readonly titles: string;
}

/** The lossless tree of a document: every line stands in exactly one block. */
export class Tree {
  constructor(
    private readonly own: Line[],
    readonly blocks: readonly PlacedBlock[],
  ) {}

  get lines(): readonly Line[] {
    return this.own;
  }

  /**
   * Takes a line in the place of one that was grouped as it would be.
   * @param at the line of the block
   */
  restate({ block, line }: PlacedBlock, at: number, now: Line): void {
    this.own[line + at] = now;
    block.restate(at, now);
  }
}

/** How a text differs from an earlier one: as many lines at its start and at its end are the same. */
export interface Stretch {
  readonly head: number;
  readonly tail: number;
  /** The lines between them, as they are now. */
  readonly lines: readonly RawLine[];
}
