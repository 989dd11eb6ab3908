/** What a name of a sentence may mean. */
import type { CellFigure } from '../../model/types.ts';

/** A meaning that a name may have. */
export interface Candidate {
  readonly cell: CellFigure | undefined;
  readonly indicator: string | undefined;
  /** Whether the name can mean nothing else. */
  readonly certain: boolean;
  readonly reason: string;
}
