/**
 * Which cell of another report stands for the same as one of this report: in the same form, or where the forms say
 * (`budget`) that the 预算 has the first budget of what the 决算 holds.
 */

import { foldName } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import { withoutLeadingYear } from '../base/titles.ts';
import { isOpen } from '../model/presence.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Column, TableModel } from '../model/types.ts';
import type { Cube, CubeLine } from '../model/view/cube.ts';
import { tablesByForm } from '../model/view/reference.ts';
import { shortName } from '../prose/bind/names.ts';
import { comparableHeader, headerScore } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { ProseWords } from '../reference/prose.ts';
import type { BudgetName, BudgetPlace } from '../reference/types.ts';
import type { ComparisonWords } from '../reference/words.ts';
import type { OtherReport } from './links.ts';
import { linesLike } from './reports.ts';

/** A cell of another report, and amounts carried over that only one of the two may hold. */
export interface Counterpart {
  readonly cell: CellFigure;
  readonly carried: readonly CellFigure[];
}

/** Where a cell stands. */
export interface CellPlace {
  readonly cube: Cube;
  readonly line: CubeLine;
  readonly key: string;
}

/** How a table of one report names what a table of another holds. */
export type Way = 'same-form' | 'budget' | 'final';

/** Where the cells of a report's tables stand. */
export class Places {
  private readonly cubes = new Map<object, Cube>();

  constructor(cubes: readonly Cube[]) {
    for (const cube of cubes) this.cubes.set(cube.table, cube);
  }

  of(cell: CellFigure): CellPlace | undefined {
    const cube = this.cubes.get(cell.owner);
    if (!cube) return undefined;
    const keys = cube.keys();
    for (const line of cube.lines) {
      if (!cube.table.grid && line.row !== cell.row) continue;
      const key = keys.find((k) => line.cell(k) === cell);
      if (key !== undefined) return { cube, line, key };
    }
    return undefined;
  }
}

/** The cells of one other report. */
export class Counterparts {
  private readonly theirs: ReadonlyMap<string, Cube>;

  constructor(
    readonly other: OtherReport,
    private readonly reference: Reference,
  ) {
    this.theirs = tablesByForm(other.cubes);
  }

  /** The cells that may stand for the same, first choice first. */
  of(place: CellPlace, way: Way): Counterpart[] {
    if (way === 'same-form') return this.inSameForm(place);
    return way === 'budget' ? this.inBudget(place) : this.inFinal(place);
  }

  private inSameForm({ cube, line, key }: CellPlace): Counterpart[] {
    const other = cube.form && this.theirs.get(cube.form.id);
    if (!other || key.startsWith('#')) return [];
    return one(linesLike(other, line).map((l) => l.cell(key)));
  }

  private inBudget(at: CellPlace): Counterpart[] {
    const { cube, line } = at;
    const place = cube.form?.budget;
    const other = place && this.theirs.get(place.form);
    if (!place || !other) return [];
    const keys = namesFor(place.columns, budgeted(at, this.words, place));
    const found: Counterpart[] = [];
    for (const { lines, column } of this.linesOf(other, line, namesFor(place.rows ?? [], line.id))) {
      for (const wanted of column === undefined ? keys : [column])
        for (const { cell } of one(lines.map((l) => l.cell(wanted)))) {
          if (found.every((f) => f.cell !== cell))
            found.push({ cell, carried: this.carried(place, lines[0] as CubeLine) });
        }
    }
    return found;
  }

  /** The 决算's cell of what a 预算 holds: the way back. */
  private inFinal({ cube, line, key }: CellPlace): Counterpart[] {
    const found: Counterpart[] = [];
    for (const other of this.theirs.values()) {
      const place = other.form?.budget;
      if (!place || place.form !== cube.form?.id) continue;
      const keys = namesBack(place.columns, key);
      const ids = namesBack(place.rows ?? [], line.id);
      for (const { lines } of this.linesOf(other, line, ids))
        for (const wanted of keys)
          for (const { cell } of one(lines.map((l) => l.cell(wanted)))) found.push({ cell, carried: [] });
    }
    return found;
  }

  private get words(): ComparisonWords {
    return this.reference.vocabulary.comparison;
  }

  /** Lines of another table for one of this: by the names that data give, by code, by name. */
  private linesOf(
    other: Cube,
    line: CubeLine,
    names: readonly string[],
  ): { readonly lines: readonly CubeLine[]; readonly column: string | undefined }[] {
    if (line.code === undefined && names.length > 0)
      return names.map((name) => {
        const [row = '', column] = name.split('.');
        return { lines: other.byId(row), column };
      });
    return [{ lines: linesLike(other, line).filter((l) => this.isSameItem(line, l)), column: undefined }];
  }

  /** Whether a code stands for the same in both: catalogues of two years may give it another name. */
  private isSameItem(own: CubeLine, other: CubeLine): boolean {
    const { code } = own;
    const [a, b] = [own.row?.name ?? '', other.row?.name ?? ''];
    if (code === undefined || a === '' || b === '' || code.length < 5 || shortName(a) === shortName(b))
      return true;
    const catalogue = own.row?.panel.catalogue ?? 'functional';
    const known = [
      this.reference.codes.get(catalogue, code)?.name,
      ...this.reference.codes.renamesOf(code).flatMap((r) => [r.oldName, r.newName]),
    ].flatMap((name) => (name === undefined ? [] : [shortName(name)]));
    return known.includes(shortName(a)) && known.includes(shortName(b));
  }

  private carried(place: BudgetPlace, line: CubeLine): CellFigure[] {
    return (place.carried ?? []).flatMap((name) => {
      const [form = '', row = '', column = ''] = name.split('.');
      const cube = this.theirs.get(form);
      if (!cube) return [];
      const lines =
        row !== '*' ? cube.byId(row) : line.code === undefined ? cube.byId('合计') : linesLike(cube, line);
      return one(lines.map((l) => l.cell(column)))
        .map((c) => c.cell)
        .filter((c) => c.state === 'amount' && c.value !== 0n);
    });
  }
}

/** The one cell of several lines, where it says something. */
function one(cells: readonly (CellFigure | undefined)[]): Counterpart[] {
  const [cell, ...more] = new Set(cells.filter((c) => c !== undefined));
  if (!cell || more.length > 0 || cell.state === 'unreadable' || cell.state === 'dash') return [];
  return isOpen(cell.owner, cell) ? [] : [{ cell, carried: [] }];
}

function namesFor(names: readonly BudgetName[], here: string | undefined): readonly string[] {
  const there = names.find((n) => n.here === here)?.there;
  return there === undefined ? [] : typeof there === 'string' ? [there] : there;
}

function namesBack(names: readonly BudgetName[], there: string | undefined): readonly string[] {
  const is = (n: BudgetName) =>
    typeof n.there === 'string' ? n.there === there : n.there.includes(there ?? '');
  return names.filter(is).map((n) => n.here);
}

// ---- columns of a budget beside the accounts ----

/** What a column of a final account says of a budget: the year's first, the adjusted one, or a budget. */
export type BudgetColumn = 'first' | 'adjusted' | 'either';

/** What budget a column holds; undefined for other columns. */
export function budgetColumnOf(
  column: Column,
  table: TableModel,
  words: ComparisonWords,
): BudgetColumn | undefined {
  if (column.role !== 'value' || column.count) return undefined;
  const parts = column.path.map(comparableHeader);
  const says = (text: string, list: readonly string[]) => list.some((w) => text.includes(w));
  const named = column.form !== undefined || column.comparison === 'budget' || table.grid !== undefined;
  if (!named || column.comparison === 'difference' || column.comparison === 'last-year') return undefined;
  if (parts.some((p) => says(p, words.adjustedBudget))) return 'adjusted';
  if (parts.some((p) => says(p, words.firstBudget))) return 'first';
  const bare = parts.some((p) => words.budget.exact.includes(withoutLeadingYear(p)));
  if (!bare) return undefined;
  return table.notes.some((n) => says(n.text, words.adjustedBudget)) ? 'adjusted' : 'either';
}

/** The column of what was spent that a cell belongs to, where it stands in one of the budget beside it. */
function budgeted(
  { cube, line, key }: CellPlace,
  words: ComparisonWords,
  place: BudgetPlace,
): string | undefined {
  if (place.columns.some((c) => c.here === key)) return key;
  const column = line.cell(key)?.column;
  if (!column || !budgetColumnOf(column, cube.table, words)) return undefined;
  const panel = cube.table.panels[column.panel]?.form ?? cube.form?.panels[0];
  const own = place.columns.filter(({ here }) => panel?.columns.some((c) => c.id === here));
  const rest = column.path.filter((part) => {
    const text = withoutLeadingYear(comparableHeader(part));
    return !words.budget.exact.includes(text) && !words.firstBudget.some((w) => text.includes(w));
  });
  const last = rest.at(-1);
  const named =
    last === undefined || comparableHeader(last) === panel?.id
      ? undefined
      : own.find(({ here }) => {
          const form = panel?.columns.find((c) => c.id === here);
          return [here, ...(form?.aliases ?? [])].some((name) => headerScore([last], name) > 0);
        });
  // `年初预算数/小计`, `年初预算数`: the whole of what was spent.
  return (named ?? own[0])?.here;
}

// ---- whose money ----

/** Whether two reports speak of the same unit, as far as they say: a department's figures hold those of its units. */
export function isSameScope(own: Report, other: Report, words: ScopeWords): boolean {
  const [a, b] = [own, other].map(({ front }) => foldName(front.unit ?? ''));
  if (a !== '' && b !== '' && a !== b) return false;
  const [mine, theirs] = [own, other].map(({ front }) => scopeOf(front.title ?? '', words));
  if (mine !== undefined && theirs !== undefined && mine !== theirs) return false;
  return unitsIn(other) < 2 || unitsIn(own) >= 2;
}

type ScopeWords = Pick<ProseWords, 'unitReports' | 'departmentReports'>;

/** Whose report a title says it is. */
function scopeOf(title: string, words: ScopeWords): 'unit' | 'department' | undefined {
  const text = foldName(title);
  if (words.departmentReports.some((w) => text.includes(w))) return 'department';
  return words.unitReports.some((w) => text.includes(w)) ? 'unit' : undefined;
}

/** How many units a report's tables name in rows of their own. */
function unitsIn(report: Report): number {
  const names = new Set<string>();
  for (const { table } of report.tables)
    for (const row of table.rows) if (row.role === 'unit') names.add(row.name);
  return names.size;
}

const cache = new WeakMap<OtherReport, WeakMap<Reference, Counterparts>>();

/** The cells of another report; made once. */
export function counterpartsIn(other: OtherReport, reference: Reference): Counterparts {
  const byReference = getOrMake(cache, other, () => new WeakMap<Reference, Counterparts>());
  return getOrMake(byReference, reference, () => new Counterparts(other, reference));
}
