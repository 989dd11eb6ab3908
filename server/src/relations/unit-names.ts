/** The units that a report's tables name in rows of their own. */
import { foldName } from '../base/fold.ts';
import type { Report } from '../model/report.ts';
import type { ProseFigure } from '../prose/types.ts';

export class UnitNames {
  private names: ReadonlySet<string> | undefined;

  constructor(private readonly report: Report) {}

  /** Whether the sentence names a unit of its own before a figure: the cells of the whole are not what it states. */
  precede(figure: ProseFigure): boolean {
    this.names ??= this.parts();
    if (this.names.size === 0) return false;
    const line = figure.owner.block.lines[figure.span.line]?.text ?? '';
    const before = foldName(line.slice(0, figure.span.start)).split('。').at(-1) ?? '';
    for (const name of this.names) if (before.includes(name)) return true;
    return false;
  }

  /** Of one unit alone the table is the whole, and the report's own name means it too. */
  private parts(): ReadonlySet<string> {
    const names = new Set(
      this.report.tables.flatMap(({ table }) =>
        table.rows.filter((r) => r.role === 'unit' && r.name.length >= 3).map((r) => r.name),
      ),
    );
    if (names.size === 1) return new Set();
    names.delete(foldName(this.report.front.unit ?? ''));
    return names;
  }
}
