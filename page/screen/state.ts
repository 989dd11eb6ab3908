/** What the page knows: reports and findings as they come in, what the filters let through, what is chosen. */
import type { Grade, Opinion, ShownFinding, ShownReport, UnreadFile } from '../protocol.ts';

export const GRADES: readonly Grade[] = ['must', 'explain', 'wording', 'other'];

export interface Filters {
  readonly grades: ReadonlySet<Grade>;
  readonly rule: string;
  /** Words that must stand in a finding, its place, or its report's name. */
  readonly words: string;
  /** Whether reports without findings are listed. */
  readonly clean: boolean;
}

/** A finding by its report and its place in that report's list. */
export interface Choice {
  readonly report: string;
  readonly index: number;
}

export interface Listed {
  readonly report: ShownReport;
  /** Findings that the filters let through, by their places. */
  readonly shown: readonly number[];
}

export class State {
  readonly reports: ShownReport[] = [];
  unread: readonly UnreadFile[] = [];
  passedOver: readonly string[] = [];
  /** What became of the round before. */
  round: readonly string[] = [];
  filters: Filters = { grades: new Set(['must', 'explain', 'wording']), rule: '', words: '', clean: true };
  choice: Choice | undefined;
  /** How findings were marked, by their keys. */
  readonly opinions = new Map<string, Opinion>();

  /** The reports in the list, each with its findings that are shown. */
  listed(): Listed[] {
    const all = this.reports.map((report) => ({ report, shown: this.shownOf(report) }));
    return all.filter(
      ({ report, shown }) => shown.length > 0 || (this.filters.clean && this.fits(nameWords(report))),
    );
  }

  /** All findings that are shown, in the order of the list. */
  shown(): Choice[] {
    return this.listed().flatMap(({ report, shown }) =>
      shown.map((index) => ({ report: report.name, index })),
    );
  }

  report(name: string | undefined): ShownReport | undefined {
    return this.reports.find((r) => r.name === name);
  }

  chosen(): { report: ShownReport; finding: ShownFinding } | undefined {
    const report = this.report(this.choice?.report);
    const finding = report?.findings[this.choice?.index ?? -1];
    return report && finding ? { report, finding } : undefined;
  }

  /** The finding so many places further in the list; round at its ends. */
  beside(by: 1 | -1): Choice | undefined {
    const all = this.shown();
    const at = all.findIndex((c) => isSame(c, this.choice));
    if (all.length === 0) return undefined;
    if (at < 0) return by > 0 ? all[0] : all.at(-1);
    return all[(at + by + all.length) % all.length];
  }

  /** Rules that found something, most often first, with how often. */
  rules(): [string, number][] {
    const counts = new Map<string, number>();
    for (const { findings } of this.reports)
      for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  }

  countOf(grade: Grade): number {
    return this.reports.reduce((sum, r) => sum + r.findings.filter((f) => f.grade === grade).length, 0);
  }

  private shownOf(report: ShownReport): number[] {
    const { grades, rule } = this.filters;
    const name = nameWords(report);
    const found: number[] = [];
    report.findings.forEach((f, i) => {
      if (!grades.has(f.grade) || (rule !== '' && f.rule !== rule)) return;
      if (this.fits(`${f.message} ${f.where} ${f.printed ?? ''} ${f.expected ?? ''} ${f.rule} ${name}`))
        found.push(i);
    });
    return found;
  }

  private fits(text: string): boolean {
    const { words } = this.filters;
    const low = text.toLowerCase();
    return words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => low.includes(word));
  }
}

const nameWords = (report: ShownReport) =>
  `${report.title} ${report.unit ?? ''} ${report.year ?? ''} ${report.files.join(' ')}`;

export function isSame(a: Choice, b: Choice | undefined): boolean {
  return a.report === b?.report && a.index === b.index;
}
