/** Several files at once: one report for each unit and year. */
import { foldName } from '../../base/fold.ts';
import { hashOf } from '../../base/hash.ts';
import { pushTo } from '../../base/maps.ts';
import { open } from '../../service.ts';
import { frameOf, joinedFiles } from './together.ts';
import type { Imported, NamedImport } from './types.ts';

/** A report that was made of one file or more. */
export interface ImportedReport {
  /** What its file may be called, without an ending. */
  readonly name: string;
  readonly files: readonly string[];
  readonly made: Imported;
  /** What it says it is of. */
  readonly unit: string | undefined;
  readonly year: number | undefined;
}

/** What a file says it is of; what it does not say is undefined. Plain data, without the file. */
export interface Identity {
  readonly name: string;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly kind: string | undefined;
  /** The amounts of its tables of known forms, by form. */
  readonly amounts: ReadonlyMap<string, string>;
}

/** Puts together what is of one unit and year; what says neither stays by itself. */
export function reportsOf(files: readonly NamedImport[]): ImportedReport[] {
  const told = files.map(identityOf);
  const taken = new Set<string>();
  return groupsOf(told, fits).map((group) =>
    joined(
      group.map((i) => files[i] as NamedImport),
      taken,
    ),
  );
}

/**
 * Files that are parts of one report, by their place in the list.
 * @param mayBeOne whether two may be
 */
export function groupsOf(
  told: readonly Identity[],
  mayBeOne: (a: Identity, b: Identity) => boolean,
): number[][] {
  const groups: number[][] = [];
  const at = (i: number) => told[i] as Identity;
  // Those that say most come first, so that the others find the one that they belong to.
  const order = told.map((_, i) => i).sort((a, b) => said(at(b)) - said(at(a)) || a - b);
  for (const one of order) {
    const fitting = groups.filter((group) => group.every((other) => mayBeOne(at(one), at(other))));
    // A file that may belong to several is left to a person.
    if (fitting.length === 1 && said(at(one)) > 0) fitting[0]?.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => group.sort((a, b) => a - b)).sort(([a = 0], [b = 0]) => a - b);
}

/**
 * The report that is made of files that are parts of it.
 * @param taken names that other reports have
 */
export function joined(members: readonly NamedImport[], taken: Set<string>): ImportedReport {
  const [only] = members;
  const made = members.length === 1 && only ? only.made : joinedFiles(members);
  const { unit, year } = open(made.text).report.front;
  return { name: unused(nameOf(members), taken), files: members.map((m) => m.name), made, unit, year };
}

/** What a file says it is of. */
export function identityOf({ name, made }: NamedImport): Identity {
  const { front, tables } = open(made.text).report;
  const printed = new Map<string, string[]>();
  for (const { table } of tables) {
    const cells = table.rows.flatMap((row) => [...row.cells.values()].map((cell) => cell.raw));
    if (table.form && cells.some((raw) => raw !== '')) pushTo(printed, table.form.id, cells.join(' '));
  }
  const amounts = new Map([...printed].map(([form, texts]) => [form, hashOf(texts.join(' '))]));
  return { name, unit: front.unit && foldName(front.unit), year: front.year, kind: front.kind, amounts };
}

function said(one: Identity): number {
  return (one.unit === undefined ? 0 : 2) + (one.year === undefined ? 0 : 1);
}

/** Whether two say nothing that differs of what they are of. */
export function agreeing(a: Identity, b: Identity): boolean {
  const agree = <T>(x: T | undefined, y: T | undefined) => x === undefined || y === undefined || x === y;
  return agree(a.unit, b.unit) && agree(a.year, b.year) && agree(a.kind, b.kind);
}

/**
 * Whether two files may be parts of one report: nothing that both say differs. Where one does not say its unit or year,
 * a table with other amounts is that of another: only a person could put it in the place of the one that is there.
 */
function fits(a: Identity, b: Identity): boolean {
  const unsaid = [a.unit, b.unit, a.year, b.year].includes(undefined);
  if (unsaid && [...a.amounts].some(([form, own]) => (b.amounts.get(form) ?? own) !== own)) return false;
  return agreeing(a, b);
}

/** The name of the file whose sentences a report has. */
function nameOf(files: readonly NamedImport[]): string {
  return (frameOf(files).name.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '');
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
  taken.add(free);
  return free;
}
