/** The server's own requests, `disclosure/…` (docs/protocol.md). A client that does not know them lacks nothing else. */

import type { CancellationToken } from 'vscode-languageserver';
import { editsBetween } from '../base/edits.ts';
import { SCOPE, USUAL_UNIT } from '../base/keys.ts';
import {
  formHere,
  mend,
  type NewReportWishes,
  namedFindings,
  newReport,
  outlineChoices,
  overview,
  type Range,
  reportLike,
} from '../service.ts';
import { guard } from './answer.ts';
import type { Server } from './context.ts';
import { toDiagnostic } from './convert.ts';
import type { Current } from './documents.ts';
import type { OriginOf } from './origins.ts';

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/** What the clipboard holds, and the selection that it is to replace. */
interface PasteParams extends AboutDocument {
  readonly range: Range;
  readonly text?: string;
  readonly html?: string;
}

/** Installs the handlers. */
export function installRequests(server: Server): void {
  const { connection, documents, origins, workspace } = server;

  /** A report of the workspace, open or not. */
  const report = async (uri: string): Promise<Current | undefined> =>
    (await documents.settled(uri)) ?? (await workspace.file(uri));

  connection.onRequest(
    'disclosure/overview',
    async ({ textDocument: { uri } }: AboutDocument, token: CancellationToken) => {
      guard(server);
      const current = await report(uri);
      if (!current || token.isCancellationRequested) return null;
      return overviewOf(current, await origins.of(current));
    },
  );

  connection.onRequest(
    'disclosure/paste',
    async ({ textDocument: { uri }, range, text, html }: PasteParams, token: CancellationToken) => {
      guard(server);
      const current = await documents.settled(uri);
      if (!current || token.isCancellationRequested) return null;
      const { pasteTable } = await import('../exchange/import/paste.ts');
      const pasted = pasteTable(current.analysis, range, { text, html });
      return pasted ? { version: current.version, ...pasted } : null;
    },
  );

  connection.onRequest(
    'disclosure/mend',
    async ({ textDocument: { uri } }: AboutDocument, token: CancellationToken) => {
      guard(server);
      const current = await documents.settled(uri);
      if (!current || token.isCancellationRequested) return null;
      const { text, options } = current.analysis;
      const { text: mended, applied } = mend(text, options, true);
      return {
        version: current.version,
        edits: editsBetween(text, mended),
        applied: applied.map(({ rule, title, range }) => ({ rule, title, line: range.start.line + 1 })),
      };
    },
  );

  connection.onRequest('disclosure/outlines', () => {
    guard(server);
    return { outlines: outlineChoices() };
  });

  connection.onRequest('disclosure/newReport', async (params: unknown) => {
    guard(server);
    const wishes = readWishes(params);
    if (!wishes) return null;
    if (!('like' in wishes)) {
      const { reference } = wishes.folder === undefined ? {} : await documents.optionsOfFolder(wishes.folder);
      return newReport(wishes, reference) ?? null;
    }
    const current = await report(wishes.like);
    return current ? reportLike(current.analysis, wishes.year, wishes.lastYear) : null;
  });
}

/** Installs what makes forms of a user's own. */
export function installFormRequests(server: Server): void {
  const { connection, documents } = server;
  connection.onRequest(
    'disclosure/makeForm',
    async ({ textDocument: { uri }, line }: AboutDocument & { readonly line?: unknown }) => {
      guard(server);
      const current = await documents.settled(uri);
      if (!current || typeof line !== 'number') return null;
      return formHere(current.analysis, line) ?? { problem: 'no-table-here' };
    },
  );
}

/** A report at a glance, with what its findings are known by. */
function overviewOf(current: Current, originOf: OriginOf) {
  const { uri, version, analysis } = current;
  const { groups, ...whole } = overview(analysis);
  const named = new Map(namedFindings(analysis).map((one) => [one.finding, one]));
  return {
    uri,
    version,
    ...whole,
    groups: groups.map((group) => ({
      ...group,
      findings: group.findings.map((finding) => {
        const { key, at } = named.get(finding) ?? {};
        const { printed, expected } = finding;
        const place = originOf(finding.range)?.place;
        return {
          ...toDiagnostic(finding, analysis.findings.indexOf(finding), current, originOf),
          ...{ key, at, printed, expected, place },
        };
      }),
    })),
  };
}

type Wishes =
  | (NewReportWishes & { readonly folder: string | undefined })
  | { readonly like: string; readonly year: number; readonly lastYear: string | undefined };

/** What a client sent, where it makes sense. */
function readWishes(params: unknown): Wishes | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const { outline, year, scope, unit, moneyUnit, like, lastYear, folder } = params as Record<string, unknown>;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1950 || year > 2200) return undefined;
  if (typeof like === 'string') return { like, year, lastYear: oneLine(lastYear) };
  if (typeof outline !== 'string' || (scope !== SCOPE.department && scope !== SCOPE.unit)) return undefined;
  const name = oneLine(unit);
  const money = oneLine(moneyUnit);
  return {
    outline,
    year,
    scope,
    unit: name ?? '',
    moneyUnit: money ?? USUAL_UNIT,
    folder: oneLine(folder),
  };
}

/** A text that cannot bring lines of its own into a report. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}
