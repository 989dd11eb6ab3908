/** Sentences of a 情况说明, written from the tables by the templates of seeds/sentences.json (docs/sentences.md). */

import type { Analysis } from '../analysis/analysis.ts';
import { formatScaled, pow10, SCALE, type Scaled, UNITS } from '../base/amount.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import { largest } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import { type Position, type Range, rangeOf, type TextEdit } from '../base/range.ts';
import type { Section } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import type { ProseModel } from '../prose/types.ts';
import type {
  ConditionalPart,
  RepeatedPart,
  SentencePart,
  SentenceTemplate,
} from '../reference/sentences.ts';
import { evaluate, sumOf } from '../relations/evaluate.ts';
import { build, type Resolved } from '../relations/expression.ts';
import { relationOf, type Term } from '../relations/types.ts';
import { parseFormula, type RefNode } from '../syntax/formula.ts';
import type { Line } from '../syntax/line.ts';
import type { Action } from './action.ts';
import { type CellItem, FormCells, listOf, plainLabel } from './form-cells.ts';
import { blockAt, eolOf } from './place.ts';

/** A sentence that can be written at a place. */
export interface Sentence {
  readonly template: SentenceTemplate;
  /** Without a line end behind it; paragraphs are parted by blank lines. */
  readonly text: string;
  /** Whether it brings its own heading: it is asked for under the heading of the whole 情况说明. */
  readonly heading: string | undefined;
}

/** The sentences that fit the section a line stands in, written out. */
export function sentencesFor(analysis: Analysis, line: number): Sentence[] {
  const section = sectionAt(analysis, line);
  if (!section) return [];
  const { templates, whole } = fitting(analysis, section);
  if (templates.length === 0) return [];
  const writer = new Writer(analysis);
  const eol = eolOf(analysis.tree);
  const level = '#'.repeat(Math.min(6, section.level + 1));
  const found: Sentence[] = [];
  for (const template of templates) {
    const body = writer.write(template);
    if (body === undefined) continue;
    const heading = whole ? template.heading : undefined;
    const paragraphs = body.split('\n').filter((p) => p !== '');
    const text = [...(heading ? [`${level} ${heading}`] : []), ...paragraphs].join(eol + eol);
    found.push({ template, text, heading });
  }
  return found;
}

/** A sentence written by its template, whatever the place; undefined where the tables do not hold its figures. */
export function writeSentence(analysis: Analysis, template: SentenceTemplate): string | undefined {
  return new Writer(analysis).write(template);
}

/** Code actions that insert a sentence: on a heading of the 情况说明, on blank lines and sentences under it. */
export function sentenceActions(analysis: Analysis, range: Range): Action[] {
  const { line } = range.start;
  const placed = blockAt(analysis.tree, line);
  const kind = placed?.block.kind;
  if (!placed || (kind !== 'heading' && kind !== 'blank' && kind !== 'paragraph')) return [];
  const at = kind === 'blank' ? line : placed.line + placed.block.lines.length;
  return sentencesFor(analysis, line).map(
    ({ template, text }): Action => ({
      title: analysis.say('action.insert-sentence', { title: template.title }),
      kind: 'refactor.insert',
      edits: [insertParagraph(analysis, at, text)],
      preferred: false,
      mends: [],
    }),
  );
}

/** Where a line that is being written may become a whole sentence: the range it takes, and what was typed. */
export function sentenceSlot(
  analysis: Analysis,
  position: Position,
): { readonly range: Range; readonly typed: string } | undefined {
  const line = analysis.tree.lines[position.line] as Line;
  const before = line.text.slice(0, position.character);
  if (line.text.slice(position.character).trim() !== '' || before.trim().length > 24) return undefined;
  const from = before.length - before.trimStart().length;
  return { range: rangeOf(position.line, from, line.text.length), typed: before.trim() };
}

/** A paragraph of its own before a line. */
function insertParagraph(analysis: Analysis, at: number, text: string): TextEdit {
  const { lines } = analysis.tree;
  const eol = eolOf(analysis.tree);
  const above = lines[at - 1];
  if (at >= lines.length) {
    const last = lines.at(-1) as Line;
    const lead = last.text === '' ? (lines.at(-2)?.text.trim() ? eol : '') : eol + eol;
    return {
      range: rangeOf(lines.length - 1, last.text.length, last.text.length),
      newText: lead + text + eol,
    };
  }
  const before = above && above.kind !== 'blank' ? eol : '';
  const after = lines[at]?.kind === 'blank' ? '' : eol;
  return { range: rangeOf(at, 0, 0), newText: before + text + eol + after };
}

// ---- places ----

function sectionAt(analysis: Analysis, line: number): Section | undefined {
  let found: Section | undefined;
  for (const section of analysis.report.allSections) {
    if (section.line > line) break;
    if (line < section.end) found = section;
  }
  return found;
}

/** The templates for a section: those of the innermost heading that has any; all of them under the whole 情况说明. */
function fitting(
  analysis: Analysis,
  section: Section,
): { readonly templates: readonly SentenceTemplate[]; readonly whole: boolean } {
  const { front, tables } = analysis.report;
  const none = { templates: [], whole: false };
  const topics = analysis.reference.prose.topics;
  const own = analysis.reference.sentences.filter(
    (t) =>
      (t.kind === undefined || t.kind === front.kind) &&
      (t.nature === undefined || t.nature.includes(front.nature ?? '')),
  );
  for (let at: Section | undefined = section; at; at = at.parent) {
    const heading = stripNumber(foldName(at.text));
    // A table's title, and a section that speaks of other things than the tables.
    const table = tables.some((t) => t.section === at || t.section?.line === at?.line);
    const topic = topics.find(
      (t) => !t.without?.some((w) => heading.includes(foldName(w))) && holds(heading, t.words),
    );
    if (table || topic?.off) return none;
    const templates = own.filter(
      (t) => holds(heading, t.headings) && !t.without?.some((w) => heading.includes(foldName(w))),
    );
    if (templates.length > 0) return { templates, whole: false };
    if (topic) return none;
    // The heading of the whole, not of a part that calls itself so.
    if (WHOLE.test(heading) && !WHOLE.test(foldName(at.parent?.text ?? ''))) {
      const whole = own.filter((t) => t.heading !== undefined);
      return { templates: at === section ? whole : [], whole: true };
    }
  }
  return none;
}

const WHOLE = /情况的?说明|决算说明|情况分析/;

function holds(heading: string, lists: readonly (readonly string[])[]): boolean {
  return lists.some((all) => all.every((w) => heading.includes(foldName(w))));
}

// ---- habits ----

/** How the author writes figures in sentences. */
interface Habit {
  readonly unit: number;
  readonly unitName: string;
  readonly grouped: boolean;
  readonly fullWidth: boolean;
  /** Blanks between a figure and its unit. */
  readonly spaced: boolean;
  readonly trims: boolean;
  /** Decimals of percentages, and whether zeros at their end are dropped. */
  readonly rateDecimals: number;
  readonly rateTrims: boolean;
}

const habits = new WeakMap<ProseModel, Habit>();

function habitOf(analysis: Analysis): Habit {
  return getOrMake(habits, analysis.prose, () => readHabit(analysis));
}

function readHabit({ prose, report }: Analysis): Habit {
  const amounts = prose.figures.filter((f) => f.kind === 'money' && f.printed && f.unitText !== '');
  const rates = prose.figures.filter((f) => f.kind === 'percent' && f.printed);
  const bound = amounts.filter((f) => f.binding.cell !== undefined);
  const units = new Map<number, number>();
  for (const f of bound) units.set(f.unit, (units.get(f.unit) ?? 0) + 1);
  const unit = [...units].sort((a, b) => b[1] - a[1])[0]?.[0] ?? report.front.moneyUnit ?? 4;
  const long = amounts.filter((f) => f.raw.replace(/[.．].*$/, '').replace(/[^\d０-９]/g, '').length > 3);
  const cells = report.tables.flatMap(({ table }) =>
    table.rows.flatMap((r) => [...r.cells.values()].filter((c) => c.printed && c.raw.length > 6)),
  );
  const rateDecimals = rates.reduce((most, f) => Math.max(most, f.printed?.decimals ?? 0), 0);
  return {
    unit,
    unitName: Object.entries(UNITS).find(([, power]) => power === unit)?.[0] ?? '万元',
    grouped: most(
      long.length > 0 ? long.map((f) => f.grouped) : cells.map((c) => c.printed?.grouped === true),
    ),
    fullWidth: most(amounts.map((f) => f.fullWidth)),
    spaced: most(
      amounts.map((f) => {
        const last = f.spans.at(-1);
        return f.unitSpan?.line === last?.line && (f.unitSpan?.start ?? 0) > (last?.end ?? 0);
      }),
    ),
    trims: prose.trims,
    rateDecimals: rates.length > 0 ? rateDecimals : 2,
    rateTrims: rates.some((f) => {
      const decimals = f.printed?.decimals ?? 0;
      return decimals > 0 && decimals < rateDecimals;
    }),
  };
}

function most(answers: readonly boolean[]): boolean {
  return answers.filter((a) => a).length * 2 > answers.length;
}

// ---- writing ----

/** Where a blank may stand before a figure: behind a character, not behind a bracket or a stop. */
const GAP = '\u{E000}';
const BEHIND_WORD = /(?<=\p{Script=Han})\u{E000}/gu;

/** A sentence asks for a figure that is not there: it is not written. */
class Lacking extends Error {}

class Writer {
  private readonly habit: Habit;
  private readonly cells: FormCells;

  constructor(private readonly analysis: Analysis) {
    this.habit = habitOf(analysis);
    this.cells = new FormCells(analysis.graph.cubes);
  }

  write(template: SentenceTemplate): string | undefined {
    const { needs, unless } = template;
    if (!needs.every((ref) => this.isFilled(ref, undefined))) return undefined;
    if (unless?.some((ref) => this.isFilled(ref, undefined))) return undefined;
    try {
      const text = this.parts(template.text, undefined);
      const gap = this.habit.spaced ? ' ' : '';
      return text
        .replace(BEHIND_WORD, gap)
        .replaceAll(GAP, '')
        .replace(/\n{2,}/g, '\n')
        .trim();
    } catch (error) {
      if (error instanceof Lacking) return undefined;
      throw error;
    }
  }

  private parts(parts: readonly SentencePart[], item: CellItem | undefined): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return this.text(part, item);
        return 'each' in part ? this.each(part) : this.choice(part, item);
      })
      .join('');
  }

  private text(text: string, item: CellItem | undefined): string {
    return text.replace(/\{([^{}]+)\}/g, (_, inner: string) => this.placeholder(inner.trim(), item));
  }

  private placeholder(inner: string, item: CellItem | undefined): string {
    const { front } = this.analysis.report;
    const { spaced } = this.habit;
    switch (inner) {
      case '年':
      case '上年': {
        if (front.year === undefined) throw new Lacking(inner);
        return `${front.year - (inner === '年' ? 0 : 1)}${spaced ? ' ' : ''}`;
      }
      case '单位':
        return front.unit ?? this.lack(inner);
      case '名':
        return item?.name ?? this.lack(inner);
      case '序':
        return item ? String(item.number) : this.lack(inner);
      case '路径':
        return item ? this.path(item) : this.lack(inner);
    }
    const rate = /^占\s(.+?)\s\/\s(.+)$/.exec(inner);
    if (rate) return this.rate(rate[1] as string, rate[2] as string, item);
    return this.amount(inner, item);
  }

  private lack(what: string): never {
    throw new Lacking(what);
  }

  private amount(expression: string, item: CellItem | undefined): string {
    const terms = this.terms(expression, item);
    const { value } = sumOf(terms);
    const { unit, unitName, grouped, fullWidth, spaced, trims } = this.habit;
    const gap = spaced ? ' ' : '';
    const decimals = largest(
      terms.map((t) => (t.figure.unit === unit ? t.figure.decimals : 2)),
      0,
    );
    const number =
      value === 0n
        ? formatScaled(0n, { decimals: 0, grouped, fullWidth })
        : formatScaled(value, { decimals, grouped, fullWidth, trim: trims }, unit);
    return `${GAP}${number}${gap}${unitName}`;
  }

  private rate(part: string, whole: string, item: CellItem | undefined): string {
    const { value: of } = sumOf(this.terms(part, item));
    const { value: base } = sumOf(this.terms(whole, item));
    if (base === 0n) return this.lack(whole);
    const value: Scaled = (of * 100n * pow10(SCALE)) / base;
    const { rateDecimals, rateTrims, fullWidth } = this.habit;
    // Whole per cents that come out even are written without a point, as reports do.
    const whole100 = value % pow10(SCALE) === 0n;
    const style = { decimals: whole100 ? 0 : rateDecimals, grouped: false, fullWidth, trim: rateTrims };
    return `${GAP}${formatScaled(value, style)}${fullWidth ? '％' : '%'}`;
  }

  private each(part: RepeatedPart): string {
    const items = this.cells.items(part);
    if (items.length === 0) throw new Lacking(part.each);
    return items.map((item) => this.parts(part.text, item)).join(part.join);
  }

  private choice(part: ConditionalPart, item: CellItem | undefined): string {
    return this.parts(this.isTrue(part.if, item) ? part.then : (part.else ?? []), item);
  }

  private isTrue(condition: string, item: CellItem | undefined): boolean {
    if (!/[=＝≠≥≤]/.test(condition)) return this.isFilled(condition, item);
    const negated = condition.includes('≠');
    const formula = parseFormula(condition.replace('≠', '=')).formula;
    const built = formula && build(formula, (ref) => this.resolve(ref, item));
    if (!formula || !built?.shape || built.missing.length > 0) return false;
    const relation = relationOf(built.shape, {
      op: formula.op,
      rule: 'formula',
      id: '',
      source: { kind: 'form', form: '', id: '' },
      severity: undefined,
      total: undefined,
      text: condition,
      required: true,
      explanation: true,
    });
    const { state } = evaluate(relation);
    const holds = state === 'exact' || state === 'notApplicable';
    return negated ? !holds : holds;
  }

  private isFilled(expression: string, item: CellItem | undefined): boolean {
    try {
      return this.terms(expression, item).some((t) => t.figure.state === 'amount');
    } catch (error) {
      if (error instanceof Lacking) return false;
      throw error;
    }
  }

  /** The figures of an expression; all of them printed. */
  private terms(expression: string, item: CellItem | undefined): readonly Term[] {
    const formula = parseFormula(`${expression} = 0`).formula;
    const built = formula && build(formula, (ref) => this.resolve(ref, item));
    if (built?.shape?.shape !== 'linear' || built.missing.length > 0) return this.lack(expression);
    const { left } = built.shape;
    if (left.length === 0 || left.some((t) => t.figure.state !== 'amount')) return this.lack(expression);
    return left;
  }

  private resolve(ref: RefNode, item: CellItem | undefined): Resolved {
    const names = ref.parts.map((p) => p.text);
    const found = this.figuresOf(names, item);
    return found.length > 0
      ? { figures: found }
      : { missing: 'row-unknown-name', data: { name: names.join('.') } };
  }

  private figuresOf(names: readonly string[], item: CellItem | undefined): readonly Figure[] {
    const [form = '', row = '', column = ''] = names;
    if (item && names.length === 1 && form === '它') return [item.cell];
    if (item && names.length === 2 && form === '本行') return listOf(item.line.cell(row));
    return this.cells.figures(form, row, column);
  }

  /** `社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）` */
  private path({ line, cube }: CellItem): string {
    const { code } = line;
    if (code === undefined) return this.lack('路径');
    const names: string[] = [];
    for (const length of [3, 5, 7]) {
      if (code.length < length) break;
      const upper = code.slice(0, length);
      const own = cube.byCode(upper)[0];
      const catalogue = line.row?.panel.catalogue;
      const name = own
        ? plainLabel(own)
        : catalogue && this.analysis.reference.codes.get(catalogue, upper)?.name;
      if (!name) return this.lack('路径');
      names.push(`${name}（${length === 3 ? '类' : length === 5 ? '款' : '项'}）`);
    }
    return names.join('');
  }
}
