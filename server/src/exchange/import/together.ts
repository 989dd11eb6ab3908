/**
 * Several files as one report: this year's tables, and a text that is to hold them, such as last year's 说明. The file
 * with most prose gives the frame; tables of the others take the places of its tables of the same form, else they go
 * to where its tables stand. The prose stays as it is: what it says wrongly of the new tables, the checks find.
 */

import { foldName } from '../../base/fold.ts';
import { KEY, keyLine } from '../../base/keys.ts';
import { append } from '../../base/lists.ts';
import { withoutOwnYears, YEAR_WITH_SIGN } from '../../base/titles.ts';
import { type Analysis, open } from '../../service.ts';
import { placesTogether } from './places.ts';
import { marked, renewed } from './renew.ts';
import type { Imported, NamedImport, Remark, Renewal } from './types.ts';
import { isNoteLine, isTablesHeading, words } from './words.ts';
import { finish } from './write.ts';

/** The file whose sentences a report is to have, as it was read. */
export function frameOf(files: readonly NamedImport[]): NamedImport & { readonly analysis: Analysis } {
  const read = files.map((file) => ({ ...file, analysis: open(file.made.text) }));
  return read.reduce((most, file) => (prose(file.analysis) > prose(most.analysis) ? file : most));
}

/** A title with all that stands below it up to the next one: one table, or the blocks of a nested form. */
interface Group {
  readonly key: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** The frame's lines, and what becomes of them. */
interface Merge {
  readonly lines: readonly string[];
  readonly own: readonly Group[];
  /** What comes in the place of a line, and which lines go. */
  readonly instead: Map<number, string[]>;
  readonly gone: Set<number>;
  /** Tables of the frame that others take the place of. */
  readonly taken: Set<Group>;
  /** Tables that the frame has no place for. */
  readonly after: string[];
}

/**
 * Takes another report's tables into a frame.
 * @param same whether both are of one unit
 */
function take(merge: Merge, other: Analysis, same: boolean): { replaced: number; added: number } {
  const { lines, own, instead, gone, taken, after } = merge;
  const theirs = other.tree.lines.map((l) => l.text);
  const groups = groupsOf(other);
  let replaced = 0;
  for (const group of groups) {
    const text = theirs.slice(group.from, group.to);
    const place = same ? own.find((g) => !taken.has(g) && g.key === group.key) : undefined;
    if (place) {
      taken.add(place);
      instead.set(place.from, [asHeading(lines[place.from] as string, text[0] ?? ''), ...text.slice(1), '']);
      for (let i = place.from; i < place.to; i++) gone.add(i);
      replaced++;
    } else append(after, [...text, '']);
  }
  // What stands outside the tables, such as hidden sheets, is kept at the end.
  const rest = theirs.filter(
    (text, i) => i >= frontEnd(theirs) && text.trim() !== '' && !groups.some((g) => i >= g.from && i < g.to),
  );
  if (rest.length > 0) instead.set(lines.length, [...(instead.get(lines.length) ?? []), '', ...rest]);
  return { replaced, added: groups.length - replaced };
}

/** The lines behind the front matter. */
function bodyOf({ lines, instead, gone }: Merge): string[] {
  const body: string[] = [];
  for (let i = frontEnd(lines); i <= lines.length; i++) {
    append(body, instead.get(i) ?? []);
    if (i < lines.length && !gone.has(i)) body.push(lines[i] as string);
  }
  return body;
}

/** What is said of tables that no file replaced, where others were. */
function keptTables(own: readonly Group[], taken: ReadonlySet<Group>, name: string): Remark[] {
  const left = own.filter((g) => !taken.has(g) && g.key !== '');
  if (taken.size === 0 || left.length === 0) return [];
  const names = left.map((g) => `《${g.title}》`);
  return [
    {
      id: 'import.kept-tables',
      data: { names: names.slice(0, 8).join(''), count: String(left.length), name },
    },
  ];
}

/** @param renewal the year that the frame's sentences are to speak of, where that is another than theirs */
export function joinedFiles(files: readonly NamedImport[], renewal?: Renewal): Imported {
  const places = placesTogether(files.map((file) => file.made.places));
  return { ...together(files, renewal), ...(places ? { places } : {}) };
}

function together(files: readonly NamedImport[], renewal: Renewal | undefined): Imported {
  const first = frameOf(files);
  const renewing = renewal && renewed(first.name, first.analysis, renewal);
  const frame = renewing ? { ...first, analysis: open(renewing.text) } : first;
  const others = files
    .filter((file) => file.name !== frame.name || file.made !== first.made)
    .map((file) => ({ ...file, analysis: open(file.made.text) }));
  const read = [frame, ...others];
  const lines = frame.analysis.tree.lines.map((l) => l.text);
  const own = groupsOf(frame.analysis);
  const remarks: Remark[] = read.flatMap((file) => file.made.remarks.filter((r) => r.id !== 'import.doubts'));
  const merge: Merge = { lines, own, instead: new Map(), gone: new Set(), taken: new Set(), after: [] };
  for (const { name, analysis } of others) {
    // The table of one unit is never that of another.
    const [unit, units] = [frame.analysis.report.front.unit, analysis.report.front.unit];
    const same = unit === undefined || units === undefined || foldName(unit) === foldName(units);
    const { replaced, added } = take(merge, analysis, same);
    remarks.push({
      id: renewing ? 'import.put-into' : 'import.together',
      data: { name, replaced: String(replaced), added: String(added), frame: frame.name },
    });
  }
  append(remarks, keptTables(own, merge.taken, frame.name));
  if (merge.after.length > 0) {
    const { at, heading } = placeFor(frame.analysis, own, merge.taken);
    const over = heading === undefined ? [] : ['', heading];
    merge.instead.set(at, [...over, '', ...merge.after, ...(merge.instead.get(at) ?? [])]);
  }
  const body = bodyOf(merge);
  const front = frontOf(
    frame.analysis,
    others.map((o) => o.analysis),
    renewing ? renewal?.year : undefined,
  );
  const text = `${front}${body
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  const marks = read.flatMap((file) => file.made.marks);
  if (!renewing) return finish(text, remarks, marks);
  const result = marked(text, renewing, first.made.text);
  return finish(result.text, [...remarks, ...result.remarks], marks);
}

/** How much a file says in sentences. */
function prose(analysis: Analysis): number {
  return analysis.tree.lines.reduce(
    (sum, line) => sum + (line.kind === 'prose' && line.text.length > 20 ? line.text.length : 0),
    0,
  );
}

/** The heading of a place: that of the frame, unless it names a year, which is last year's. */
function asHeading(frames: string, theirs: string): string {
  const title = (text: string) => text.replace(/^#+\s*/, '').trim();
  const marks = /^#+/.exec(frames)?.[0] ?? '##';
  return `${marks} ${/(?:19|20)\d\d/.test(frames) && theirs.startsWith('#') ? title(theirs) : title(frames)}`;
}

function groupsOf(analysis: Analysis): Group[] {
  const { lines } = analysis.tree;
  const starts = new Map<number, { title: string; forms: string[] }>();
  for (const { table, line } of analysis.report.tables) {
    const from = table.context.titleLine ?? line;
    const group = starts.get(from) ?? { title: table.title, forms: [] };
    group.forms.push(table.form?.set === undefined ? (table.form?.id ?? '') : table.form.set);
    starts.set(from, group);
  }
  const tables = analysis.report.tables;
  return [...starts].map(([from, { title, forms }]) => {
    const last = tables.filter(({ table, line }) => (table.context.titleLine ?? line) === from).at(-1);
    let to = (last?.line ?? from) + (last?.table.block.lines.length ?? 1);
    // Notes and marks belong to it, also behind blank lines.
    for (let i = to; i < lines.length; i++) {
      const text = lines[i]?.text.trim() ?? '';
      if (text.startsWith('//') || isNoteLine(text)) to = i + 1;
      else if (text !== '') break;
    }
    const [form = ''] = forms;
    // Nested forms are as many as there are projects: their titles tell them apart. So do those of unknown tables.
    const nested = tables.some(
      ({ table, line }) => (table.context.titleLine ?? line) === from && table.form?.set !== undefined,
    );
    const name = withoutOwnYears(foldName(title));
    return { key: form !== '' && !nested ? form : name, title, from, to };
  });
}

/** Where tables go that the frame has no place for. */
function placeFor(
  analysis: Analysis,
  own: readonly Group[],
  taken: ReadonlySet<Group>,
): { at: number; heading: string | undefined } {
  const last = own.filter((g) => taken.has(g)).at(-1);
  if (last) return { at: last.to, heading: undefined };
  const lines = analysis.tree.lines;
  const headings = lines.flatMap(({ text }, i) =>
    /^#{1,2}\s/.test(text) ? [{ text: foldName(text.replace(/^#+/, '')), at: i }] : [],
  );
  const section = headings.find(({ text }) => isTablesHeading(text));
  if (section) return { at: section.at + 1, heading: undefined };
  const kind = analysis.report.front.kind;
  const heading = `# ${kind ?? ''}${words().tables[0] ?? ''}`;
  const told = kind === undefined ? undefined : analysis.reference.sections(kind)[0];
  const before = headings.find(({ text }) => told?.names.some((name) => text.includes(name)));
  return { at: before?.at ?? frontEnd(lines.map((l) => l.text)), heading };
}

/** The line behind the front matter. */
function frontEnd(lines: readonly string[]): number {
  let i = 0;
  while (i < lines.length && /^\S{1,8}[:：]/.test(lines[i] ?? '')) i++;
  while (i > 0 && i < lines.length && lines[i]?.trim() === '') i++;
  return i;
}

/** The year and the kind are those of the tables, which are new; the name is the frame's. */
function frontOf(frame: Analysis, others: readonly Analysis[], wanted?: number): string {
  const entry = (key: string, analysis: Analysis) =>
    analysis.tree.lines
      .slice(0, frontEnd(analysis.tree.lines.map((l) => l.text)))
      .map(({ text }) => /^(\S{1,8})[:：]\s*(.*)$/.exec(text))
      .find((m) => m?.[1] === key)?.[2];
  const first = (key: string, list: readonly Analysis[]) =>
    list.map((a) => entry(key, a)).find((v) => v !== undefined);
  const year = wanted === undefined ? first(KEY.year, [...others, frame]) : String(wanted);
  const title = first(KEY.title, [frame, ...others])?.replace(YEAR_WITH_SIGN, (old) => year ?? old);
  const entries: [string, string | undefined][] = [
    [KEY.title, title],
    [KEY.unit, first(KEY.unit, [frame, ...others])],
    [KEY.year, year],
    [KEY.kind, first(KEY.kind, [...others, frame])],
    [KEY.moneyUnit, first(KEY.moneyUnit, [...others, frame])],
    [KEY.lastYear, first(KEY.lastYear, [frame, ...others])],
    // A budget that last year's text names is last year's.
    [KEY.budget, first(KEY.budget, year === entry(KEY.year, frame) ? [frame, ...others] : others)],
  ];
  const known = entries.filter((e) => e[1] !== undefined);
  return known.length === 0 ? '' : `${known.map(([key, value]) => keyLine(key, value ?? '')).join('\n')}\n\n`;
}
