/** Names of sentences → cells of tables. What several cells could mean is bound only where one of them agrees. */
import { foldName } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import { Reads, recording } from '../model/figure.ts';
import { isOpen } from '../model/presence.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, PanelRow, TableModel } from '../model/types.ts';
import type { Reference } from '../reference/index.ts';
import type { Measure, ProseWords, Topic } from '../reference/prose.ts';
import type { Candidate } from './bind/candidate.ts';
import { Cells } from './bind/cells.ts';
import { Codes } from './bind/codes.ts';
import {
  columnNames,
  isBudgetMeasure,
  rowNames,
  shortName,
  TOTALS,
  unitOfTitle,
  variants,
} from './bind/names.ts';
import { Projects } from './bind/projects.ts';
import { distinct, indexOf, uppermost } from './bind/rows.ts';
import type { Phrase } from './events.ts';

export class Binder {
  private readonly byForm = new Map<string, TableModel[]>();
  private readonly unitName: string;
  private readonly kind: string;
  private readonly words: ProseWords;
  private readonly names = new Map<string, readonly string[]>();
  private readonly topicNames = new Map<Topic, Map<string, readonly string[]>>();
  private readonly ends: readonly string[];
  private readonly funds: Topic[] = [];
  private readonly cells: Cells;
  private readonly codes: Codes;
  private readonly projects: Projects;

  constructor(report: Report, reference: Reference) {
    this.words = reference.prose;
    this.kind =
      report.front.kind ?? (report.tables.some((t) => t.table.form?.id.startsWith('预算')) ? '预算' : '决算');
    this.unitName = foldName(report.front.unit ?? unitOfTitle(report.front.title));
    for (const { table } of report.tables) if (table.form) pushTo(this.byForm, table.form.id, table);
    for (const [name, refs] of Object.entries(this.words.names)) this.names.set(foldName(name), refs);
    this.ends = this.words.orgEnds.map(foldName);
    this.cells = new Cells(this.words, this.isBudget);
    this.projects = new Projects(this.byForm.get('自评资金') ?? [], this.cells);
    this.codes = new Codes({
      reference,
      cells: this.cells,
      kind: this.kind,
      tables: (form) => this.tables(form),
      strip: (text) => this.strip(text),
      missed: (table, rows) => this.missed(table, rows),
    });
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
  project(text: string): ReturnType<Projects['named']> {
    return this.projects.named(this.strip(text));
  }

  /** The cell of a project's table that a measure means. */
  projectCell(table: TableModel, measure: Measure): CellFigure | undefined {
    return this.projects.cell(table, measure);
  }

  /** The one project whose budget and expenditure both fit. */
  projectPair(...given: Parameters<Projects['pair']>): ReturnType<Projects['pair']> {
    return this.projects.pair(...given);
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
    // However its name is shortened, what was spent means a row of income only where that agrees.
    const isSpent = phrase.text.endsWith('支出');
    const add = (list: readonly Candidate[]) => {
      for (const one of list) {
        const c = isSpent && isIncome(one.cell) ? { ...one, certain: false } : one;
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
      add(this.codes.byPath(phrase, measure, topic));
      return found;
    }
    const coded = /^(\d{7}|\d{5}|\d{3})(?=[^\d])/.exec(phrase.text)?.[1];
    if (coded) add(this.codes.byCode(coded, measure, topic));
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

  /** A name without the unit that stands before it, and without what says only that money went there (`…方面的支出`). */
  strip(text: string): string {
    let name = foldName(text);
    if (this.unitName !== '' && name.startsWith(this.unitName)) name = name.slice(this.unitName.length);
    return name.replace(
      /^(?:\(含[^)]*\))?(?:本级|末|共?安排)?(?=.{2})|(?<=.{2})方面(?:的)?(?:支出|投入|资金)?$/g,
      '',
    );
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
      if (beside.some((b) => this.cells.cell(table, b, column, measure)?.value)) continue;
      const cell = this.cells.cell(table, row, column, measure);
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
        const cell = this.cells.cell(table, row, column, measure);
        if (cell && cell.state !== 'dash')
          found.push({ cell, indicator: id, certain: certain && !doubtful, reason: 'prose.bound-name' });
        else if (table.lacks.rows) this.unread = true;
      }
    }
    return [...found, { cell: undefined, indicator: id, certain, reason: 'prose.indicator' }];
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
      // `一般公共预算拨款支出` is no row of the side of 收入.
      if (cell && !(name.endsWith('支出') && isIncome(cell)))
        found.push({ cell, indicator: undefined, certain: sure, reason });
    };
    const { form } = table;
    if (!form) return found;
    if (table.grid) {
      for (const panel of form.panels) {
        for (const row of panel.rows ?? []) {
          if (!rowNames(row).has(name)) continue;
          const line = table.grid.get(row.id);
          if (line) put(this.cells.gridCell(line, measure), 'prose.bound-row');
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
    const known = rows.length > 0 ? rows : this.codes.byClass(index, name);
    // The same name at several levels (`…支出` as 类 and 款) means the uppermost.
    const own = uppermost(known);
    for (const row of own)
      put(this.cells.main(table, row, measure), 'prose.bound-row', certain && distinct(own) === 1);
    this.missed(table, own);
    return found;
  }

  /** A table that lacks rows may lack the one that is meant: another table's is then not surely it. */
  private missed({ lacks }: TableModel, rows: readonly PanelRow[]): void {
    if (rows.length === 0 && lacks.rows) this.unread = true;
  }
}

/** Whether a cell stands on the side of income of a table that has both. */
function isIncome(cell: CellFigure | undefined): boolean {
  return cell !== undefined && cell.owner.panels.length > 1 && cell.row.panel.form?.id === '收入';
}
