/** Rename: the unit's name, a code's name, a table's title – everywhere in a report at once, and in those that go with it. */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName, foldWidth, leadingNumber, stripNumber } from '../base/fold.ts';
import { KEY } from '../base/keys.ts';
import { contains, type Position, type Range, rangeOf, spanRange, type TextEdit } from '../base/range.ts';
import { withoutTableBrackets } from '../base/titles.ts';
import { levelOf } from '../reference/codes.ts';
import type { Catalogue } from '../reference/types.ts';
import { escapeCell } from '../rules/syntax/tab-rows.ts';
import { type NamePart, namePartsOf, parseFormula, writeName } from '../syntax/formula.ts';
import { frontPair, headingText, type Line, pairsOf, waiverOf } from '../syntax/line.ts';
import { codeOf, rowsOfCode } from './navigation.ts';
import { cellAt, onContent } from './place.ts';

export type RenameSubject = { readonly name: string; readonly range: Range } & (
  | { readonly kind: 'unit' }
  | { readonly kind: 'code'; readonly catalogue: Catalogue; readonly code: string }
  | { readonly kind: 'table' }
);

/** A name of one or two characters stands in too many words. */
const SHORTEST_UNIT = 3;
/** Shorter titles (`表一`) are renamed in headings and formulas alone. */
const SHORTEST_TITLE = 4;

/** What a rename at a position would rename; undefined where nothing has a name of its own. */
export function renameSubject(analysis: Analysis, position: Position): RenameSubject | undefined {
  return unitAt(analysis, position) ?? codeAt(analysis, position) ?? titleAt(analysis, position);
}

function unitAt(analysis: Analysis, position: Position): RenameSubject | undefined {
  const name = analysis.report.front.unit;
  const line = analysis.tree.lines[position.line];
  if (!name || name.length < SHORTEST_UNIT || !line) return undefined;
  const range = occurrencesIn(line, position.line, name, longerUnits(analysis, name)).find((r) =>
    contains(r, position),
  );
  return range && { kind: 'unit', name, range };
}

function codeAt(analysis: Analysis, position: Position): RenameSubject | undefined {
  const cell = cellAt(analysis, position);
  if (!cell || cell.header || cell.column?.role !== 'label' || !onContent(cell.cell, position.character))
    return undefined;
  const row = cell.panelRow;
  const coded = row?.code === undefined ? undefined : codeOf(row);
  const span = row?.nameSpan ?? row?.labelSpan;
  if (!row || !coded || !span) return undefined;
  return { kind: 'code', name: row.label, range: spanRange(span, cell.placed.line), ...coded };
}

function titleAt(analysis: Analysis, position: Position): RenameSubject | undefined {
  const line = analysis.tree.lines[position.line];
  if (line?.kind !== 'heading') return undefined;
  const placed = analysis.report.tables.find((t) => t.section?.line === position.line);
  const { text, end } = headingText(line);
  if (!placed || foldName(placed.table.title) !== foldName(text)) return undefined;
  const number = leadingNumber(foldWidth(text)).length;
  const name = text.slice(number).trimStart();
  return name === ''
    ? undefined
    : { kind: 'table', name, range: rangeOf(position.line, end - name.length, end) };
}

/**
 * The edits of a rename in one report: the one that was asked in, or another that goes with it.
 * @returns undefined where the name is refused: it is empty, or holds a line end or tab, which no name does
 */
export function renameEdits(
  analysis: Analysis,
  subject: Pick<RenameSubject, 'name'> & Partial<RenameSubject>,
  name: string,
): TextEdit[] | undefined {
  const wanted = name.trim();
  if (wanted === '' || /[\r\n\t]/.test(wanted)) return undefined;
  switch (subject.kind) {
    case 'unit':
      return edits(analysis, everywhere(analysis, subject.name, longerUnits(analysis, subject.name)), wanted);
    case 'code':
      return codeEdits(analysis, subject as RenameSubject & { kind: 'code' }, wanted);
    case 'table':
      return titleEdits(analysis, subject.name, wanted);
    default:
      return undefined;
  }
}

/** Whether a text may hold something of a rename at all; asked before a report is read. */
export function mentions(text: string, subject: RenameSubject): boolean {
  return subject.kind === 'unit'
    ? text.includes(subject.name)
    : foldName(text).includes(foldName(subject.name));
}

/** Names of other units that begin or end with a unit's: `某某局` stays in `某某局培训中心`, and changes in `某某局本级`. */
function longerUnits(analysis: Analysis, name: string): string[] {
  const { front, tables } = analysis.report;
  const found = new Set<string>();
  const add = (other: string | undefined) => {
    if (other === undefined || other.length <= name.length || !other.includes(name)) return;
    if (!/^[（(]?(?:本级|机关|局机关)[)）]?$/.test(other.replace(name, ''))) found.add(other);
  };
  add(front.unit);
  for (const { table } of tables) {
    for (const row of table.rows) if (row.role === 'unit') add(row.label);
  }
  return [...found];
}

function codeEdits(
  analysis: Analysis,
  { name, catalogue, code }: RenameSubject & { kind: 'code' },
  wanted: string,
): TextEdit[] {
  const rows = rowsOfCode(analysis, catalogue, code).flatMap(({ placed, row }) => {
    const span = row.nameSpan ?? row.labelSpan;
    return span && row.code !== undefined && foldName(row.label) === foldName(name)
      ? [spanRange(span, placed.line)]
      : [];
  });
  return [
    ...edits(analysis, [...rows, ...inSentences(analysis, name, code)], wanted),
    ...inFormulas(analysis, name, wanted),
  ];
}

/** `教育支出（类）` in sentences and glossary entries: the level behind it says that the name is the code's. */
function inSentences(analysis: Analysis, name: string, code: string): Range[] {
  const level = levelOf(code);
  if (level === undefined) return [];
  const { codes } = analysis.reference;
  const longer = codes.entries.map((e) => e.name).filter((n) => n.length > name.length && n.endsWith(name));
  const found: Range[] = [];
  analysis.tree.lines.forEach((line, at) => {
    if (line.kind === 'bar' || line.kind === 'comment' || line.kind === 'formula') return;
    for (const range of occurrencesIn(line, at, name, longer)) {
      const behind = foldName(line.text.slice(range.end.character, range.end.character + 8));
      if (behind.startsWith(`(${level})`)) found.push(range);
    }
  });
  return found;
}

function titleEdits(analysis: Analysis, name: string, wanted: string): TextEdit[] {
  const titles = [
    ...analysis.report.tables.map((t) => t.table.title),
    ...analysis.reference.forms.forms.flatMap((f) => [f.title, ...(f.aliases ?? [])]),
  ];
  const longer = [...new Set(titles.map((t) => stripNumber(t)))].filter(
    (t) => t.length > name.length && t.includes(name) && !isVariant(t, name),
  );
  const places = everywhere(analysis, name, longer).filter(({ start, end }) => {
    const line = analysis.tree.lines[start.line] as Line;
    if (line.kind === 'formula') return false;
    if (line.kind !== 'heading') return name.length >= SHORTEST_TITLE;
    // A heading that says more than the title, as `收入决算表情况说明` does, speaks of it too.
    return name.length >= SHORTEST_TITLE || headingText(line).end === end.character;
  });
  return [...edits(analysis, places, wanted), ...inFormulas(analysis, name, wanted)];
}

/** A title with a number or `（续表）` beside it is the same title. */
function isVariant(title: string, name: string): boolean {
  return !/[\p{Script=Han}]/u.test(withoutTableBrackets(title.replace(name, '')));
}

/** Rows and tables that `勾稽：` lines name. */
function inFormulas(analysis: Analysis, name: string, wanted: string): TextEdit[] {
  const folded = foldName(name);
  return analysis.report.formulas.flatMap(({ text, line, offset }) => {
    const { formula } = parseFormula(text);
    const parts: readonly NamePart[] = formula ? namePartsOf(formula) : [];
    return parts
      .filter((part) => foldName(part.text) === folded)
      .map(({ start, end }) => ({
        range: rangeOf(line, offset + start, offset + end),
        newText: writeName(wanted),
      }));
  });
}

function edits(analysis: Analysis, ranges: readonly Range[], wanted: string): TextEdit[] {
  return ranges.map((range) => ({
    range,
    // A bar in a name would part the cell.
    newText: analysis.tree.lines[range.start.line]?.kind === 'bar' ? escapeCell(wanted) : wanted,
  }));
}

/** Where a name stands in the report, but inside longer names. */
function everywhere(analysis: Analysis, name: string, longer: readonly string[]): Range[] {
  return analysis.tree.lines.flatMap((line, at) => occurrencesIn(line, at, name, longer));
}

function occurrencesIn(line: Line, at: number, name: string, longer: readonly string[]): Range[] {
  const { text } = line;
  const found: Range[] = [];
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + name.length)) {
    const range = rangeOf(at, from, from + name.length);
    if (!longer.some((other) => isInside(text, from, name, other)) && !isKept(line, from)) found.push(range);
  }
  return found;
}

function isInside(text: string, at: number, name: string, longer: string): boolean {
  for (let inner = longer.indexOf(name); inner >= 0; inner = longer.indexOf(name, inner + 1)) {
    if (at >= inner && text.startsWith(longer, at - inner)) return true;
  }
  return false;
}

/** What names a form, a rule or a file is no name that a person may change at will. */
const KEPT_KEYS: readonly string[] = [KEY.form, KEY.lastYear, KEY.budget, KEY.units, KEY.codes];

function isKept(line: Line, at: number): boolean {
  if (line.kind === 'comment') {
    const waiver = waiverOf(line);
    return waiver !== undefined && at >= waiver.ruleStart && at < waiver.ruleEnd;
  }
  const front = frontPair(line);
  return [...pairsOf(line), ...(front ? [front] : [])].some(
    (p) => KEPT_KEYS.includes(p.key) && p.valueStart <= at && at < p.valueEnd,
  );
}
