/** What a term, a column, a row or a code means: the report's own 名词解释 first, then the built-in glossary. */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import type { GlossaryItem } from '../model/report.ts';
import type { Column, PanelRow } from '../model/types.ts';
import { oneSpelling, parentOf, withoutSpending } from '../reference/codes.ts';
import { comparableHeader, comparableLabel, comparableTitle } from '../reference/forms.ts';
import type { Catalogue, CodeEntry, Form, GlossaryEntry, Vocabulary } from '../reference/types.ts';

export interface Definition {
  readonly term: string;
  readonly text: string;
  /** The English name of a built-in entry. */
  readonly english?: string | undefined;
  /** The report's own entry, or undefined for a built-in definition. */
  readonly own: GlossaryItem | undefined;
}

/** The definition of the first of some names that has one: the report's own entries come before all built-in ones. */
export function defineTerm(
  analysis: Analysis,
  names: readonly (string | undefined)[],
): Definition | undefined {
  const wanted = names
    .filter((n): n is string => n !== undefined && n !== '')
    .map((name) => ({ name, folded: comparableTerm(name) }));
  for (const { folded } of wanted) {
    const own = analysis.report.glossary.find(
      (g) => comparableTerm(g.term) === folded && g.definition !== '',
    );
    if (own) return { term: own.term, text: own.definition, own };
  }
  const { glossary } = analysis.reference;
  for (const { name, folded } of wanted) {
    const entry = glossary.term(name) ?? glossary.term(folded);
    if (entry) return ofGlossary(entry);
  }
  return undefined;
}

/** A built-in entry. */
export function ofGlossary({ term, definition, english }: GlossaryEntry): Definition {
  return { term, text: definition, english, own: undefined };
}

/** A term without numbering, `其中：` and a colon at its end. */
function comparableTerm(name: string): string {
  return comparableLabel(comparableHeader(stripNumber(foldName(name))));
}

/** The names under which a column may be defined, most specific first. */
export function namesOfColumn(column: Column, { genericHeaders: generic }: Vocabulary): string[] {
  const { path, form } = column;
  const last = path.at(-1) ?? '';
  const names = [form?.term, path.length > 1 ? path.join('') : undefined];
  const upper = generic.includes(foldName(last)) ? path.slice(0, -1).reverse() : [];
  append(names, [...upper, last, form?.id, ...(form?.aliases ?? []).filter((a) => !a.includes('/'))]);
  return names.filter((n): n is string => n !== undefined && n !== '');
}

/** The names under which a row may be defined. */
export function namesOfRow(row: PanelRow): string[] {
  return [row.form?.term, row.label, row.name, row.form?.id].filter(
    (n): n is string => n !== undefined && n !== '',
  );
}

/** The definition of a table's title: a term of the glossary, or what its form is. */
export function defineTitle(
  analysis: Analysis,
  title: string,
  form: Form | undefined,
): Definition | undefined {
  return defineTerm(analysis, [comparableTitle(title, analysis.report.front.unit), title, form?.title]);
}

/** A code and what stands over it. */
export interface CodeInfo {
  readonly code: string;
  readonly catalogue: Catalogue;
  readonly entry: CodeEntry | undefined;
  /** The name that the report prints, or the catalogue's. */
  readonly name: string;
  /** 类, 款 and 项, as far as they are known, outermost first; the code itself is the last. */
  readonly path: readonly { readonly code: string; readonly name: string }[];
  readonly definition: Definition | undefined;
}

/** Everything that is known of the code of a row. */
export function describeCode(
  analysis: Analysis,
  catalogue: Catalogue,
  code: string,
  printed: string,
): CodeInfo {
  const { codes, glossary } = analysis.reference;
  const entry = codes.get(catalogue, code);
  const path: { code: string; name: string }[] = [];
  for (let at: string | undefined = code; at !== undefined; at = parentOf(at)) {
    path.unshift({ code: at, name: codes.get(catalogue, at)?.name ?? (at === code ? printed : '') });
  }
  const name = entry?.name ?? printed;
  const own = ownCodeEntry(analysis, path, [printed, name]);
  const builtIn = glossary.code(catalogue, code);
  // `行政运行` stands under many a 款 and means the same everywhere.
  const general = builtIn || catalogue !== 'functional' ? undefined : glossary.term(name);
  const definition: Definition | undefined = own
    ? { term: own.term, text: own.definition, own }
    : builtIn
      ? ofGlossary({ ...builtIn, term: builtIn.name })
      : general && ofGlossary(general);
  return { code, catalogue, entry, name, path, definition };
}

/** The report's own entry for a code: the last name is the code's, and the names before it are its parents'. */
function ownCodeEntry(
  analysis: Analysis,
  path: readonly { readonly name: string }[],
  names: readonly string[],
): GlossaryItem | undefined {
  const last = new Set(names.filter((n) => n !== '').map(comparableCodeName));
  const parents = path.slice(0, -1).map((p) => comparableCodeName(p.name));
  let best: { item: GlossaryItem; score: number } | undefined;
  for (const item of analysis.report.glossary) {
    const named = item.codePath?.map(comparableCodeName);
    if (!named || !last.has(named.at(-1) ?? '')) continue;
    const above = named.slice(0, -1);
    if (!above.every((n) => parents.some((p) => p === '' || p === n))) continue;
    if (!best || above.length > best.score) best = { item, score: above.length };
  }
  return best?.item ?? plainEntry(analysis, last);
}

/** An entry whose term is the code's name and that is no other code's. */
function plainEntry(analysis: Analysis, names: ReadonlySet<string>): GlossaryItem | undefined {
  return analysis.report.glossary.find(
    (g) => g.codePath === undefined && names.has(comparableCodeName(g.term)),
  );
}

function comparableCodeName(name: string): string {
  return withoutSpending(oneSpelling(foldName(name)));
}
