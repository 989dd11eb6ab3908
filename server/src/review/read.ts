/** Files as they came, read and put together to reports that know one another. */

import { foldName } from '../base/fold.ts';
import {
  agreeing,
  groupsOf,
  type Identity,
  ImportError,
  type ImportedReport,
  identityOf,
  importSource,
  joined,
  type Linkable,
  linkableOf,
  linksOf,
  type NamedImport,
  type Step,
  stemOf,
  Units,
  unitsLine,
  withFront,
} from '../exchange/import/index.ts';
import { type Locale, message } from '../messages/index.ts';
import { BUDGET_KEY, LAST_KEY } from '../service.ts';
import type { Joined, ReadReport, ReadReports, ReviewFile, UnreadFile } from './types.ts';

export interface ReadOptions {
  readonly locale?: Locale;
  /** Told within files; what it throws stops the work. */
  readonly step?: Step;
  /** Told before each file, with how many are done of how many. */
  readonly told?: (name: string, done: number, of: number) => void;
}

/**
 * Reads files of any format that import reads, and puts them together to reports. A file is a report, unless several
 * clearly are parts of one. What cannot be read keeps nothing else from being read.
 */
export async function readReports(
  files: readonly ReviewFile[],
  options: ReadOptions = {},
): Promise<ReadReports> {
  const made: NamedImport[] = [];
  const unread: UnreadFile[] = [];
  for (const [i, file] of files.entries()) {
    options.told?.(file.name, i, files.length);
    await options.step?.(i, files.length);
    const read = await readOne(file, options);
    if ('made' in read) made.push(read);
    else unread.push(read);
  }
  return { reports: await putTogether(made), unread };
}

/**
 * Puts files that were read together to reports that know one another.
 * @param identities what the files say they are of, where that is known
 * @param step told before each report
 */
export async function putTogether(
  made: readonly NamedImport[],
  identities: readonly Identity[] = made.map(identityOf),
  step?: Step,
): Promise<ReadReport[]> {
  const taken = new Set<string>();
  const reports: ImportedReport[] = [];
  const groups = groupsOf(identities, areParts);
  for (const [i, group] of groups.entries()) {
    await step?.(i, groups.length);
    const members = group.map((at) => made[at] as NamedImport);
    reports.push(joined(members, taken));
  }
  return knowingOneAnother(reports);
}

/** Reads one file, or says why it cannot be read. */
export async function readOne(
  { name, bytes }: ReviewFile,
  { locale = 'zh', step }: ReadOptions = {},
): Promise<NamedImport | UnreadFile> {
  try {
    return { name, made: await importSource(name, bytes, step) };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return { name, reason: message(locale, error.id, error.data) };
  }
}

/**
 * Whether two files clearly are parts of one report: of one unit, nothing that both say differs, and no table is in
 * both. A report that came in two formats is two.
 */
export function areParts(a: Identity, b: Identity): boolean {
  const nothingTwice = [...a.amounts.keys()].every((form) => !b.amounts.has(form));
  const ofOne =
    a.unit === undefined || b.unit === undefined ? isNamedBy(a, b) || isNamedBy(b, a) : a.unit === b.unit;
  return ofOne && nothingTwice && agreeing(a, b);
}

/** Whether a file that says no unit bears the unit of another in its name. */
function isNamedBy(a: Identity, { unit }: Identity): boolean {
  return a.unit === undefined && unit !== undefined && foldName(stemOf(a.name)).includes(unit);
}

/** Reports with lines in their front matter that name those they are to be checked against. */
function knowingOneAnother(reports: readonly ImportedReport[]): ReadReport[] {
  const told = reports.map((report) => linkableOf(report.name, report.made.text));
  const known = told.filter((one) => one !== undefined);
  const units = new Units(known);
  return reports.map((report, i) => {
    const own = told[i];
    return readReportOf(report, own, known, own ? units.of(own) : []);
  });
}

/** One report, told what others there are, and which are of units that it says it is made of. */
export function readReportOf(
  { name, files, made, unit, year }: ImportedReport,
  own: Linkable | undefined,
  known: readonly Linkable[],
  units: readonly Linkable[],
): ReadReport {
  const lines = own ? linksOf(own, known) : [];
  const named = (key: string) =>
    lines
      .filter((l) => l.startsWith(key))
      .flatMap((l) =>
        l
          .slice(key.length + 1)
          .split('、')
          .map(stemOf),
      );
  const links: Joined = { last: named(LAST_KEY), budget: named(BUDGET_KEY), units: [] };
  return {
    name,
    files,
    text: own && lines.length > 0 ? withFront(made.text, own.end, lines) : made.text,
    ...(own && units.length > 0
      ? {
          made: {
            units: units.map((u) => u.name),
            text: withFront(made.text, own.end, [...lines, unitsLine(units)]),
          },
        }
      : {}),
    ...(made.places ? { places: made.places } : {}),
    unit,
    year,
    kind: own?.kind,
    joined: links,
    doubles: own ? known.filter((k) => k !== own && isDouble(k, own)).map((k) => k.name) : [],
    remarks: made.remarks,
    unsure: made.unsure,
  };
}

function isDouble(a: Linkable, b: Linkable): boolean {
  return a.unit === b.unit && a.year === b.year && a.kind === b.kind && a.name !== b.name;
}
