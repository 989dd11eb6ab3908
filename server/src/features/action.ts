/** A change that the editor offers. */
import type { TextEdit } from '../base/range.ts';

export type ActionKind = 'quickfix' | 'source.fixAll.disclosure' | 'refactor.rewrite' | 'refactor.insert';

export interface Action {
  readonly title: string;
  readonly kind: ActionKind;
  readonly edits: readonly TextEdit[];
  readonly preferred: boolean;
  /** Indexes of the findings that it mends. */
  readonly mends: readonly number[];
}
