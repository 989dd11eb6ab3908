/** Reports that were imported together name one another: last year's (`上年`), a 决算 the year's 预算 (`预算`). */
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import {
  BUDGET,
  BUDGET_KEY,
  bareName,
  compositionOf,
  FINAL,
  LAST_KEY,
  open,
  UNITS_KEY,
} from '../../service.ts';
import type { ImportedReport } from './many.ts';
import { finish } from './write.ts';

/** What is known of a report that others may name; plain data. */
export interface Linkable {
  readonly name: string;
  readonly unit: string;
  readonly year: number;
  readonly kind: string;
  /** The keys that its front matter has, and the line behind it. */
  readonly keys: readonly string[];
  readonly end: number;
  /** What it says it is made of, folded; nothing where it is about one unit. */
  readonly composition: string;
}

/** The reports, each naming those of its unit that it is to be checked against; what it names itself stays. */
export function linked(reports: readonly ImportedReport[]): ImportedReport[] {
  const told = reports.map((report) => linkableOf(report.name, report.made.text));
  const known = told.filter((one) => one !== undefined);
  return reports.map((report, i) => {
    const own = told[i];
    const lines = own ? linksOf(own, known) : [];
    return own && lines.length > 0 ? { ...report, made: withLines(report.made, own.end, lines) } : report;
  });
}

/** What others may name a report by; undefined where it does not say all of it. */
export function linkableOf(name: string, text: string): Linkable | undefined {
  const analysis = open(text);
  const { unit, year, kind, entries } = analysis.report.front;
  const last = entries.at(-1);
  if (unit === undefined || year === undefined || kind === undefined || !last) return undefined;
  const keys = [...new Set(entries.map((e) => e.key))];
  const composition = compositionOf(analysis);
  return { name, unit: foldName(unit), year, kind, keys, end: last.valueSpan.line + 1, composition };
}

/** Lines for the front matter of a report that name those of its unit. */
export function linksOf(own: Linkable, known: readonly Linkable[]): string[] {
  const of = (year: number, kind: string) =>
    known.filter((k) => k.unit === own.unit && k.year === year && k.kind === kind);
  // Of two of one kind and year nobody knows which is meant.
  const only = (year: number, kind: string) => {
    const [one, ...more] = of(year, kind);
    return one && more.length === 0 ? [`${one.name}.disclosure`] : [];
  };
  const other = own.kind === FINAL ? BUDGET : FINAL;
  const last = [...only(own.year - 1, own.kind), ...only(own.year - 1, other)];
  const budget = own.kind === FINAL ? only(own.year, BUDGET) : [];
  return [
    ...(last.length > 0 && !own.keys.includes(LAST_KEY) ? [`${LAST_KEY}：${last.join('、')}`] : []),
    ...(budget.length > 0 && !own.keys.includes(BUDGET_KEY) ? [`${BUDGET_KEY}：${budget.join('')}`] : []),
  ];
}

/** Reports by the first two characters of their units, so that a thousand of them are looked for in one go. */
export class Units<T extends Linkable = Linkable> {
  private readonly byHead = new Map<string, { readonly name: string; readonly one: T }[]>();

  constructor(known: readonly T[]) {
    for (const one of known) {
      const name = bareName(one.unit);
      if (name.length > HEAD) pushTo(this.byHead, name.slice(0, HEAD), { name, one });
    }
  }

  /**
   * Reports of the units that a report says it is made of, of its year and kind; none where it names them itself, or
   * two are of one unit. Whether they add up to it is another question.
   */
  of(own: Linkable): T[] {
    if (own.keys.includes(UNITS_KEY)) return [];
    const { composition } = own;
    const ownName = bareName(own.unit);
    const found = new Set<T>();
    for (let at = 0; at < composition.length; at++) {
      for (const { name, one } of this.byHead.get(composition.slice(at, at + HEAD)) ?? []) {
        // A department's name begins the names of its units; what its own begins with is above it, or itself.
        const fits = !ownName.startsWith(name) && one.year === own.year && one.kind === own.kind;
        if (fits && composition.startsWith(name, at)) found.add(one);
      }
    }
    const units = [...found];
    return new Set(units.map((u) => u.unit)).size === units.length ? units : [];
  }
}

const HEAD = 2;

/** The line of the front matter that names units. */
export function unitsLine(units: readonly Linkable[]): string {
  return `${UNITS_KEY}：${units.map((u) => `${u.name}.disclosure`).join('、')}`;
}

/** A text with lines more in its front matter. */
export function withFront(text: string, end: number, lines: readonly string[]): string {
  const before = text.split('\n');
  return [...before.slice(0, end), ...lines, ...before.slice(end)].join('\n');
}

function withLines(made: ImportedReport['made'], end: number, lines: readonly string[]) {
  const remarks = made.remarks.filter((r) => r.id !== 'import.doubts');
  const { places } = made;
  return { ...finish(withFront(made.text, end, lines), remarks, made.marks), ...(places ? { places } : {}) };
}
