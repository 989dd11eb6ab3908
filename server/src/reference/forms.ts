/** Forms: which table is which, and which column of it is what (language.md §4). */

import { foldName, stripNumber } from '../base/fold.ts';
import { getOrMake, remembering } from '../base/maps.ts';
import {
  bareHeader,
  kindIn,
  withoutPartMark,
  withoutTableNumber,
  withoutYearAndUnit,
} from '../base/titles.ts';
import type { Form, FormColumn, FormPanel, FormRow, ReportKind, Vocabulary } from './types.ts';
import type { TitleWords } from './words.ts';

/** Why a table was taken for a form. */
export interface FormMatch {
  readonly form: Form;
  readonly by: 'name' | 'title' | 'part';
  /** The alias that the title matched. */
  readonly alias: string;
}

interface Alias {
  readonly text: string;
  /** The name without the words that say nothing. */
  readonly bare: string;
  readonly form: Form;
  /** Whether it is about something that no other form of its kind is about (`三公`), so that a part of a title names it. */
  readonly own: boolean;
}

const NO_WORDS: TitleWords = { subjects: [], padding: [], asides: [], before: [] };

export class FormLibrary {
  private readonly byId = new Map<string, Form>();
  private readonly aliases: Alias[] = [];
  private readonly subjects = new Map<Form, ReadonlySet<string>>();

  constructor(
    readonly forms: readonly Form[],
    private readonly words: TitleWords = NO_WORDS,
  ) {
    for (const form of forms) {
      this.byId.set(form.id, form);
      this.subjects.set(
        form,
        new Set(namesOf(form).flatMap((name) => this.subjectsOf(comparableTitle(name)))),
      );
    }
    for (const form of forms) {
      for (const alias of namesOf(form)) {
        const text = comparableTitle(alias);
        const own = this.subjectsOf(text).some((w) => this.isOwn(w, form));
        this.aliases.push({ text, bare: this.bare(text), form, own });
      }
    }
    // The most specific alias wins.
    this.aliases.sort((a, b) => b.text.length - a.text.length);
  }

  private isOwn(subject: string, form: Form): boolean {
    return this.forms.every(
      (f) => f === form || f.kind !== form.kind || this.subjects.get(f)?.has(subject) !== true,
    );
  }

  /** What a title is about. */
  private subjectsOf(text: string): string[] {
    return this.words.subjects.filter((w) => text.includes(w));
  }

  /** Whether two titles of one form are about the same (三公 of all money, and of the general budget alone). */
  sameSubject(a: string, b: string): boolean {
    const [x, y] = [a, b].map((t) => this.subjectsOf(comparableTitle(t)).join()) as [string, string];
    return x === y;
  }

  private bare(text: string): string {
    const { padding, before } = this.words;
    const lead = before.find((w) => text.startsWith(w)) ?? '';
    return without(padding, this.plain(text.slice(lead.length)));
  }

  /** A title without the brackets that do not say what it is about. */
  private plain(text: string): string {
    return text.includes('(') ? without(this.words.asides, text) : text;
  }

  get(id: string): Form | undefined {
    return this.byId.get(id);
  }

  /** The form that `表式：` names: an id or a title. */
  named(name: string): Form | undefined {
    return this.byId.get(name) ?? this.aliases.find((a) => a.text === comparableTitle(name))?.form;
  }

  /**
   * The forms that a title may name, most specific first.
   * @param title the heading as printed
   * @param unit the report's unit, whose name may stand in the title
   * @param kind the report's kind, where it is known
   */
  match(title: string, unit: string | undefined, kind: ReportKind | undefined): FormMatch[] {
    const text = comparableTitle(title, unit);
    const asked = { text, bare: this.bare(text), subjects: this.subjectsOf(this.plain(text)) };
    const matches = new Map<Form, FormMatch & { weight: number }>();
    for (const name of this.aliases) {
      const { form, text: alias } = name;
      const like = likeness(name, asked);
      if (!like) continue;
      const exact = like === 'exact';
      // A title that is about more than the form ever is belongs to another table; a project's name may hold any word.
      if (!exact && !form.set && asked.subjects.some((w) => this.subjects.get(form)?.has(w) !== true))
        continue;
      // A title that says 决算 or 预算 itself decides; else the report does.
      if (!isOfKind(form, kindIn(text) ?? kind)) continue;
      const weight = LIKENESS[like] + alias.length;
      if ((matches.get(form)?.weight ?? -1) < weight)
        matches.set(form, { form, by: exact ? 'title' : 'part', alias, weight });
    }
    return [...matches.values()].sort((a, b) => b.weight - a.weight);
  }
}

/** How a title is like a name of a form: what that weighs. */
const LIKENESS = { exact: 1000, bare: 700, end: 500, part: 100 } as const;

function likeness(
  { text: alias, bare, own }: Alias,
  asked: { readonly text: string; readonly bare: string },
): keyof typeof LIKENESS | undefined {
  if (asked.text === alias) return 'exact';
  if (asked.bare === bare && bare.length >= 4) return 'bare';
  if (alias.length >= 5 && asked.text.endsWith(alias)) return 'end';
  return alias.length >= (own ? 4 : 8) && asked.text.includes(alias) ? 'part' : undefined;
}

/** Whether a form is of a kind; where neither the title nor the report says which, any will do. */
function isOfKind({ kind }: Form, wanted: ReportKind | undefined): boolean {
  return !kind || kind === 'any' || !wanted || kind === wanted;
}

function without(words: readonly string[], text: string): string {
  return words.reduce((rest, w) => rest.replaceAll(w, ''), text);
}

function namesOf(form: Form): string[] {
  return [form.title, ...(form.aliases ?? [])];
}

/** A title without numbering, year, unit name and table number (language.md §4). */
export function comparableTitle(title: string, unit?: string): string {
  let text = withoutYearAndUnit(stripNumber(foldName(title)));
  if (unit) {
    const name = foldName(unit);
    if (name.length >= 3) text = text.replace(name, '');
  }
  return stripNumber(withoutTableNumber(text)).replace(/^[:：、.]+/, '');
}

/** A folded header part without a unit in brackets and without a printed unit of money. */
export const comparableHeader: (part: string) => string = remembering((part) => bareHeader(foldName(part)));

/** Header path parts: `/` between them, not inside brackets (`执行率（B/A）`). */
export function splitPath(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '(' || char === '（') depth++;
    else if (char === ')' || char === '）') depth = Math.max(0, depth - 1);
    else if (char === '/' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((p) => p !== '');
}

const patternParts = remembering((pattern): readonly string[] => splitPath(pattern).map(comparableHeader));
/** A path is asked for by every name of every column. */
const comparablePaths = new WeakMap<readonly string[], readonly string[]>();

/** How well a column path is named by a pattern `a/b/c`; 0 is not at all. Longer patterns and paths win. */
export function headerScore(path: readonly string[], pattern: string): number {
  const wanted = patternParts(pattern);
  const have = getOrMake(comparablePaths, path, () => path.map(comparableHeader));
  let at = have.length - 1;
  if (have[at] !== wanted.at(-1)) return 0;
  at--;
  for (let i = wanted.length - 2; i >= 0; i--) {
    while (at >= 0 && have[at] !== wanted[i]) at--;
    if (at < 0) return 0;
    at--;
  }
  return wanted.length * 10 + (wanted.length === have.length ? 5 : 0);
}

/** Every name by which a header may mean a column. */
export function headersOf(column: FormColumn): string[] {
  return [column.id, ...(column.aliases ?? []), ...(column.headers ?? [])];
}

/** The form column that a header path names best, with its score and the name that it matched. */
export function columnFor(
  panel: FormPanel,
  path: readonly string[],
): { column: FormColumn; score: number; alias: string } | undefined {
  let best: { column: FormColumn; score: number; alias: string } | undefined;
  for (const column of panel.columns) {
    for (const alias of headersOf(column)) {
      const score = headerScore(path, alias) + (alias === column.id ? 1 : 0);
      if (score > 1 && (!best || score > best.score)) best = { column, score, alias };
    }
  }
  return best;
}

/**
 * A form in which the column of the year's figures (决算数, 预算数) bears every name that such a column has in print, but
 * those of the panel's other columns.
 */
export function withAmountNames(form: Form, amounts: Vocabulary['amounts']): Form {
  const { kind } = form;
  if (kind === undefined || kind === 'any') return form;
  const words = amounts[kind];
  const panels = form.panels.map((panel) => {
    const names = panel.columns.map((c) => [c.id, ...(c.aliases ?? [])]);
    const at = names.findIndex((own) => own.includes(words[0] as string));
    if (at < 0) return panel;
    const more = words.filter((w) => !names.some((own) => own.includes(w)));
    const columns = panel.columns.map((c, i) => (i === at ? { ...c, headers: more } : c));
    return { ...panel, columns };
  });
  return { ...form, panels };
}

/** A row label without numbering, marks of parts and unit. */
export const comparableLabel: (label: string) => string = remembering((label) =>
  withoutPartMark(stripNumber(withoutPartMark(foldName(label)))).replace(/[:：]$/, ''),
);

/** Whether a label is one of a form row's names. */
export function rowNamed(row: FormRow, label: string): boolean {
  if (comparableLabel(row.id) === label) return true;
  return (row.aliases ?? []).some(
    (a) => comparableLabel(a) === label || comparableLabel(splitPath(a).at(-1) ?? '') === label,
  );
}

/** Whether a year lies in a range such as `2019-`, `-2018` or `2019-2023`. */
export function inYears(range: string | undefined, year: number | undefined): boolean {
  if (!range || year === undefined) return true;
  const [from, to] = range.split('-');
  return (from ? Number(from) <= year : true) && (to ? year <= Number(to) : true);
}

/** Whose report it is: what decides which forms it owes. */
export interface Owing {
  readonly kind: ReportKind | undefined;
  readonly year: number | undefined;
  readonly unit?: string | undefined;
}

/** Whether a report owes the table of a form. */
export function isOwed(form: Form, { kind, year, unit }: Owing): boolean {
  if (!form.required || form.kind !== kind || !inYears(form.years, year)) return false;
  return unit === undefined || !form.notOwedBy?.some((end) => unit.endsWith(end));
}

/** The groups of a form row or column. */
export function groupsOf(item: { readonly group?: string | readonly string[] }): readonly string[] {
  return item.group === undefined ? [] : typeof item.group === 'string' ? [item.group] : item.group;
}

/** Whether an equation of a form makes one row the sum of a group that another is in. */
export function isPartOf(form: Form, whole: FormRow, part: FormRow): boolean {
  const sums = (form.relations ?? []).flatMap(({ rows }) => {
    const [total, sum] = rows?.split(' = ') ?? [];
    return total === whole.id && sum !== undefined ? [sum.split(' + ')] : [];
  });
  return groupsOf(part).some((group) => sums.some((terms) => terms.includes(`Σ${group}`)));
}
