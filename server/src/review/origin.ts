/** From a place in a report's source to its place in the file that came. */
import { type Origin, Trace } from '../exchange/import/index.ts';
import type { Range } from '../service.ts';
import type { ReadReport } from './types.ts';

export class Tracer {
  private readonly trace: Trace | undefined;

  constructor(private readonly report: ReadReport) {
    this.trace = report.places && new Trace(report.text, report.places);
  }

  /** Where a range stands; in a file that is a source itself, its line. */
  at(range: Range): Origin {
    if (this.trace) return this.trace.at(range);
    return { file: this.report.files[0] ?? this.report.name, paragraph: range.start.line + 1 };
  }
}
