/** What is told of tables one by one, kept while their own lines are the same. */

import { sameItems } from '../base/lists.ts';
import type { PlacedTable } from '../model/report.ts';
import type { TableModel } from '../model/types.ts';
import type { TableGround, TableWork } from './rule.ts';

interface Kept {
  readonly from: readonly unknown[];
  readonly made: Map<TableWork<unknown>, unknown>;
}

export class ByTable {
  private readonly kept = new WeakMap<TableModel, Kept>();

  get<T>(work: TableWork<T>, ground: TableGround, { table }: PlacedTable): T {
    const { block } = table;
    const { locale, options, report } = ground;
    const from = [block, block.edition, locale, options.catalogueYear, report.front.year];
    let own = this.kept.get(table);
    if (!own || !sameItems(own.from, from)) {
      own = { from, made: new Map() };
      this.kept.set(table, own);
    }
    if (!own.made.has(work)) own.made.set(work, work(ground, { table, line: 0, section: undefined }));
    return own.made.get(work) as T;
  }
}
