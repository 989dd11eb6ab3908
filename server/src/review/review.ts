/** A report checked as the editor checks it, with what a reviewer needs to know of each finding. */

import { stemOf } from '../exchange/import/index.ts';
import { clean } from '../exchange/publish/text.ts';
import { type Locale, message } from '../messages/index.ts';
import {
  type Analysis,
  type AnalysisOptions,
  disclosedOf,
  LinkedReportCache,
  type NamedFinding,
  namedFindings,
  open,
  tablesOf,
  unitsAgree,
  whereaboutsOf,
} from '../service.ts';
import { excerptOf } from './excerpt.ts';
import { basisOf, gradeOf } from './grade.ts';
import { Tracer } from './origin.ts';
import { keyOfReport } from './round.ts';
import type { ReadReport, ReadReports, Review, ReviewedReport, ReviewFinding } from './types.ts';

export interface ReviewOptions {
  readonly locale?: Locale;
  readonly severities?: AnalysisOptions['severities'];
  readonly reference?: AnalysisOptions['reference'];
  /** The source of another report of the review, by its name. */
  readonly textOf?: (name: string) => string | undefined;
}

/** Looks at one report after the other; keeps the analyses of those that others name. */
export class Reviewer {
  private readonly links: LinkedReportCache;
  private readonly analysisOptions: AnalysisOptions;

  constructor(private readonly options: ReviewOptions = {}) {
    const { locale = 'zh', severities, reference, textOf } = options;
    this.links = new LinkedReportCache(
      {
        find: (_, path) => {
          const name = stemOf(path);
          const text = textOf?.(name);
          return text === undefined ? 'missing' : { key: name, stamp: name, read: () => text };
        },
      },
      TURNS_KEPT,
    );
    this.analysisOptions = {
      locale,
      // What was sent in is finished, whatever it lacks.
      published: true,
      ...(severities ? { severities } : {}),
      ...(reference ? { reference } : {}),
    };
  }

  /** The analysis of a report, as its review has it. */
  open(report: ReadReport): Analysis {
    const options = this.analysisOptions;
    return open(report.text, { ...options, links: this.links.of(report.name, options) });
  }

  /**
   * The report joined with those of the units that it says it is made of, if they add up to it; a department of which
   * units are lacking is checked by itself, and that is told.
   */
  settled({ made, ...report }: ReadReport): ReadReport {
    if (!made) return report;
    const { text, units } = made;
    if (unitsAgree(this.open({ ...report, text })))
      return { ...report, text, joined: { ...report.joined, units } };
    const remark = { id: 'review.units-differ', data: { names: units.join('、') } } as const;
    return { ...report, remarks: [...report.remarks, remark] };
  }

  /** Checks a report, as it was settled. */
  review(report: ReadReport, analysis = this.open(report)): ReviewedReport {
    const { name, files, unit, year, kind, joined, doubles, remarks } = report;
    const tracer = new Tracer(report);
    const { notChecked, ...checks } = analysis.coverage;
    const locale = this.options.locale ?? 'zh';
    return {
      name,
      files,
      title: analysis.report.front.title ?? '',
      unit,
      year,
      kind,
      joined,
      doubles,
      findings: namedFindings(analysis).map((named) => findingOf(named, { report, analysis, tracer })),
      tables: tablesOf(analysis).map((table) => ({ ...table, origin: tracer.at(table.range) })),
      checks,
      notMade: notChecked.map(({ check, reason, range }) => ({
        check,
        reason,
        ...(range ? { range, origin: tracer.at(range) } : {}),
      })),
      disclosed: disclosedOf(analysis),
      remarks: remarks.map(({ id, data }) => message(locale, id, data)),
    };
  }
}

/** A department and its units lie together: a report that so many others did not name is done with. */
const TURNS_KEPT = 8;

/** Checks reports that are all in memory. */
export async function reviewAll(
  { reports, unread }: ReadReports,
  options: Omit<ReviewOptions, 'textOf'> & {
    readonly told?: (name: string, done: number, of: number) => void;
    readonly step?: (done: number, of: number) => void | Promise<void>;
  } = {},
): Promise<Review> {
  const texts = new Map(reports.map((r) => [r.name, r.text]));
  const reviewer = new Reviewer({ ...options, textOf: (name) => texts.get(name) });
  const done: ReviewedReport[] = [];
  for (const [i, report] of reports.entries()) {
    options.told?.(report.name, i, reports.length);
    await options.step?.(i, reports.length);
    done.push(reviewer.review(reviewer.settled(report)));
  }
  return { reports: done, unread };
}

function findingOf(
  { finding, at, key }: NamedFinding,
  {
    report,
    analysis,
    tracer,
  }: { readonly report: ReadReport; readonly analysis: Analysis; readonly tracer: Tracer },
): ReviewFinding {
  const { rule, severity, printed, expected, range, related, fixes } = finding;
  const words = analysis.reference.review;
  const basis = basisOf(rule, report.kind, words);
  const excerpt = excerptOf(analysis, range);
  return {
    key: clean(`${keyOfReport(report)}|${key}`),
    rule,
    severity,
    grade: gradeOf(finding, words),
    message: finding.message,
    ...(printed === undefined ? {} : { printed }),
    ...(expected === undefined ? {} : { expected }),
    range,
    at,
    origin: tracer.at(range),
    ...(basis === undefined ? {} : { basis }),
    ...(excerpt ? { excerpt } : {}),
    related: related.map((r) =>
      r.path === undefined
        ? {
            message: r.message,
            range: r.range,
            at: whereaboutsOf(analysis, r.range),
            origin: tracer.at(r.range),
          }
        : { message: r.message, range: r.range, at: {}, report: stemOf(r.path) },
    ),
    fixes,
  };
}
