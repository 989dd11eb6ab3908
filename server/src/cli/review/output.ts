/** What a review writes: the workbook, a letter for each unit, the page, JSON lines and SARIF. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import { fileName } from '../../exchange/publish/text.ts';
import {
  type LastFinding,
  type ReviewedReport,
  type UnreadFile,
  unitOf,
  writeLetter,
  writePage,
  writeWorkbook,
} from '../../review/index.ts';
// biome-ignore-end lint/style/noRestrictedImports: as above
import { reviewLines, reviewLog } from '../format/review.ts';
import type { Say } from '../text.ts';

export interface Outcome {
  readonly reports: readonly ReviewedReport[];
  readonly unread: readonly UnreadFile[];
  readonly last?: readonly LastFinding[];
}

/** Beyond so many findings the page shows them without the lines of the report about them. */
const MOST_SHOWN = 20_000;

/** Writes everything into a folder that is there and empty. */
export async function writeOutputs(
  folder: string,
  outcome: Outcome,
  { say, version }: { readonly say: Say; readonly version: string },
): Promise<void> {
  const { reports } = outcome;
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  const base = say('review.sheet.findings');
  await write(`${base}.xlsx`, await writeWorkbook(outcome, say));
  const findings = reports.reduce((sum, r) => sum + r.findings.length, 0);
  await write('index.html', await writePage(findings > MOST_SHOWN ? withoutExcerpts(outcome) : outcome, say));
  await write(`${base}.jsonl`, reviewLines(outcome));
  await write(`${base}.sarif`, reviewLog(outcome, version));
  const letters: [string, Uint8Array][] = [];
  const taken = new Set<string>();
  for (const own of byUnit(reports)) {
    const letter = await writeLetter(own, say);
    if (letter) letters.push([unused(fileName(unitOf(own[0] as ReviewedReport)), taken), letter]);
  }
  if (letters.length === 0) return;
  await mkdir(join(folder, base));
  for (const [name, letter] of letters) await write(join(base, `${name}.docx`), letter);
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

function withoutExcerpts(outcome: Outcome): Outcome {
  const reports = outcome.reports.map((report) => ({
    ...report,
    findings: report.findings.map(({ excerpt: _, ...finding }) => finding),
  }));
  return { ...outcome, reports };
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name} (${n})`;
  taken.add(free.toLowerCase());
  return free;
}
