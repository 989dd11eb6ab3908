/** Names of sentences → cells of tables. What several cells could mean is bound only where one of them agrees. */
import { foldName, stripNumber } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import { Reads, recording } from '../model/figure.ts';
import { isOpen } from '../model/presence.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../model/types.ts';
import { comparableHeader, comparableLabel } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Measure, ProseWords, Topic } from '../reference/prose.ts';
import type { FormColumn } from '../reference/types.ts';
import { pairsOf } from '../syntax/line.ts';
import type { Phrase } from './events.ts';

/** A meaning that a name may have. */
export interface Candidate {
  readonly cell: CellFigure | undefined;
  readonly indicator: string | undefined;
  /** Whether the name can mean nothing else. */
  readonly certain: boolean;
  readonly reason: string;
}

interface TableIndex {
  readonly rowsById: ReadonlyMap<string, readonly PanelRow[]>;
  readonly rowsByName: ReadonlyMap<string, readonly PanelRow[]>;
  readonly rowsByCode: ReadonlyMap<string, readonly PanelRow[]>;
  /** Short names that stand beside a code. */
  readonly namesByCode: ReadonlyMap<string, ReadonlySet<string>>;
  readonly total: PanelRow | undefined;
}

const indexes = new WeakMap<TableModel, TableIndex>();

/** Short names worked out before; names repeat from row to row and from sentence to sentence. */
const shortNames = new Map<string, string>();
const MOST_SHORT_NAMES = 20_000;

/** Names of code rows and labels as prose shortens them: without a closing 支出 and its like. */
export function shortName(name: string): string {
  const known = shortNames.get(name);
  if (known !== undefined) return known;
  const short = foldName(name)
    .replace(/其它/g, '其他')
    .replace(/[、,()《》·]/g, '')
    .replace(/(?:支出|费用|经费|费|类)$/, '');
  if (shortNames.size >= MOST_SHORT_NAMES) shortNames.clear();
  shortNames.set(name, short);
  return short;
}

function indexOf(table: TableModel): TableIndex {
  let index = indexes.get(table);
  if (index) return index;
  const rowsById = new Map<string, PanelRow[]>();
  const rowsByName = new Map<string, PanelRow[]>();
  const rowsByCode = new Map<string, PanelRow[]>();
  const namesByCode = new Map<string, Set<string>>();
  let total: PanelRow | undefined;
  for (const row of table.rows) {
    if (row.form) {
      pushTo(rowsById, row.form.id, row);
      for (const alias of [row.form.id, ...(row.form.aliases ?? [])])
        pushTo(rowsByName, comparableLabel(alias.split('/').at(-1) ?? ''), row);
    }
    if (row.name !== '') {
      pushTo(rowsByName, row.name, row);
      pushTo(rowsByName, `~${shortName(row.name)}`, row);
    }
    for (const code of new Set([row.code, row.classCode])) {
      if (code !== undefined && row.name !== '')
        getOrMake(namesByCode, code, () => new Set<string>()).add(shortName(row.name));
    }
    if (row.code !== undefined) pushTo(rowsByCode, row.code, row);
    if (row.classCode !== undefined && row.classCode !== row.code) pushTo(rowsByCode, row.classCode, row);
    if (row.role === 'total') total ??= row;
  }
  index = { rowsById, rowsByName, rowsByCode, namesByCode, total };
  indexes.set(table, index);
  return index;
}

export class Binder {
  private readonly byForm = new Map<string, TableModel[]>();
  private readonly unitName: string;
  private readonly kind: string;
  private readonly words: ProseWords;
  private readonly names = new Map<string, readonly string[]>();
  private readonly topicNames = new Map<Topic, Map<string, readonly string[]>>();
  private readonly ends: readonly string[];
  private readonly funds: Topic[] = [];

  constructor(
    report: Report,
    private readonly reference: Reference,
  ) {
    this.words = reference.prose;
    this.kind =
      report.front.kind ?? (report.tables.some((t) => t.table.form?.id.startsWith('预算')) ? '预算' : '决算');
    this.unitName = foldName(report.front.unit ?? unitOfTitle(report.front.title));
    for (const { table } of report.tables) if (table.form) pushTo(this.byForm, table.form.id, table);
    for (const [name, refs] of Object.entries(this.words.names)) this.names.set(foldName(name), refs);
    this.ends = this.words.orgEnds.map(foldName);
    // What a fund's table does not tell, no other table tells of it.
    for (const t of this.words.topics)
      if (t.carries) this.funds.push({ ...t, id: `${t.id}/`, forms: [], narrow: true });
  }

  /** The fund that a phrase names. */
  fundOf(phrase: Phrase): Topic | undefined {
    const text = foldName(phrase.text);
    return this.funds.find((t) => t.words.some((all) => all.every((w) => text.includes(w))));
  }

  /** Whether the report is a budget: its amounts are budgets unless said otherwise. */
  get isBudget(): boolean {
    return this.kind === '预算';
  }

  /** The tables of a form that hold something, or all where none does. */
  tables(form: string): readonly TableModel[] {
    const all = this.byForm.get(form) ?? [];
    const filled = all.filter((t) => !t.empty);
    return filled.length > 0 ? filled : all;
  }

  /** The table of a project's own money that a phrase names, and how sure that is. */
  project(text: string): { table: TableModel; certain: boolean } | undefined {
    const name = projectName(this.strip(text));
    if (name.length < 3) return undefined;
    let best: { table: TableModel; certain: boolean; length: number } | undefined;
    for (const own of this.projects()) {
      const exact = own.name === name;
      const [long, short] = own.name.length >= name.length ? [own.name, name] : [name, own.name];
      if (!exact && !(short.length >= 4 && (long.endsWith(short) || long.startsWith(short)))) continue;
      const length = exact ? 999 : Math.min(own.name.length, name.length);
      if (!best || length > best.length) best = { table: own.table, certain: exact, length };
    }
    return best;
  }

  private projectCache?: readonly { readonly name: string; readonly table: TableModel }[];

  private projects(): readonly { readonly name: string; readonly table: TableModel }[] {
    if (this.projectCache) return this.projectCache;
    const found: { name: string; table: TableModel }[] = [];
    for (const table of this.byForm.get('自评资金') ?? []) {
      const names = [table.title];
      table.block.lines.forEach((line, i) => {
        if (table.block.roles[i] !== 'property') return;
        for (const pair of pairsOf(line)) if (pair.key === '项目名称') names.push(pair.value);
      });
      for (const n of names) {
        const name = projectName(foldName(n));
        if (name.length >= 3) found.push({ name, table });
        if (name.includes('整体'))
          found.push(
            { name: '整体支出', table },
            { name: '部门整体支出', table },
            { name: '单位整体支出', table },
          );
      }
    }
    this.projectCache = found;
    return found;
  }

  /** The cell of a project's table that a measure means. */
  projectCell(table: TableModel, measure: Measure): CellFigure | undefined {
    const column = measure === 'initial' ? '年初预算数' : measure === 'final' ? '全年执行数' : '全年预算数';
    return this.cell(table, '年度资金总额', column, undefined);
  }

  /** The one project whose budget and expenditure both fit. */
  projectPair(
    measure: Measure,
    fits: (budget: CellFigure, spent: CellFigure) => boolean,
  ): { budget: CellFigure; spent: CellFigure } | undefined {
    let found: { budget: CellFigure; spent: CellFigure } | undefined;
    for (const table of this.byForm.get('自评资金') ?? []) {
      const budget = this.projectCell(table, measure);
      const spent = this.projectCell(table, 'final');
      if (budget?.state !== 'amount' || spent?.state !== 'amount' || !fits(budget, spent)) continue;
      if (found) return undefined;
      found = { budget, spent };
    }
    return found;
  }

  /** The compound name that a phrase is, as the names it stands for. */
  compound(phrase: Phrase): readonly string[] | undefined {
    const { compounds } = this.words;
    // A report may say `constructor`.
    const known = (name: string) => (Object.hasOwn(compounds, name) ? compounds[name] : undefined);
    const own = known(foldName(this.strip(phrase.text)));
    if (own || phrase.pieces.length < 2) return own;
    const head = phrase.pieces.slice(0, -1).join('');
    return this.isOrganisation(head) ? known(foldName(phrase.pieces.at(-1) ?? '')) : undefined;
  }

  private readonly resolved = new Map<string, Candidate[]>();
  /** Whether a table that lacks rows was asked for one that it has not. */
  private unread = false;
  /** The cells that what names mean was told from. */
  readonly reads = new Reads();

  /** What a phrase may mean, first choice first. */
  resolve(phrase: Phrase, measure: Measure | undefined, topic: Topic | undefined, past = false): Candidate[] {
    if (past || TOTALS.test(phrase.text)) return [];
    const path = phrase.path.map((p) => p.name + p.level).join('/');
    const key = `${phrase.text}|${path}|${phrase.pieces.length}|${measure ?? ''}|${topic?.id ?? ''}`;
    return getOrMake(this.resolved, key, () =>
      recording(this.reads, () => {
        this.unread = false;
        return this.asFarAsFilled(this.look(phrase, measure, topic), topic);
      }),
    );
  }

  /** Where a name may mean a cell that is not there yet, or was not read, it surely means none of the others. */
  private asFarAsFilled(found: Candidate[], topic: Topic | undefined): Candidate[] {
    const own = topic?.forms?.filter((f) => f.startsWith(this.kind))?.[0];
    const waits = own !== undefined && this.tables(own)[0]?.state === 'unfilled';
    const open = found.some((c) => c.cell && isOpen(c.cell.owner, c.cell));
    if (!waits && !open && !this.unread) return found;
    return found.map((c) => ({ ...c, certain: false }));
  }

  private look(phrase: Phrase, measure: Measure | undefined, topic: Topic | undefined): Candidate[] {
    const found: Candidate[] = [];
    const add = (list: readonly Candidate[]) => {
      for (const c of list) {
        if (!found.some((f) => f.cell === c.cell && f.indicator === c.indicator)) found.push(c);
      }
    };
    if (topic?.off) {
      // What an evaluation sums up may be the year's expenditure, or the projects' alone: only what agrees is taken.
      if (!topic.performance) return [];
      const spending = this.words.topics.find((t) => t.id === '支出');
      return this.resolve(phrase, measure, spending).map((c) => ({ ...c, certain: false }));
    }
    if (phrase.path.length > 0) {
      add(this.byPath(phrase, measure, topic));
      return found;
    }
    const coded = /^(\d{7}|\d{5}|\d{3})(?=[^\d])/.exec(phrase.text)?.[1];
    if (coded) add(this.byCode(coded, measure, topic));
    const text = coded ? this.strip(phrase.text.slice(coded.length)) : this.strip(phrase.text);
    for (const [i, name] of variants(text).entries()) {
      add(this.named(name, measure, topic, true, i === 0));
      if (found.length > 0) return found;
    }
    // The unit's name, or what it calls itself, before the name proper.
    const { pieces } = phrase;
    for (let k = 1; k < pieces.length; k++) {
      const head = pieces.slice(0, k).join('');
      const rest = pieces.slice(k).join('');
      if (rest.length < 2) break;
      const certain = this.isOrganisation(head);
      for (const [i, name] of variants(rest).entries()) {
        add(this.named(name, measure, topic, certain, i === 0));
        if (found.length > 0) return certain ? found : found.map((c) => ({ ...c, certain: false }));
      }
    }
    return found;
  }

  /** A name without the unit that stands before it. */
  strip(text: string): string {
    let name = foldName(text);
    if (this.unitName !== '' && name.startsWith(this.unitName)) name = name.slice(this.unitName.length);
    return name.replace(/^(?:\(含[^)]*\))?(?:本级|末|共?安排)?(?=.{2})/, '');
  }

  private isOrganisation(text: string): boolean {
    text = text.replace(/\([^)]*\)/g, '');
    if (text.length > 24) return false;
    if (this.unitName !== '' && this.unitName.includes(text)) return true;
    return this.ends.some((e) => text.endsWith(e));
  }

  /** @param own whether the name stands as written, without an ending added or taken away */
  private named(
    name: string,
    measure: Measure | undefined,
    topic: Topic | undefined,
    certain: boolean,
    own: boolean,
  ): Candidate[] {
    const found: Candidate[] = [];
    const refs = topic ? this.namesOf(topic).get(name) : undefined;
    if (refs) for (const ref of refs) append(found, this.byReference(ref, measure, certain));
    if (found.length > 0) return found;
    for (const form of topic?.forms ?? []) {
      for (const table of this.tables(form)) append(found, this.inTable(table, name, measure, certain));
    }
    if (found.length > 0) return found;
    // Elsewhere than in its own section a name must be whole; where a section speaks of one table alone, or has a
    // meaning of its own for the name whose table is not there, it must agree as well.
    const sure = certain && own && topic?.narrow !== true && refs === undefined;
    for (const ref of this.names.get(name) ?? [])
      append(found, this.byReference(ref, measure, ref.startsWith('@') ? certain : sure));
    return found;
  }

  /** The cell that a reference of the data names. */
  referred(ref: string): CellFigure | undefined {
    return this.byReference(ref, undefined, true)[0]?.cell;
  }

  /** `04` is the table of this kind of report; anything else is an id as it stands. */
  private formId(form: string): string {
    return /^\d/.test(form) ? this.kind + form : form;
  }

  private namesOf(topic: Topic): Map<string, readonly string[]> {
    let names = this.topicNames.get(topic);
    if (!names) {
      names = new Map(Object.entries(topic.names ?? {}).map(([k, v]) => [foldName(k), v]));
      this.topicNames.set(topic, names);
    }
    return names;
  }

  /** `04.收入总计.金额`, `09.合计`, `@机关运行经费`. */
  private byReference(ref: string, measure: Measure | undefined, certain: boolean): Candidate[] {
    if (ref.startsWith('@')) return this.indicator(ref.slice(1), measure, certain);
    const [form, rows, column] = ref.split('.') as [string, string, string | undefined];
    // `a~b`: the row a, where the row b beside it holds nothing.
    const [row, ...beside] = rows.split('~') as [string, ...string[]];
    const found: Candidate[] = [];
    // A column that is named holds what was spent; its budget stands elsewhere, if anywhere.
    if (column !== undefined && isBudgetMeasure(measure) && !this.isBudget) return found;
    for (const table of this.tables(this.formId(form))) {
      if (beside.some((b) => this.cell(table, b, column, measure)?.value)) continue;
      const cell = this.cell(table, row, column, measure);
      if (cell) found.push({ cell, indicator: undefined, certain, reason: 'prose.bound-name' });
      else if (table.lacks.rows) this.unread = true;
    }
    return found;
  }

  private indicator(id: string, measure: Measure | undefined, certain: boolean): Candidate[] {
    if (isBudgetMeasure(measure) && !this.isBudget) return [];
    const found: Candidate[] = [];
    for (const given of this.words.indicatorCells[id] ?? []) {
      // `?`: where it agrees; it may as well be a part of that.
      const doubtful = given.startsWith('?');
      const ref = doubtful ? given.slice(1) : given;
      const [form, row, column] = ref.split('.') as [string, string, string | undefined];
      for (const table of this.tables(this.formId(form))) {
        const cell = this.cell(table, row, column, measure);
        if (cell && cell.state !== 'dash')
          found.push({ cell, indicator: id, certain: certain && !doubtful, reason: 'prose.bound-name' });
      }
    }
    return [...found, { cell: undefined, indicator: id, certain, reason: 'prose.indicator' }];
  }

  /** A cell by the ids of a form's row and column. */
  cell(
    table: TableModel,
    row: string,
    column: string | undefined,
    measure: Measure | undefined,
  ): CellFigure | undefined {
    if (table.grid) {
      const line = table.grid.get(row);
      if (!line) return undefined;
      if (column) return line.get(column);
      return this.gridCell(line, measure);
    }
    const index = indexOf(table);
    const rows =
      index.rowsById.get(row) ??
      (row === '合计' && index.total && (index.total.form === undefined || index.total.form.id === '合计')
        ? [index.total]
        : undefined) ??
      index.rowsByCode.get(row);
    for (const r of rows ?? []) {
      const cell = column ? cellOfColumn(r, column) : this.main(table, r, measure);
      if (cell) return cell;
    }
    return undefined;
  }

  private gridCell(
    line: ReadonlyMap<string, CellFigure>,
    measure: Measure | undefined,
  ): CellFigure | undefined {
    const wanted = measure ?? (this.isBudget ? 'budget' : 'final');
    for (const column of this.words.measureColumns[wanted]) {
      const cell = line.get(column);
      if (cell) return cell;
    }
    return undefined;
  }

  /** The cell of a row in the column that a measure means. */
  main(table: TableModel, row: PanelRow, measure: Measure | undefined): CellFigure | undefined {
    const wanted = measure ?? (this.isBudget ? 'budget' : 'final');
    const columns = [...row.cells.keys()];
    if (isBudgetMeasure(wanted) && !this.isBudget) {
      for (const id of this.words.measureColumns[wanted]) {
        const column = columns.find((c) => c.form?.id === id);
        if (column) return row.cells.get(column);
      }
      return undefined;
    }
    const derived = table.form?.derived?.[0];
    if (derived && table.form?.tree?.catalogue === 'economic_department') {
      for (const id of derived.of) {
        const column = columns.find((c) => c.form?.id === id);
        if (column) return row.cells.get(column);
      }
    }
    const column = mainColumn(row, columns);
    return column ? row.cells.get(column) : undefined;
  }

  /** A name as a column over the total, or as a row, of one table. */
  private inTable(
    table: TableModel,
    name: string,
    measure: Measure | undefined,
    certain: boolean,
  ): Candidate[] {
    const found: Candidate[] = [];
    const put = (cell: CellFigure | undefined, reason: string, sure = certain) => {
      // `一般公共预算拨款支出` is no row of the side of 收入, however its name is shortened.
      if (cell && !(name.endsWith('支出') && cell.column.path[0] === '收入'))
        found.push({ cell, indicator: undefined, certain: sure, reason });
    };
    const { form } = table;
    if (!form) return found;
    if (table.grid) {
      for (const panel of form.panels) {
        for (const row of panel.rows ?? []) {
          if (!rowNames(row).has(name)) continue;
          const line = table.grid.get(row.id);
          if (line) put(this.gridCell(line, measure), 'prose.bound-row');
        }
      }
      return found;
    }
    const index = indexOf(table);
    if (form.structure === 'tree' && index.total && (!isBudgetMeasure(measure) || this.isBudget)) {
      for (const [column, cell] of index.total.cells) {
        if (!column.form || column.form.unnamed || column.role !== 'value') continue;
        if (columnNames(column.form).has(name)) put(cell, 'prose.bound-column');
      }
      if (found.length > 0) return found;
    }
    const rows = index.rowsByName.get(name) ?? index.rowsByName.get(`~${shortName(name)}`) ?? [];
    const known = rows.length > 0 ? rows : this.byClass(index, name);
    // The same name at several levels (`…支出` as 类 and 款) means the uppermost.
    const own = uppermost(known);
    for (const row of own)
      put(this.main(table, row, measure), 'prose.bound-row', certain && distinct(own) === 1);
    this.missed(table, own);
    return found;
  }

  /** Rows of the 类 that a name means, whatever year's name it is. */
  private byClass(index: TableIndex, name: string): readonly PanelRow[] {
    const entry = this.reference.codes.classNamed(name) ?? this.reference.codes.classNamed(`${name}支出`);
    return entry ? (index.rowsByCode.get(entry.code) ?? []) : [];
  }

  private formsFor(topic: Topic | undefined): readonly string[] {
    const own = (topic?.forms ?? []).filter((f) => f.startsWith(this.kind));
    return own.length > 0 ? own : [`${this.kind}05`, `${this.kind}03`, `${this.kind}02`];
  }

  private byCode(code: string, measure: Measure | undefined, topic: Topic | undefined): Candidate[] {
    const found: Candidate[] = [];
    for (const form of this.formsFor(topic)) {
      for (const table of this.tables(form)) {
        const rows = indexOf(table).rowsByCode.get(code) ?? [];
        this.missed(table, rows);
        for (const row of rows) {
          const cell = this.main(table, row, measure);
          if (cell) found.push({ cell, indicator: undefined, certain: true, reason: 'prose.bound-code' });
        }
      }
      if (found.length > 0) return found;
    }
    return found;
  }

  /** A table that lacks rows may lack the one that is meant: another table's is then not surely it. */
  private missed({ lacks }: TableModel, rows: readonly PanelRow[]): void {
    if (rows.length === 0 && lacks.rows) this.unread = true;
  }

  /** Rows of a `…（类）…（款）…（项）`: the last name's rows whose upper rows carry the upper names. */
  private byPath(phrase: Phrase, measure: Measure | undefined, topic: Topic | undefined): Candidate[] {
    const { path } = phrase;
    const last = path.at(-1) as { name: string; level: string };
    const length = last.level === '类' ? 3 : last.level === '款' ? 5 : 7;
    const found: Candidate[] = [];
    for (const form of this.formsFor(topic)) {
      for (const table of this.tables(form)) {
        const index = indexOf(table);
        let rows = this.pathRows(index, this.strip(last.name), length);
        if (rows.length > 1 && path.length > 1) {
          const fits = rows.filter((row) => path.slice(0, -1).every((p) => this.isUnder(index, row, p)));
          if (fits.length > 0) rows = fits;
        }
        rows = rows.filter((row) => !path.slice(0, -1).some((p) => this.isElsewhere(index, row, p)));
        this.missed(table, rows);
        for (const row of rows) {
          const cell = this.main(table, row, measure);
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

  private pathRows(index: TableIndex, name: string, length: number): PanelRow[] {
    const fits = (r: PanelRow) => (r.code ?? r.classCode ?? '').length === length;
    const bare = name.replace(/^\d{3,7}/, '');
    let rows = (index.rowsByName.get(bare) ?? []).filter(fits);
    if (rows.length === 0) rows = (index.rowsByName.get(`~${shortName(bare)}`) ?? []).filter(fits);
    if (rows.length === 0 && length === 3) rows = [...this.byClass(index, bare)];
    if (rows.length === 0) {
      // The printed name may be an old one: ask the catalogue for the codes that bear it.
      for (const entry of this.reference.codes.named('functional', bare)) {
        if (entry.code.length === length) append(rows, index.rowsByCode.get(entry.code) ?? []);
      }
    }
    return [...new Set(rows)];
  }

  /** Whether an upper name is that of other codes than a row's: the row that the sentence speaks of is not printed. */
  private isElsewhere(index: TableIndex, row: PanelRow, upper: { name: string; level: string }): boolean {
    if (this.isUnder(index, row, upper)) return false;
    const length = upper.level === '类' ? 3 : 5;
    const named = this.reference.codes
      .named('functional', this.strip(upper.name))
      .filter((e) => e.code.length === length);
    return named.length > 0 && named.every((e) => !row.code?.startsWith(e.code));
  }

  private isUnder(index: TableIndex, row: PanelRow, upper: { name: string; level: string }): boolean {
    const code = (row.code ?? '').slice(0, upper.level === '类' ? 3 : 5);
    return index.namesByCode.get(code)?.has(shortName(this.strip(upper.name))) ?? false;
  }
}

/** The unit that a title begins with (`某市水利局 2024 年度部门决算`), where the front matter names none. */
function unitOfTitle(title: string | undefined): string {
  return /^(.{2,40}?)(?:\(?(?:19|20)\d\d|部门|单位|预算|决算)/.exec(foldName(title ?? ''))?.[1] ?? '';
}

type Named = { readonly id: string; readonly aliases?: readonly string[] };

const rowNamesCache = new WeakMap<Named, ReadonlySet<string>>();
const columnNamesCache = new WeakMap<Named, ReadonlySet<string>>();

function lastParts(item: Named): string[] {
  return [item.id, ...(item.aliases ?? [])].map((a) => a.split('/').at(-1) ?? '');
}

/** The names of a form's row, with and without their usual endings. */
function rowNames(row: Named): ReadonlySet<string> {
  return getOrMake(
    rowNamesCache,
    row,
    () => new Set(lastParts(row).flatMap((n) => variants(comparableLabel(n)))),
  );
}

function columnNames(column: Named): ReadonlySet<string> {
  return getOrMake(columnNamesCache, column, () => new Set(lastParts(column).map(comparableHeader)));
}

/** Words that name a total of what stands before them, and nothing by themselves. */
const TOTALS = /^(?:合计|总计|小计|共计|总额)$/;

/** A project's name without what a heading or a sentence says of it. */
function projectName(text: string): string {
  return stripNumber(text)
    .replace(/^\d{4}年度?|\(\d{4}年度?\)$/g, '')
    .replace(/(?:支出)?(?:绩效)?(?:自评)?(?:综述|自评表|情况|结果)?(?:\(摘要版\))?$/, '')
    .replace(/绩效自评$|支出绩效$|绩效$/, '')
    .replace(/项目(?:支出)?$/, '');
}

export function isBudgetMeasure(measure: Measure | undefined): boolean {
  return measure === 'initial' || measure === 'full' || measure === 'budget';
}

/**
 * The column of the year's whole amount: the first that the form asks for, wherever the print has it. A part is not
 * taken in its place.
 */
function mainColumn(row: PanelRow, columns: readonly Column[]): Column | undefined {
  const named = (row.panel.form?.columns ?? []).filter((c) => c.role === undefined);
  const wanted = named.find((c) => c.required === true);
  const of = (form: FormColumn | undefined) => form && columns.find((c) => c.form === form);
  if (wanted) return of(wanted) ?? (columns.length === 1 ? columns[0] : undefined);
  const own = columns.find((c) => c.form !== undefined && !c.ofWhich);
  return own ?? (columns.length === 1 ? columns[0] : undefined);
}

function cellOfColumn(row: PanelRow, id: string): CellFigure | undefined {
  for (const [column, cell] of row.cells) if (column.form?.id === id) return cell;
  return undefined;
}

/** Of rows of one name in one line of codes, the uppermost; a row of the form before a coded one. */
function uppermost(rows: readonly PanelRow[]): PanelRow[] {
  const unique = [...new Set(rows)];
  return unique.filter(
    (row) =>
      row.code === undefined ||
      !unique.some(
        (o) =>
          o !== row &&
          o.code !== undefined &&
          (row.code as string).startsWith(o.code) &&
          o.code.length < (row.code as string).length,
      ),
  );
}

function distinct(rows: readonly PanelRow[]): number {
  return new Set(rows.map((r) => r.code ?? r.form?.id ?? r.name)).size;
}

/** A name with and without the endings that writers add or leave out. */
export function variants(name: string): string[] {
  const list = [name];
  const bare = name.replace(/(?:支出|收入)?(?:总额|金额|数额|合计数|数)$/, (m) =>
    m.startsWith('支出') ? '支出' : m.startsWith('收入') ? '收入' : '',
  );
  if (bare !== name && bare.length >= 2) list.push(bare);
  if (/科目$/.test(name) && name.length > 4) list.push(name.slice(0, -2));
  const bared = name.replace(/(?:支出|收入)?合计$/, (m) => m.slice(0, -2));
  if (bared !== name && bared.length > 4) list.push(bared);
  const ofYear = name.replace(/^(?:本年度?|当年度?|全年)/, '');
  if (ofYear !== name && ofYear.length >= 4) list.push(ofYear);
  const total = name.replace(/总(支出|收入)$/, '$1');
  if (total !== name && total.length > 2) list.push(total);
  for (const n of [...list]) {
    if (/支出$/.test(n) && n.length > 3) list.push(n.slice(0, -2));
    else list.push(`${n}支出`);
    if (/费$/.test(n)) list.push(`${n}用`);
    if (/费用$/.test(n)) list.push(n.slice(0, -1));
    if (/经费$/.test(n) && n.length > 4) list.push(`${n}支出`);
    if (/(?:收入|支出)$/.test(n) && n.length > 2) list.push(`${n}合计`);
  }
  return [...new Set(list)];
}
