/** What a review writes: the workbook, a letter for each unit, the page, JSON lines and SARIF. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import {
  type LastFinding,
  papers,
  type ReviewedReport,
  type UnreadFile,
  writePage,
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
  const findings = reports.reduce((sum, r) => sum + r.findings.length, 0);
  await write('index.html', await writePage(findings > MOST_SHOWN ? withoutExcerpts(outcome) : outcome, say));
  await write(`${base}.jsonl`, reviewLines(outcome));
  await write(`${base}.sarif`, reviewLog(outcome, version));
  for await (const { path, bytes } of papers(outcome, say)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await write(path, bytes);
  }
}

function withoutExcerpts(outcome: Outcome): Outcome {
  const reports = outcome.reports.map((report) => ({
    ...report,
    findings: report.findings.map(({ excerpt: _, ...finding }) => finding),
  }));
  return { ...outcome, reports };
}
