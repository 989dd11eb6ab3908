/** Several files at once: one report for each unit and year. */
import { foldName } from '../../base/fold.ts';
import { open } from '../../service.ts';
import { frameOf, together } from './together.ts';
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

/** What a file says it is of; what it does not say is undefined. */
interface Of {
  readonly file: NamedImport;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly kind: string | undefined;
  /** The amounts of its tables of known forms, by form. */
  readonly amounts: ReadonlyMap<string, string>;
}

/** Puts together what is of one unit and year; what says neither stays by itself. */
export function reportsOf(files: readonly NamedImport[]): ImportedReport[] {
  const groups: Of[][] = [];
  const told = files.map(identify);
  // Those that say most come first, so that the others find the one that they belong to.
  const order = [...told].sort((a, b) => said(b) - said(a));
  for (const one of order) {
    const fitting = groups.filter((group) => group.every((other) => fits(one, other)));
    // A file that may belong to several is left to a person.
    if (fitting.length === 1 && said(one) > 0) fitting[0]?.push(one);
    else groups.push([one]);
  }
  const taken = new Set<string>();
  return groups
    .map((group) => [...group].sort((a, b) => told.indexOf(a) - told.indexOf(b)))
    .sort(([a], [b]) => told.indexOf(a as Of) - told.indexOf(b as Of))
    .map((group) => {
      const members = group.map((one) => one.file);
      const [only] = members;
      const made = members.length === 1 && only ? only.made : together(members);
      const { unit, year } = open(made.text).report.front;
      return { name: unused(nameOf(members), taken), files: members.map((m) => m.name), made, unit, year };
    });
}

function identify(file: NamedImport): Of {
  const { front, tables } = open(file.made.text).report;
  const amounts = new Map<string, string>();
  for (const { table } of tables) {
    const printed = table.rows.flatMap((row) => [...row.cells.values()].map((cell) => cell.raw));
    if (table.form && printed.some((raw) => raw !== ''))
      amounts.set(table.form.id, `${amounts.get(table.form.id) ?? ''} ${printed.join(' ')}`);
  }
  return { file, unit: front.unit && foldName(front.unit), year: front.year, kind: front.kind, amounts };
}

function said(one: Of): number {
  return (one.unit === undefined ? 0 : 2) + (one.year === undefined ? 0 : 1);
}

/**
 * Whether two files may be parts of one report: nothing that both say differs. Where one does not say its unit or year,
 * a table with other amounts is that of another: only a person could put it in the place of the one that is there.
 */
function fits(a: Of, b: Of): boolean {
  const unsaid = [a.unit, b.unit, a.year, b.year].includes(undefined);
  if (unsaid && [...a.amounts].some(([form, own]) => (b.amounts.get(form) ?? own) !== own)) return false;
  const agree = <T>(x: T | undefined, y: T | undefined) => x === undefined || y === undefined || x === y;
  return agree(a.unit, b.unit) && agree(a.year, b.year) && agree(a.kind, b.kind);
}

/** The name of the file whose sentences a report has. */
function nameOf(files: readonly NamedImport[]): string {
  return frameOf(files).name.replace(/\.[^.]*$/, '');
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
  taken.add(free);
  return free;
}
