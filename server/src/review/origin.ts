/** From a place in a report's source to its place in the file that came. */
import type { Origin } from '../exchange/import/index.ts';
import type { Range } from '../service.ts';
import type { ReadReport } from './types.ts';

export class Tracer {
  constructor(private readonly report: ReadReport) {}

  /** Where a range stands. */
  at(_range: Range): Origin {
    return { file: this.report.files[0] ?? this.report.name };
  }
}
