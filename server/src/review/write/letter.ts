/** 审核意见 for one unit, as a letter in the form of official papers (GB/T 9704): to be sent after a glance. */
import { AlignmentType, Document, Packer, Paragraph, TextRun } from 'docx';
import { writeHanNumber } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { font, INDENT, Pages, SPACING } from '../../exchange/publish/docx/page.ts';
import { titleOf } from '../../exchange/publish/docx/text.ts';
import { clean } from '../../exchange/publish/text.ts';
import { isNamed } from '../round.ts';
import type { Grade, ReviewedReport, ReviewFinding } from '../types.ts';
import { GRADES, placeWords, type Say, unitOf } from './words.ts';

/** The file's bytes; undefined where there is nothing to write to the unit about. */
export async function writeLetter(
  reports: readonly ReviewedReport[],
  say: Say,
): Promise<Uint8Array | undefined> {
  const told = reports.filter((r) => lettered(r).length > 0 || lacks(r, say).length > 0);
  const [first] = told;
  if (!first) return undefined;
  const unit = unitOf(first);
  const pages = new Pages();
  const years = [
    ...new Set(
      told.map(
        (r) =>
          `${r.year === undefined ? '' : say('review.letter.year', { year: String(r.year) })}${r.kind ?? ''}`,
      ),
    ),
  ];
  pages.add(false, titleOf(say('review.letter.title', { unit, what: years.join('、') })));
  pages.add(false, line(say('review.letter.to', { unit }), { indent: false }));
  pages.add(false, line(say('review.letter.opening')));
  for (const report of told) pages.add(false, ...sectionsOf(report, told.length > 1, say));
  pages.add(false, line(say('review.letter.closing')));
  pages.add(false, line(''), right(say('review.letter.sender')), right(say('review.letter.date')));
  return Packer.pack(
    new Document({
      title: clean(say('review.letter.title', { unit, what: years.join('、') })),
      creator: '',
      lastModifiedBy: '',
      styles: { default: { document: { run: { font: font('fang'), size: 32 }, paragraph: {} } } },
      sections: pages.sections(),
    }),
    'uint8array',
  );
}

/** The findings of a report that a letter speaks of: not those that the reviewer accepts. */
function lettered(report: ReviewedReport): ReviewFinding[] {
  return report.findings.filter(
    (f) => f.grade !== undefined && !isNamed(f.opinion ?? '', 'review.mark.accepted'),
  );
}

function sectionsOf(report: ReviewedReport, named: boolean, say: Say): Paragraph[] {
  const out: Paragraph[] = [];
  if (named) out.push(line(`《${report.title || report.name}》`, { face: 'kai' }));
  let section = 0;
  const head = (id: Grade | 'disclosed', count: number) =>
    line(`${writeHanNumber(++section)}、${say(`review.letter.${id}`, { count: String(count) })}`, {
      face: 'hei',
    });
  for (const grade of GRADES) {
    const own = lettered(report).filter((f) => f.grade === grade);
    if (own.length === 0) continue;
    out.push(head(grade, own.length));
    alike(own).forEach((findings, i) => {
      out.push(line(`${i + 1}. ${itemOf(findings, say)}`));
    });
  }
  const missing = lacks(report, say);
  if (missing.length > 0) {
    out.push(head('disclosed', missing.length));
    missing.forEach((text, i) => {
      out.push(line(`${i + 1}. ${text}`));
    });
  }
  return out;
}

/** Findings that say the same are told once, with all their places. */
function alike(findings: readonly ReviewFinding[]): ReviewFinding[][] {
  const by = new Map<string, ReviewFinding[]>();
  for (const finding of findings) pushTo(by, finding.message, finding);
  return [...by.values()];
}

function itemOf(findings: readonly ReviewFinding[], say: Say): string {
  const [{ message, basis } = { message: '', basis: undefined }] = findings;
  const places = new Set(findings.map(({ origin }) => placeWords(origin, say)).filter((p) => p !== ''));
  const text = message.replace(/[。.]$/, '');
  return (
    (places.size === 0 ? text : `${text}${say('review.letter.at', { place: [...places].join('、') })}`) +
    say('review.letter.end') +
    (basis === undefined ? '' : say('review.letter.basis', { basis }))
  );
}

/** What is owed and was not published. */
function lacks({ disclosed: { toItems, toSections, basis } }: ReviewedReport, say: Say): string[] {
  return [
    ...(toItems === false ? [say('review.letter.items')] : []),
    ...(toSections === false ? [say('review.letter.economic')] : []),
  ].map((text) => text + say('review.letter.basis', { basis }));
}

function line(text: string, look: { face?: 'hei' | 'kai'; indent?: false } = {}): Paragraph {
  return new Paragraph({
    alignment: look.indent === false ? AlignmentType.LEFT : AlignmentType.BOTH,
    spacing: SPACING,
    ...(look.indent === false ? {} : { indent: INDENT }),
    children: [new TextRun({ text: clean(text), font: font(look.face ?? 'fang'), size: 32 })],
  });
}

function right(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: SPACING,
    children: [new TextRun({ text: clean(text), font: font('fang'), size: 32 })],
  });
}
