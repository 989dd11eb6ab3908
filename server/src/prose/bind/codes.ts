/** Rows by codes, and by the names of 类, 款 and 项. */
import { append } from '../../base/lists.ts';
import type { PanelRow, TableModel } from '../../model/types.ts';
import type { Reference } from '../../reference/index.ts';
import type { Measure, Topic } from '../../reference/prose.ts';
import type { Phrase } from '../events.ts';
import type { Candidate } from './candidate.ts';
import type { Cells } from './cells.ts';
import { shortName } from './names.ts';
import { indexOf, type TableIndex } from './rows.ts';

/** The tables in which rows are looked for. */
interface Ground {
  readonly reference: Reference;
  readonly cells: Cells;
  readonly kind: string;
  readonly tables: (form: string) => readonly TableModel[];
  /** A name without the unit that stands before it. */
  readonly strip: (text: string) => string;
  /** Notes that a table which lacks rows may lack the one that is meant. */
  readonly missed: (table: TableModel, rows: readonly PanelRow[]) => void;
}

type Level = Phrase['path'][number];

/** How long the codes of a level are. */
const LENGTHS: Readonly<Record<string, number>> = { 类: 3, 款: 5, 项: 7 };

/** Finds rows of code trees. */
export class Codes {
  constructor(private readonly ground: Ground) {}

  /** Rows of the 类 that a name means, whatever year's name it is. */
  byClass(index: TableIndex, name: string): readonly PanelRow[] {
    const entry =
      this.ground.reference.codes.classNamed(name) ?? this.ground.reference.codes.classNamed(`${name}支出`);
    return entry ? (index.rowsByCode.get(entry.code) ?? []) : [];
  }

  private formsFor(topic: Topic | undefined): readonly string[] {
    const own = (topic?.items ?? topic?.forms ?? []).filter((f) => f.startsWith(this.ground.kind));
    return own.length > 0 ? own : [`${this.ground.kind}05`, `${this.ground.kind}03`, `${this.ground.kind}02`];
  }

  /** The rows of a code. */
  byCode(code: string, measure: Measure | undefined, topic: Topic | undefined): Candidate[] {
    const found: Candidate[] = [];
    for (const form of this.formsFor(topic)) {
      for (const table of this.ground.tables(form)) {
        const rows = indexOf(table).rowsByCode.get(code) ?? [];
        this.ground.missed(table, rows);
        for (const row of rows) {
          const cell = this.ground.cells.main(table, row, measure);
          if (cell) found.push({ cell, indicator: undefined, certain: true, reason: 'prose.bound-code' });
        }
      }
      if (found.length > 0) return found;
    }
    return found;
  }

  /** Rows of a `…（类）…（款）…（项）`: the last name's rows whose upper rows carry the upper names. */
  byPath(phrase: Phrase, measure: Measure | undefined, topic: Topic | undefined): Candidate[] {
    const found: Candidate[] = [];
    for (const form of this.formsFor(topic)) {
      for (const table of this.ground.tables(form)) {
        const rows = this.rowsOf(indexOf(table), phrase);
        this.ground.missed(table, rows);
        for (const row of rows) {
          const cell = this.ground.cells.main(table, row, measure);
          if (cell)
            found.push({
              cell,
              indicator: undefined,
              certain: rows.length === 1,
              reason: 'prose.bound-code',
            });
        }
      }
      if (found.length > 0) return found;
    }
    return found;
  }

  /** The rows that a path means in one table. */
  private rowsOf(index: TableIndex, { path }: Phrase): readonly PanelRow[] {
    const last = path.at(-1) as Level;
    const uppers = path.slice(0, -1);
    const rows = this.pathRows(index, this.ground.strip(last.name), LENGTHS[last.level] ?? 7);
    const under = rows.filter((row) => uppers.every((p) => this.isUnder(index, row, p)));
    const meant = rows.length > 1 && under.length > 0 ? under : rows;
    return meant.filter((row) => !uppers.some((p) => this.isElsewhere(index, row, p)));
  }

  private pathRows(index: TableIndex, name: string, length: number): PanelRow[] {
    const fits = (r: PanelRow) => (r.code ?? r.classCode ?? '').length === length;
    const bare = name.replace(/^\d{3,7}/, '');
    let rows = (index.rowsByName.get(bare) ?? []).filter(fits);
    if (rows.length === 0) rows = (index.rowsByName.get(`~${shortName(bare)}`) ?? []).filter(fits);
    if (rows.length === 0 && length === 3) rows = [...this.byClass(index, bare)];
    if (rows.length === 0) {
      // The printed name may be an old one: ask the catalogue for the codes that bear it.
      for (const entry of this.ground.reference.codes.named('functional', bare)) {
        if (entry.code.length === length) append(rows, index.rowsByCode.get(entry.code) ?? []);
      }
    }
    return [...new Set(rows)];
  }

  /** Whether an upper name is that of other codes than a row's: the row that the sentence speaks of is not printed. */
  private isElsewhere(index: TableIndex, row: PanelRow, upper: Level): boolean {
    if (this.isUnder(index, row, upper)) return false;
    const length = upper.level === '类' ? 3 : 5;
    const named = this.ground.reference.codes
      .named('functional', this.ground.strip(upper.name))
      .filter((e) => e.code.length === length);
    return named.length > 0 && named.every((e) => !row.code?.startsWith(e.code));
  }

  private isUnder(index: TableIndex, row: PanelRow, upper: Level): boolean {
    const code = (row.code ?? '').slice(0, upper.level === '类' ? 3 : 5);
    return index.namesByCode.get(code)?.has(shortName(this.ground.strip(upper.name))) ?? false;
  }
}
