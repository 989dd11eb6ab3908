/** Reports that were imported together name one another: last year's (`上年`), a 决算 the year's 预算 (`预算`). */
import { foldName } from '../../base/fold.ts';
import { BUDGET, BUDGET_KEY, FINAL, LAST_KEY, open } from '../../service.ts';
import type { ImportedReport } from './many.ts';
import { finish } from './write.ts';

interface Known {
  readonly report: ImportedReport;
  readonly unit: string;
  readonly year: number;
  readonly kind: string;
  /** The keys that its front matter has, and where it ends. */
  readonly keys: ReadonlySet<string>;
  readonly end: number;
}

/** The reports, each naming those of its unit that it is to be checked against; what it names itself stays. */
export function linked(reports: readonly ImportedReport[]): ImportedReport[] {
  const known = reports.flatMap(identify);
  return reports.map((report) => {
    const own = known.find((k) => k.report === report);
    return own ? withLinks(own, known) : report;
  });
}

function identify(report: ImportedReport): Known[] {
  const { front } = open(report.made.text).report;
  const { unit, year, kind, entries } = front;
  const last = entries.at(-1);
  if (unit === undefined || year === undefined || kind === undefined || !last) return [];
  const keys = new Set(entries.map((e) => e.key));
  return [{ report, unit: foldName(unit), year, kind, keys, end: last.valueSpan.line + 1 }];
}

function withLinks(own: Known, known: readonly Known[]): ImportedReport {
  const of = (year: number, kind: string) =>
    known.filter((k) => k.unit === own.unit && k.year === year && k.kind === kind);
  // Of two of one kind and year nobody knows which is meant.
  const only = (year: number, kind: string) => {
    const [one, ...more] = of(year, kind);
    return one && more.length === 0 ? [`${one.report.name}.disclosure`] : [];
  };
  const other = own.kind === FINAL ? BUDGET : FINAL;
  const last = [...only(own.year - 1, own.kind), ...only(own.year - 1, other)];
  const budget = own.kind === FINAL ? only(own.year, BUDGET) : [];
  const lines = [
    ...(last.length > 0 && !own.keys.has(LAST_KEY) ? [`${LAST_KEY}：${last.join('、')}`] : []),
    ...(budget.length > 0 && !own.keys.has(BUDGET_KEY) ? [`${BUDGET_KEY}：${budget.join('')}`] : []),
  ];
  if (lines.length === 0) return own.report;
  const { made } = own.report;
  const before = made.text.split('\n');
  const text = [...before.slice(0, own.end), ...lines, ...before.slice(own.end)];
  const remarks = made.remarks.filter((r) => r.id !== 'import.doubts');
  return { ...own.report, made: finish(text.join('\n'), remarks, made.marks) };
}
