/** The papers that a person gets of a review: the workbook, and a letter for each unit. */
import { fileName } from '../../exchange/publish/text.ts';
import type { ReviewedReport } from '../types.ts';
import { writeLetter } from './letter.ts';
import { type Say, unitOf } from './words.ts';
import { type WorkbookContent, writeWorkbook } from './workbook.ts';

/** A file, by its path among the others. */
export interface Paper {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Each paper as it is made. */
export async function* papers(content: WorkbookContent, say: Say): AsyncGenerator<Paper, void, void> {
  const base = say('review.sheet.findings');
  const reports = [...content.reports];
  yield { path: `${base}.xlsx`, bytes: await writeWorkbook({ ...content, reports }, say) };
  const taken = new Set<string>();
  for (const own of byUnit(reports)) {
    const letter = await writeLetter(own, say);
    const name = letter && unused(fileName(unitOf(own[0] as ReviewedReport)), taken);
    if (letter) yield { path: `${base}/${name}.docx`, bytes: letter };
  }
}

function byUnit(reports: readonly ReviewedReport[]): ReviewedReport[][] {
  const units = new Map<string, ReviewedReport[]>();
  for (const report of reports) {
    const own = units.get(unitOf(report));
    if (own) own.push(report);
    else units.set(unitOf(report), [report]);
  }
  return [...units.values()];
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name} (${n})`;
  taken.add(free.toLowerCase());
  return free;
}
