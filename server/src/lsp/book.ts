/** `disclosure/findingsBook`: what a list of findings shows, as the workbook of a review (docs/protocol.md). */
import type { CancellationToken } from 'vscode-languageserver';
import { message } from '../messages/index.ts';
import { guard } from './answer.ts';
import { toBase64 } from './base64.ts';
import type { Server } from './context.ts';
import type { Current } from './documents.ts';
import { nextTurn } from './schedule.ts';

type Mark = 'seen' | 'accepted' | 'returned';

/** A report, which of its findings are shown, by their keys, and how some are marked. */
interface Wanted {
  readonly uri: string;
  readonly keys: ReadonlySet<string>;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** Installs the handler. */
export function installBook(server: Server): void {
  const { connection, documents, workspace, settings } = server;
  connection.onRequest(
    'disclosure/findingsBook',
    async (params: unknown, token: CancellationToken): Promise<object | null> => {
      guard(server);
      const wanted = readWanted(params);
      if (!wanted) return null;
      const { locale } = settings;
      const { keyOfReport, Reviewer, sayIn, writeWorkbook } = await import('../review/index.ts');
      const reviewer = new Reviewer({ locale });
      const reports = [];
      for (const { uri, keys, marks } of wanted) {
        await nextTurn();
        if (token.isCancellationRequested) return null;
        const current = (await documents.settled(uri)) ?? (await workspace.file(uri));
        if (!current) continue;
        const reviewed = reviewer.review(await readOf(current), current.analysis);
        // Unit, year and kind stand before what tells the findings of one report apart.
        const prefix = keyOfReport(reviewed).length + 1;
        const findings = reviewed.findings.flatMap((finding) => {
          const key = finding.key.slice(prefix);
          if (!keys.has(key)) return [];
          const mark = marks.get(key);
          return [mark ? { ...finding, opinion: message(locale, `review.mark.${mark}`) } : finding];
        });
        reports.push({ ...reviewed, findings });
      }
      const bytes = await writeWorkbook({ reports, unread: [] }, sayIn(locale));
      return { content: toBase64(bytes) };
    },
  );

  /** A report of the workspace as a review takes it: it names others itself. */
  async function readOf({ uri, analysis }: Current) {
    const { front } = analysis.report;
    const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    const record = await server.origins.record(uri);
    const places =
      record === '' ? undefined : (await import('../exchange/import/places.ts')).placesIn(record);
    return {
      name: file.replace(/\.disclosure$/, ''),
      files: places?.files ?? [file],
      text: analysis.text,
      ...(places ? { places } : {}),
      ...{ unit: front.unit, year: front.year, kind: front.kind },
      ...{ joined: { last: [], budget: [], units: [] }, doubles: [], remarks: [], unsure: [] },
    };
  }
}

function readWanted(params: unknown): Wanted[] | undefined {
  const { reports } = (params ?? {}) as { reports?: unknown };
  if (!Array.isArray(reports)) return undefined;
  const out: Wanted[] = [];
  for (const report of reports as unknown[]) {
    const { uri, keys, marks } = (report ?? {}) as Record<string, unknown>;
    if (typeof uri !== 'string' || !Array.isArray(keys)) return undefined;
    out.push({
      uri,
      keys: new Set(keys.filter((k) => typeof k === 'string')),
      marks: new Map(
        Object.entries(marks ?? {}).filter((e): e is [string, Mark] => MARKS.has(e[1] as string)),
      ),
    });
  }
  return out;
}

const MARKS: ReadonlySet<string> = new Set<Mark>(['seen', 'accepted', 'returned']);
