/** What a review writes: the workbook, a letter for each unit, the page, JSON lines and SARIF. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Locale } from '../../messages/index.ts';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import {
  type LastFinding,
  type Paper,
  papers,
  type ReviewedReport,
  takesNotes,
  type UnreadFile,
  writeNotes,
  writePage,
} from '../../review/index.ts';
// biome-ignore-end lint/style/noRestrictedImports: as above
import { reviewLines, reviewLog } from '../format/review.ts';
import type { Say } from '../text.ts';

export interface Outcome {
  readonly reports: readonly ReviewedReport[];
  readonly unread: readonly UnreadFile[];
  readonly last?: readonly LastFinding[];
  /** Where the files lie, by the names they are told under, if PDFs are to be written with notes. */
  readonly pdfs?: ReadonlyMap<string, string>;
}

/** Beyond so many findings the page shows them without the lines of the report about them. */
const MOST_SHOWN = 20_000;

/** Writes everything into a folder that is there and empty. @returns PDFs that no notes could be written into */
export async function writeOutputs(
  folder: string,
  outcome: Outcome,
  setting: { readonly say: Say; readonly version: string; readonly locale: Locale },
): Promise<UnreadFile[]> {
  const { reports } = outcome;
  const { say } = setting;
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  const base = say('review.sheet.findings');
  const findings = reports.reduce((sum, r) => sum + r.findings.length, 0);
  await write('index.html', await writePage(findings > MOST_SHOWN ? withoutExcerpts(outcome) : outcome, say));
  await write(`${base}.jsonl`, reviewLines(outcome));
  await write(`${base}.sarif`, reviewLog(outcome, setting));
  for await (const { path, bytes } of papers(outcome, say)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await write(path, bytes);
  }
  const failed: UnreadFile[] = [];
  for await (const { path, bytes } of noted(outcome, say, failed)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await write(path, bytes);
  }
  return failed;
}

/** The PDFs that came, with notes, in folders as they came. */
async function* noted(
  { reports, pdfs }: Outcome,
  say: Say,
  failed: UnreadFile[],
): AsyncGenerator<Paper, void, void> {
  if (!pdfs) return;
  for (const report of reports)
    for (const file of report.files.filter(takesNotes)) {
      const absolute = pdfs.get(file);
      if (absolute === undefined) continue;
      try {
        const bytes = await writeNotes(report, file, new Uint8Array(await readFile(absolute)), say);
        if (bytes) yield { path: join(say('review.notes'), withinFolder(file)), bytes };
      } catch (error) {
        failed.push({ name: file, reason: error instanceof Error ? error.message : String(error) });
      }
    }
}

/** A path as it is told, below a folder wherever it lies. */
function withinFolder(file: string): string {
  return normalize(file)
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '..' && !/^[A-Za-z]:$/.test(part))
    .join('/');
}

function withoutExcerpts(outcome: Outcome): Outcome {
  const reports = outcome.reports.map((report) => ({
    ...report,
    findings: report.findings.map(({ excerpt: _, ...finding }) => finding),
  }));
  return { ...outcome, reports };
}
