/** A second round: what the first one found and how it was marked, read back from its workbook. */
import { foldName } from '../base/fold.ts';
import { cellsOf, ImportError, type ReadPlace } from '../exchange/import/index.ts';
import { clean } from '../exchange/publish/text.ts';
import { type MessageId, message } from '../messages/index.ts';
import type { ReviewedReport, ReviewFinding } from './types.ts';

/** A finding of the round before, as its workbook has it. */
export interface LastRow {
  readonly key: string;
  readonly unit: string;
  readonly year: string;
  readonly kind: string;
  readonly table: string;
  readonly message: string;
  /** What the reviewer marked it with, and what the unit answered. */
  readonly opinion: string;
  readonly answer: string;
}

/** What became of a finding: mended, there again, accepted and no longer told, or its report was not sent in again. */
export type Became = 'mended' | 'again' | 'accepted' | 'absent';

export interface LastFinding extends LastRow {
  readonly became: Became;
}

const COLUMNS = {
  key: 'review.column.key',
  unit: 'review.column.unit',
  year: 'review.column.year',
  kind: 'review.column.kind',
  table: 'review.column.table',
  message: 'review.column.message',
  opinion: 'review.column.opinion',
  answer: 'review.column.answer',
} as const satisfies Record<keyof LastRow, MessageId>;

/** The sheets that hold findings: those of the round, and of the one before it what was accepted. */
const SHEETS: readonly MessageId[] = ['review.sheet.findings', 'review.sheet.last'];

/**
 * Reads the workbook of an earlier round, as this program wrote it and people marked it.
 * @throws ImportError where it is none
 */
export async function readRound(name: string, bytes: Uint8Array): Promise<LastRow[]> {
  const cells = await cellsOf(name, bytes);
  const rows: LastRow[] = [];
  for (const [i, sheet] of SHEETS.entries()) {
    const own = cells.filter((row) => isNamed(row.sheet ?? '', sheet));
    const [head, ...body] = own;
    const at = head && columnsIn(head);
    if (!at) {
      if (i === 0) throw new ImportError('review.previous.other');
      continue;
    }
    for (const place of body) {
      const row = rowOf(place, at);
      if (row.key !== '' && (i === 0 || isNamed(row.opinion, 'review.mark.accepted'))) rows.push(row);
    }
  }
  return rows;
}

/** Whether a cell says what a message says, in either language. */
export function isNamed(text: string, id: MessageId): boolean {
  const folded = foldName(text);
  return folded === foldName(message('zh', id)) || folded === foldName(message('en', id));
}

function columnsIn({ parts }: ReadPlace): Map<keyof LastRow, number> | undefined {
  const found = new Map<keyof LastRow, number>();
  for (const [name, id] of Object.entries(COLUMNS) as [keyof LastRow, MessageId][]) {
    const part = parts.find((p) => isNamed(p.text, id));
    if (part?.column !== undefined) found.set(name, part.column);
  }
  return found.has('key') && found.has('opinion') ? found : undefined;
}

function rowOf({ parts }: ReadPlace, at: ReadonlyMap<keyof LastRow, number>): LastRow {
  const text = (name: keyof LastRow) =>
    parts.find((p) => p.column !== undefined && p.column === at.get(name))?.text ?? '';
  return {
    key: text('key'),
    unit: text('unit'),
    year: text('year'),
    kind: text('kind'),
    table: text('table'),
    message: text('message'),
    opinion: text('opinion'),
    answer: text('answer'),
  };
}

/** Follows a review with the round before beside it. */
export class SecondRound {
  private readonly byKey: ReadonlyMap<string, LastRow>;
  private readonly there = new Set<string>();
  private readonly reports = new Set<string>();

  constructor(private readonly rows: readonly LastRow[]) {
    this.byKey = new Map(rows.map((row) => [row.key, row]));
  }

  /** The report with what is new or still wrong. */
  told(report: ReviewedReport): ReviewedReport {
    this.reports.add(reportOf(keyOfReport(report)));
    const findings = report.findings.flatMap((finding): ReviewFinding[] => {
      const last = this.byKey.get(finding.key);
      if (!last) return [{ ...finding, round: 'new' }];
      this.there.add(finding.key);
      if (isNamed(last.opinion, 'review.mark.accepted')) return [];
      const { opinion, answer } = last;
      return [{ ...finding, round: 'again', ...(opinion ? { opinion } : {}), ...(answer ? { answer } : {}) }];
    });
    return { ...report, findings };
  }

  /** What became of the findings of the round before. */
  became(): LastFinding[] {
    return this.rows.map((row): LastFinding => {
      if (!this.there.has(row.key))
        return { ...row, became: this.reports.has(reportOf(row.key)) ? 'mended' : 'absent' };
      return { ...row, became: isNamed(row.opinion, 'review.mark.accepted') ? 'accepted' : 'again' };
    });
  }
}

/** What tells a report from others, over rounds: unit, year and kind; as a workbook can hold it. */
export function keyOfReport({
  unit,
  name,
  year,
  kind,
}: Pick<ReviewedReport, 'unit' | 'name' | 'year' | 'kind'>): string {
  return clean([foldName(unit ?? name), year ?? '', kind ?? ''].join('|'));
}

function reportOf(key: string): string {
  return key.split('|').slice(0, 3).join('|');
}
