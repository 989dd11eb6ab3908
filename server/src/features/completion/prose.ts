/** Completion in sentences: whole ones with their figures, terms and names, entries of the 名词解释, figures. */

import type { Analysis } from '../../analysis/analysis.ts';
import { partsOfFigure } from '../../analysis/rewrite.ts';
import { foldName, foldWidth, hanNumber, leadingNumber, writeHanNumber } from '../../base/fold.ts';
import { keyLine, MARK, WAIVERS } from '../../base/keys.ts';
import { getOrMake } from '../../base/maps.ts';
import { FIRST_ENTRY, HAN_NUMERAL } from '../../base/numbering.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { isGlossaryHeading } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import type { Glossary } from '../../reference/index.ts';
import type { Line } from '../../syntax/line.ts';
import { proseFigureAt } from '../place.ts';
import { sentenceSlot, sentencesFor, wholeSection } from '../sentences.ts';
import { dueFigure } from './due.ts';
import { tablesAtStart } from './lines.ts';
import {
  type Candidate,
  type Completions,
  choose,
  completionOf,
  foldedName,
  joined,
  type Matchable,
  Matcher,
} from './matching.ts';
import { amounts } from './rows.ts';

/** What can stand at a position of a sentence, or where one may begin. */
export function inProse(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  return (
    figures(analysis, position) ??
    dueFigure(analysis, position) ??
    joined(
      sentences(analysis, position),
      glossaryEntries(analysis, position, line),
      starters(analysis, position, line),
      tablesAtStart(analysis, position, line),
      names(analysis, position, line),
    )
  );
}

/** The value that a figure's cell or inputs ask for, behind its last digit. */
function figures(analysis: Analysis, position: Position): Completions | undefined {
  const text = analysis.tree.lines[position.line]?.text ?? '';
  if (!/[\d０-９.．,，%％]/.test(text[position.character - 1] ?? '')) return undefined;
  const figure = proseFigureAt(analysis, position);
  if (!figure) return undefined;
  const [range, ...others] = partsOfFigure(analysis.report, figure);
  if (!range || others.length > 0) return undefined;
  return amounts(analysis, figure, range, text.slice(range.start.character, position.character));
}

/** Sentences by their title, by pinyin, or by how they begin. */
export function sentences(analysis: Analysis, position: Position): Completions | undefined {
  const slot = sentenceSlot(analysis, position);
  if (!slot) return undefined;
  const { range, typed } = slot;
  const offered = sentencesFor(analysis, position.line).map(({ template, text }): Candidate => {
    const begins = typed !== '' && foldName(text).startsWith(foldName(typed));
    return {
      label: template.title,
      detail: analysis.say('completion.sentence'),
      kind: 'sentence',
      newText: text,
      ...(begins ? { name: typed } : {}),
      rank: 0,
    };
  });
  const whole = wholeSection(analysis, position.line);
  const section: Candidate[] =
    whole === undefined
      ? []
      : [
          {
            label: analysis.say('completion.section'),
            detail: analysis.say('completion.last-section'),
            kind: 'sentence',
            newText: whole,
            rank: 1,
          },
        ];
  return choose(typed, range, [...offered, ...section]);
}

const STARTERS = [
  keyLine(MARK.formula, ''),
  keyLine(MARK.note, ''),
  keyLine(MARK.chart, ''),
  `// ${WAIVERS[0]} `,
  '## ',
] as const;

/** The marks that lines begin with, by their words: nobody need know them by heart. */
function starters(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const typed = line.text.slice(0, position.character);
  if (!/^(?:[a-z]{1,8}|\p{Script=Han}{1,4}|\/{1,2}|#)$/iu.test(typed) || line.text.length > typed.length)
    return undefined;
  const candidates = STARTERS.map(
    (mark): Candidate => ({
      label: mark.trim(),
      newText: mark,
      detail: analysis.say(`starter.${mark.trim()}` as 'starter.##'),
      kind: 'key',
      name: mark.replace(/^\/\/ /, typed.startsWith('/') ? '// ' : ''),
      rank: 6,
    }),
  );
  return choose(typed, rangeOf(position.line, 0, typed.length), candidates);
}

// ---- 名词解释 ----

/** Entries that the report has not, term and definition, numbered on from the last. */
function glossaryEntries(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const { allSections, glossary } = analysis.report;
  const section = allSections.findLast((s) => s.line <= position.line && position.line < s.end);
  let own = section;
  while (own && !isGlossaryHeading(own.text)) own = own.parent;
  if (!own) return undefined;
  const before = line.text.slice(0, position.character);
  const number = leadingNumber(foldWidth(before.trimStart()));
  const typed = before.trimStart().slice(number.length).trimStart();
  if (line.text.slice(position.character).trim() !== '' || typed.length > 20 || /[：:。，]/.test(typed))
    return undefined;
  const from = before.length - typed.length;
  const have = new Set(glossary.map((g) => foldName(g.term)));
  const lead = number === '' ? nextNumber(analysis, position.line) : '';
  const candidates = analysis.reference.glossary.entries
    .filter((e) => !have.has(foldName(e.term)))
    .map(
      (e): Candidate => ({
        label: e.term,
        newText: `${lead}${e.term}：${e.definition}`,
        detail: analysis.say('completion.definition'),
        kind: 'term',
        rank: 1,
      }),
    );
  return choose(typed, rangeOf(position.line, from, position.character), candidates);
}

/** The number that follows the entry above: `三、` after `二、`. */
function nextNumber(analysis: Analysis, line: number): string {
  const last = analysis.report.glossary.findLast((g) => g.line < line);
  const text =
    last && analysis.tree.lines[last.line]?.text.slice(0, last.start).trimStart().replace('**', '');
  if (!text) return FIRST_ENTRY;
  const han = HAN_NUMERAL.exec(text)?.[0];
  if (han) return text.replace(han, writeHanNumber((hanNumber(han) ?? 0) + 1));
  return text.replace(/[\d０-９]+/, (digits) => String(Number(foldWidth(digits)) + 1));
}

// ---- terms and names ----

interface Name extends Matchable {
  readonly kind: 'table' | 'name' | 'term';
  readonly detail: string;
}

/** Names by how they begin: Chinese has no blanks between words, and each place of a run may begin one. */
class Names {
  private readonly byStart = new Map<string, Name[]>();
  private readonly seen = new Set<string>();
  readonly all: Name[] = [];

  add(name: string, kind: Name['kind'], detail: string): void {
    if (name.length < 3 || name.length > 40 || this.seen.has(name)) return;
    this.seen.add(name);
    const made = { name, folded: foldedName(name), kind, detail };
    this.all.push(made);
    const start = made.folded.slice(0, 2);
    const list = this.byStart.get(start);
    if (list) list.push(made);
    else this.byStart.set(start, [made]);
  }

  beginning(folded: string): readonly Name[] {
    return this.byStart.get(folded.slice(0, 2))?.filter((n) => n.folded.startsWith(folded)) ?? [];
  }
}

const tableNames = new WeakMap<TableModel, Names>();
const builtInNames = new WeakMap<Glossary, Names>();

/** The names that may stand in a sentence, those of the report's own glossary first. */
function nameLists(analysis: Analysis): Names[] {
  const own = new Names();
  for (const item of analysis.report.glossary) own.add(item.term, 'term', analysis.say('hover.source.own'));
  const ofTables = analysis.report.tables.map(({ table }) =>
    getOrMake(tableNames, table, () => {
      const names = new Names();
      names.add(table.title, 'table', '');
      for (const row of table.rows) names.add(row.name, 'name', table.title);
      for (const column of table.columns) names.add(column.path.at(-1) ?? '', 'term', table.title);
      return names;
    }),
  );
  const { glossary } = analysis.reference;
  const builtIn = getOrMake(builtInNames, glossary, () => {
    const names = new Names();
    for (const entry of glossary.entries) names.add(entry.term, 'term', '');
    return names;
  });
  return [own, ...ofTables, builtIn];
}

/** Terms and the names that the tables use, behind two characters or letters at least. */
function names(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const run = /(?:[a-z]{2,12}|[\p{Script=Han}“”（）]{2,16})$/iu.exec(before)?.[0];
  if (!run) return undefined;
  const lists = nameLists(analysis);
  const offer = (typed: string, found: Iterable<Name>): Completions | undefined => {
    const once = new Map<string, Name>();
    for (const name of found) if (!once.has(name.folded)) once.set(name.folded, name);
    const { items } = new Matcher(typed).best(
      once.values(),
      (n) => n,
      () => 5,
    );
    if (items.length === 0) return undefined;
    const range = rangeOf(position.line, position.character - typed.length, position.character);
    return {
      items: items.map(({ name, kind, detail }) => completionOf({ label: name, kind, detail }, typed, range)),
      complete: false,
    };
  };
  if (/^[a-z]/i.test(run))
    return offer(
      run,
      lists.flatMap((l) => l.all),
    );
  // The longest end of the run that begins a name.
  for (let from = 0; from <= run.length - 2; from++) {
    const typed = run.slice(from);
    const folded = foldedName(typed);
    if (folded.length < 2) continue;
    const found = offer(
      typed,
      lists.flatMap((l) => l.beginning(folded)),
    );
    if (found) return found;
  }
  return undefined;
}
