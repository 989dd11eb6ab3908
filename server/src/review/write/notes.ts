/** A report's own PDF with each finding as a note at its place, to be talked over with who wrote it. */
import { type PdfNote, withNotes } from '../../exchange/publish/pdf-notes.ts';
import { isNamed } from '../round.ts';
import type { Grade, ReviewedReport, ReviewFinding } from '../types.ts';
import { gradeWords, type Say } from './words.ts';

/** Red must be mended, orange explained, blue is wording, grey a hint. */
const COLORS: Record<Grade | 'none', PdfNote['color']> = {
  must: [255, 120, 110],
  explain: [255, 190, 90],
  wording: [130, 190, 255],
  none: [200, 200, 200],
};

/** Whether notes can be written into a file. */
export function takesNotes(file: string): boolean {
  return /\.pdf$/i.test(file);
}

/**
 * The file with notes.
 * @param file one of the report's files
 * @returns undefined where there is nothing to note in it
 * @throws ImportError where it cannot be opened
 */
export async function writeNotes(
  { findings }: ReviewedReport,
  file: string,
  bytes: Uint8Array,
  say: Say,
): Promise<Uint8Array | undefined> {
  const own = findings.filter(
    (f) => f.origin.file === file && !isNamed(f.opinion ?? '', 'review.mark.accepted'),
  );
  if (own.length === 0) return undefined;
  return withNotes(bytes, together(own.map((finding) => noteOf(finding, say))), say('review.sheet.findings'));
}

/** Notes on the same words are one: a mark that lies under another cannot be opened. */
function together(notes: readonly PdfNote[]): PdfNote[] {
  const out = new Map<string, PdfNote>();
  for (const note of notes) {
    const place = `${note.page} ${note.box?.join(' ') ?? out.size}`;
    const before = out.get(place);
    // The graver comes first in the order of findings of one place; its colour stays.
    out.set(place, before ? { ...before, text: `${before.text}\n${note.text}` } : note);
  }
  return [...out.values()];
}

function noteOf({ origin, grade, message, basis }: ReviewFinding, say: Say): PdfNote {
  const { page = 1, box } = origin;
  const why = basis === undefined ? '' : `\n${say('review.letter.basis', { basis })}`;
  return {
    page,
    ...(box ? { box } : {}),
    text: `${say('review.note', { grade: gradeWords(grade, say), message })}${why}`,
    color: COLORS[grade ?? 'none'],
  };
}
