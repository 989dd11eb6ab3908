/** Completion. Matching is done here – by number, by name, by pinyin – so that every editor offers the same. */
import { UNITS } from '../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../base/fold.ts';
import { type Position, type Range, rangeOf, type TextEdit } from '../base/range.ts';
import { isMessageId } from '../messages/index.ts';
import type { PlacedTable } from '../model/report.ts';
import type { CellFigure, Column, Panel, PanelRow } from '../model/types.ts';
import { validIn } from '../reference/codes.ts';
import { comparableLabel } from '../reference/forms.ts';
import type { Catalogue, CodeEntry, Form } from '../reference/types.ts';
import { writeLike } from '../relations/figure.ts';
import { figuresOf, type Term } from '../relations/types.ts';
import type { Analysis } from '../rules/analysis.ts';
import { yearOf } from '../rules/coded-rows.ts';
import { relationText } from '../rules/describe.ts';
import { rules } from '../rules/index.ts';
import { writeName } from '../syntax/formula.ts';
import { cellsOf, FRONT_KEYS, headingText, type Line, TABLE_KEYS } from '../syntax/line.ts';
import { codeCell } from './actions.ts';
import { loadPinyin, matchPinyin, syllables } from './pinyin.ts';
import { eolOf, rowsOn, tableAt } from './place.ts';
import { sentenceSlot, sentencesFor } from './sentences.ts';
import { byNumber, missingForms, propertyLine, skeletonBody } from './skeleton.ts';

export type CompletionKind =
  | 'code'
  | 'name'
  | 'key'
  | 'value'
  | 'table'
  | 'term'
  | 'rule'
  | 'amount'
  | 'reference'
  | 'sentence';

export interface Completion {
  readonly label: string;
  readonly detail: string;
  readonly kind: CompletionKind;
  readonly range: Range;
  readonly newText: string;
  /** Edits elsewhere on the line: the name that goes with a code. */
  readonly more: readonly TextEdit[];
}

export interface Completions {
  readonly items: readonly Completion[];
  /** What was typed, so that an editor that matches again by itself keeps all items. */
  readonly typed: string;
  readonly range: Range;
}

const MOST = 100;

/** What can stand at a position, best first. */
export async function complete(analysis: Analysis, position: Position): Promise<Completions | undefined> {
  await loadPinyin();
  const line = analysis.tree.lines[position.line];
  if (!line || position.character > line.text.length) return undefined;
  const found = offer(analysis, position, line);
  if (!found) return undefined;
  return { ...found, items: found.items.slice(0, MOST) };
}

/** Works out, name by name, what the first completion by pinyin needs, so that it need not wait for it. */
export async function* warmCompletion(analysis: Analysis): AsyncIterable<void> {
  await loadPinyin();
  let made = 0;
  for (const entry of analysis.reference.codes.entries) {
    syllables(entry.name);
    if (++made % 50 === 0) yield;
  }
}

function offer(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  if (line.kind === 'comment') return inComment(analysis, position, line);
  if (line.kind === 'heading') return inHeading(analysis, position, line);
  if (line.kind === 'formula') return inFormula(analysis, position, line);
  const table = tableAt(analysis, position.line);
  const role = table?.table.block.roles[position.line - table.line];
  if (table && role === 'row') return inRow(analysis, position, line, table);
  if (role === 'delimiter') return undefined;
  if (inFrontMatter(analysis, position.line)) return front(analysis, position, line);
  if (role === 'property' || afterHeading(analysis, position.line)) {
    const found = property(analysis, position, line);
    const whole = sentences(analysis, position);
    if (whole && whole.items.length > 0)
      return { ...whole, items: [...whole.items, ...(found?.items ?? [])] };
    if (found && found.items.length > 0) return found;
  }
  return inProse(analysis, position, line);
}

// ---- matching ----

interface Candidate {
  readonly label: string;
  readonly detail?: string;
  readonly kind: CompletionKind;
  readonly newText?: string;
  readonly more?: readonly TextEdit[];
  /** What is matched by characters and pinyin; the label unless given. */
  readonly name?: string;
  /** What is matched by digits. */
  readonly code?: string;
  /** Smaller comes first among equal matches. */
  readonly rank?: number;
}

/** How well a candidate fits what was typed, smaller is better; undefined where it does not. */
function scoreOf(typed: string, candidate: Candidate): number | undefined {
  if (typed === '') return 0;
  const wanted = foldName(typed).toLowerCase();
  const code = candidate.code;
  if (code !== undefined && /^\d+$/.test(wanted)) return code.startsWith(wanted) ? 0 : undefined;
  // `20805 机关`: a code and the beginning of its name.
  const name = foldName(candidate.name ?? candidate.label).toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const at = name.indexOf(wanted);
  if (at >= 0) return 2;
  if (/^[a-z]+$/.test(wanted)) {
    const syllable = matchPinyin(wanted, candidate.name ?? candidate.label);
    return syllable < 0 ? undefined : syllable === 0 ? 1 : 3;
  }
  return undefined;
}

function choose(typed: string, range: Range, candidates: Iterable<Candidate>): Completions {
  const fitting: { candidate: Candidate; score: number }[] = [];
  for (const candidate of candidates) {
    const score = scoreOf(typed, candidate);
    if (score !== undefined) fitting.push({ candidate, score: score * 10 + (candidate.rank ?? 5) });
  }
  fitting.sort((a, b) => a.score - b.score);
  return {
    typed,
    range,
    items: fitting.map(({ candidate: c }) => ({
      label: c.label,
      detail: c.detail ?? '',
      kind: c.kind,
      range,
      newText: c.newText ?? c.label,
      more: c.more ?? [],
    })),
  };
}

// ---- table rows ----

interface Slot {
  readonly index: number;
  readonly range: Range;
  readonly typed: string;
}

/** The cell that is written at a position, also one that no bar closes yet. */
function slotAt(line: Line, position: Position): Slot | undefined {
  const cells = cellsOf(line);
  const { character } = position;
  if (line.kind === 'bar' && character <= line.text.indexOf('|')) return undefined;
  let index = cells.findIndex((c) => character <= c.to);
  if (index < 0) index = cells.length;
  const cell = cells[index];
  if (!cell || cell.start === cell.end || character < cell.start) {
    return { index, range: rangeOf(position.line, character, character), typed: '' };
  }
  // Behind the content the whole of it was typed; inside it, what stands before the caret.
  const typed = line.text.slice(cell.start, Math.min(character, cell.end));
  return {
    index,
    range: rangeOf(
      position.line,
      cell.start,
      Math.max(cell.end, character > cell.end ? character : cell.end),
    ),
    typed,
  };
}

function inRow(
  analysis: Analysis,
  position: Position,
  line: Line,
  placed: PlacedTable,
): Completions | undefined {
  const slot = slotAt(line, position);
  if (!slot) return undefined;
  const { table } = placed;
  const at = position.line - placed.line;
  const rows = rowsOn(table, at);
  if (table.headerLines.includes(at)) return at === table.headerLines[0] ? headers(placed, slot) : undefined;
  const column = table.columns[slot.index];
  const panel = column && table.panels[column.panel];
  if (!column || !panel) return undefined;
  const row = rows.find((r) => r.panel === panel);
  switch (column.role) {
    case 'code':
      return codes(analysis, placed, panel, column, slot, line, at);
    case 'label':
      return panel.codes.length > 0
        ? codeNames(analysis, placed, panel, column, row, slot, line)
        : labels(analysis, placed, panel, slot);
    case 'value':
    case 'percent':
      return amounts(
        analysis,
        row?.cells.get(column) ?? rows.map((r) => r.cells.get(column)).find((f) => f),
        slot,
      );
    default:
      return undefined;
  }
}

function headers({ table }: PlacedTable, slot: Slot): Completions {
  const { form } = table;
  const several = (form?.panels.length ?? 0) > 1;
  const have = new Set(table.columns.map((c) => foldName(c.path.join('/'))));
  const candidates: Candidate[] = [];
  for (const panel of form?.panels ?? []) {
    for (const column of panel.columns) {
      const name = several ? `${panel.id}/${column.id}` : column.id;
      if (have.has(foldName(name))) continue;
      candidates.push({ label: name, kind: 'key', rank: column.required ? 1 : 3, detail: form?.title ?? '' });
    }
  }
  return choose(slot.typed, slot.range, candidates);
}

/** Codes of the column's catalogue; those that the report's other tables have, and this one lacks, come first. */
function codes(
  analysis: Analysis,
  placed: PlacedTable,
  panel: Panel,
  column: Column,
  slot: Slot,
  line: Line,
  at: number,
): Completions | undefined {
  const { catalogue } = panel;
  if (!catalogue) return undefined;
  const part = panel.codes.length > 1 ? panel.codes.indexOf(column) : -1;
  const upper = part > 0 ? upperCode(placed, panel, line, at, part) : '';
  const length = part >= 0 ? 3 + 2 * part : undefined;
  const candidates = codeEntries(analysis, placed, catalogue)
    .filter(
      ({ entry }) => (length === undefined || entry.code.length === length) && entry.code.startsWith(upper),
    )
    .map(
      ({ entry, rank }): Candidate => ({
        label: `${entry.code} ${entry.name}`,
        detail: pathText(analysis, entry),
        kind: 'code',
        code: part > 0 ? entry.code.slice(upper.length) : entry.code,
        name: entry.name,
        newText: part >= 0 ? codeCell(panel.codes, column, entry.code) : entry.code,
        more: nameEdit(panel, line, slot, entry.name),
        rank,
      }),
    );
  return choose(slot.typed, slot.range, candidates);
}

/** The 类 (and 款) that a split code hangs under: in its own row, else in the row above. */
function upperCode({ table }: PlacedTable, panel: Panel, line: Line, at: number, part: number): string {
  const own = panel.codes.slice(0, part).map((c) => cellsOf(line)[c.index]?.text.replace(/\D/g, '') ?? '');
  const above =
    [...table.rows].reverse().find((r) => r.line < at && r.panel === panel && r.code !== undefined)?.code ??
    '';
  const pieces = own.map(
    (text, i) => text || (i === 0 ? above.slice(0, 3) : above.slice(1 + 2 * i, 3 + 2 * i)),
  );
  return pieces.join('');
}

/** The name that goes with a code, where its cell is still blank. */
function nameEdit(panel: Panel, line: Line, slot: Slot, name: string): TextEdit[] {
  const column = panel.labels.find((l) => l.index > slot.index);
  const cell = column && cellsOf(line)[column.index];
  if (cell?.text !== '' || cell.from >= cell.to || line.kind !== 'bar') return [];
  return [{ range: rangeOf(slot.range.start.line, cell.from, cell.to), newText: ` ${name} ` }];
}

interface RankedEntry {
  readonly entry: CodeEntry;
  readonly rank: number;
}

function codeEntries(analysis: Analysis, placed: PlacedTable, catalogue: Catalogue): RankedEntry[] {
  const here = new Set<string>();
  const elsewhere = new Set<string>();
  for (const { table } of analysis.report.tables) {
    for (const row of table.rows)
      if (row.code !== undefined && row.panel.catalogue === catalogue)
        (table === placed.table ? here : elsewhere).add(row.code);
  }
  const year = yearOf(analysis, placed);
  return analysis.reference.codes.entries
    .filter((e) => e.catalogue === catalogue)
    .map((entry) => {
      let rank = elsewhere.has(entry.code) ? 0 : here.has(entry.code.slice(0, -2)) ? 2 : 4;
      if (here.has(entry.code)) rank += 3;
      if (!validIn(entry, year)) rank = 9;
      else if (entry.basis === 'doubtful') rank = 8;
      return { entry, rank };
    });
}

function pathText(analysis: Analysis, entry: CodeEntry): string {
  const parts: string[] = [];
  for (let code = entry.code.slice(0, -2); code.length >= 3; code = code.slice(0, -2)) {
    const upper = analysis.reference.codes.get(entry.catalogue, code);
    if (upper) parts.unshift(upper.name);
  }
  if (entry.basis === 'unconfirmed' || entry.basis === 'doubtful')
    parts.push(analysis.say('completion.unconfirmed'));
  return parts.join(' › ');
}

/** The name of the row's code; without a code, names that bring their code with them. */
function codeNames(
  analysis: Analysis,
  placed: PlacedTable,
  panel: Panel,
  column: Column,
  row: PanelRow | undefined,
  slot: Slot,
  line: Line,
): Completions | undefined {
  const { catalogue } = panel;
  if (!catalogue) return undefined;
  if (row?.code !== undefined) {
    const entry = analysis.reference.codes.get(catalogue, row.code);
    if (!entry) return undefined;
    // The right name is offered whatever stands there: it replaces the cell.
    return { typed: slot.typed, range: slot.range, items: [itemOf(slot, entry, analysis)] };
  }
  const single = panel.codes.length === 1 ? cellsOf(line)[(panel.codes[0] as Column).index] : undefined;
  const candidates = codeEntries(analysis, placed, catalogue).map(({ entry, rank }): Candidate => {
    const more: TextEdit[] =
      single &&
      single.text === '' &&
      line.kind === 'bar' &&
      single.to > single.from &&
      (panel.codes[0] as Column).index < column.index
        ? [{ range: rangeOf(slot.range.start.line, single.from, single.to), newText: ` ${entry.code} ` }]
        : [];
    return {
      label: entry.name,
      detail: `${entry.code} ${pathText(analysis, entry)}`.trim(),
      kind: 'name',
      code: entry.code,
      more,
      rank,
    };
  });
  const totals = analysis.reference.vocabulary.total
    .slice(0, 2)
    .map((t): Candidate => ({ label: t, kind: 'value', rank: 1 }));
  return choose(slot.typed, slot.range, [...totals, ...candidates]);
}

function itemOf(slot: Slot, entry: CodeEntry, analysis: Analysis): Completion {
  return {
    label: entry.name,
    detail: `${entry.code} ${pathText(analysis, entry)}`.trim(),
    kind: 'name',
    range: slot.range,
    newText: entry.name,
    more: [],
  };
}

/** Rows of the form that the table lacks, and the names of the 类 where its rows go by them. */
function labels(analysis: Analysis, { table }: PlacedTable, panel: Panel, slot: Slot): Completions {
  const have = new Set(table.rows.filter((r) => r.panel === panel).map((r) => r.name));
  const candidates: Candidate[] = [];
  for (const row of panel.form?.rows ?? []) {
    if (!have.has(comparableLabel(row.id)))
      candidates.push({
        label: row.id,
        kind: 'value',
        rank: row.required ? 1 : 2,
        detail: table.form?.title ?? '',
      });
  }
  if (panel.form?.classGroup) {
    for (const entry of analysis.reference.codes.entries) {
      if (entry.catalogue !== 'functional' || entry.level !== '类' || have.has(comparableLabel(entry.name)))
        continue;
      candidates.push({ label: entry.name, kind: 'name', code: entry.code, detail: entry.code, rank: 3 });
    }
  }
  // What was typed may begin with the row's number.
  const number = leadingNumber(foldWidth(slot.typed)).length;
  const start = slot.range.start.character + number;
  return choose(
    slot.typed.slice(number),
    rangeOf(slot.range.start.line, start, slot.range.end.character),
    candidates,
  );
}

/** The values that the relations of a cell ask for. */
function amounts(analysis: Analysis, figure: CellFigure | undefined, slot: Slot): Completions | undefined {
  if (!figure) return undefined;
  const items = new Map<string, Completion & { rank: number }>();
  for (const relation of analysis.graph.byFigure.get(figure) ?? []) {
    if (relation.shape !== 'linear' || relation.op !== '=' || relation.explanation) continue;
    const others = figuresOf(relation).filter((f) => f !== figure);
    if (others.some((f) => f.state === 'unreadable') || !others.some((f) => f.state === 'amount')) continue;
    const rest = total(relation.right, figure) + relation.constant - total(relation.left, figure);
    const factor = factorOf(relation.left, figure) - factorOf(relation.right, figure);
    if (factor === 0n || rest % factor !== 0n) continue;
    // What stands in the cell is half typed: its own decimals say nothing.
    const newText = writeLike({ ...figure, printed: undefined, raw: '' }, rest / factor);
    const rank = relation.total === figure ? 0 : 1;
    const before = items.get(newText);
    if (before && before.rank <= rank) continue;
    items.set(newText, {
      label: newText,
      detail: relationText(relation, analysis.locale),
      kind: 'amount',
      range: slot.range,
      newText,
      more: [],
      rank,
    });
  }
  const sorted = [...items.values()].sort((a, b) => a.rank - b.rank).map(({ rank: _, ...item }) => item);
  return sorted.length > 0 ? { typed: slot.typed, range: slot.range, items: sorted } : undefined;
}

function total(terms: readonly Term[], without: CellFigure): bigint {
  return terms.reduce((sum, t) => (t.figure === without ? sum : sum + t.figure.value * t.factor), 0n);
}

function factorOf(terms: readonly Term[], figure: CellFigure): bigint {
  return terms.reduce((sum, t) => (t.figure === figure ? sum + t.factor : sum), 0n);
}

// ---- front matter and properties ----

/** Whether a line stands in the front matter, or where one could begin. */
function inFrontMatter(analysis: Analysis, line: number): boolean {
  for (const { block, line: at } of analysis.tree.blocks) {
    if (at > line) return true;
    if (line < at + block.lines.length)
      return block.kind === 'front' || block.kind === 'paragraph' || block.kind === 'blank';
    if (block.kind !== 'front' && block.kind !== 'blank' && block.kind !== 'comment') return false;
  }
  return false;
}

function front(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const { entries } = analysis.report.front;
  const have = new Set(entries.filter((e) => e.keySpan.line !== position.line).map((e) => e.key));
  const keys = FRONT_KEYS.filter(
    (k) => !have.has(k) && !(k === '部门' && have.has('单位')) && !(k === '单位' && have.has('部门')),
  );
  return pair(analysis, position, line, keys, (key) => frontValues(analysis, key), '：');
}

function frontValues(analysis: Analysis, key: string): readonly string[] {
  const { front: own } = analysis.report;
  switch (key) {
    case '类型':
      return ['决算', '预算'];
    case '单位性质':
      return ['行政', '参公', '事业', '汇总'];
    case '金额单位':
      return ['万元', '元', '千元', '亿元'];
    case '年度':
      return own.year === undefined ? [] : [String(own.year)];
    case '单位':
    case '部门':
      return own.unit === undefined ? [] : [own.unit];
    default:
      return [];
  }
}

/** A key before the colon, a value behind it. */
function pair(
  analysis: Analysis,
  position: Position,
  line: Line,
  keys: readonly string[],
  values: (key: string) => readonly string[],
  colon: string,
): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const start = segmentStart(before);
  const segment = before.slice(start);
  const at = segment.search(/[:：]/);
  if (at < 0) {
    if (segment.length > 12) return undefined;
    const range = rangeOf(position.line, start, position.character);
    const closed = /^\s*[:：]/.test(line.text.slice(position.character));
    return choose(
      segment,
      range,
      keys.map((key, rank): Candidate => {
        const id = `front.${key}`;
        return {
          label: key,
          kind: 'key',
          newText: closed ? key : key + colon,
          detail: isMessageId(id) ? analysis.say(id) : '',
          rank: rank / 10,
        };
      }),
    );
  }
  const lead = /^[:：][ \u3000]*/.exec(segment.slice(at))?.[0].length ?? 1;
  const range = rangeOf(position.line, start + at + lead, position.character);
  const candidates = values(segment.slice(0, at).trim()).map(
    (label, rank): Candidate => ({ label, kind: 'value', rank: rank / 10 }),
  );
  return choose(segment.slice(at + lead), range, candidates);
}

/** Where the pair that is being written begins: behind two blanks or a tab. */
function segmentStart(before: string): number {
  let start = 0;
  for (const match of before.matchAll(/[ \u3000]{2,}|\t/g)) start = match.index + match[0].length;
  if (start === 0) start = before.length - before.trimStart().length;
  return start;
}

/** Whether nothing but property lines and blank lines stands between a line and the heading above. */
function afterHeading(analysis: Analysis, line: number): boolean {
  for (let at = line - 1; at >= 0; at--) {
    const { kind, maybeProperty } = analysis.tree.lines[at] as Line;
    if (kind === 'heading') return true;
    if (kind !== 'blank' && kind !== 'property' && kind !== 'comment' && !maybeProperty) return false;
  }
  return false;
}

function property(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const form = formAbove(analysis, position.line);
  const found = pair(analysis, position, line, TABLE_KEYS, (key) => propertyValues(analysis, key), '：');
  const before = line.text.slice(0, position.character);
  if (!form || /[:：]/.test(before) || before.trim().length > 8) return found;
  const whole = propertyLine(analysis, form);
  const range = rangeOf(position.line, before.length - before.trimStart().length, position.character);
  const own = choose(before.trim(), range, [{ label: whole, kind: 'key', rank: 0, detail: form.title }]);
  return { typed: before.trim(), range, items: [...own.items, ...(found?.items ?? [])] };
}

function propertyValues(analysis: Analysis, key: string): readonly string[] {
  if (key === '表式') return formsFor(analysis).map((f) => f.title);
  if (key === '金额单位')
    return Object.keys(UNITS)
      .filter((u) => ['万元', '元', '千元', '亿元'].includes(u))
      .sort((a) => (a === '万元' ? -1 : 0));
  if (/单位|部门/.test(key))
    return analysis.report.front.unit === undefined ? [] : [analysis.report.front.unit];
  if (key === '年度' || key === '预算年度')
    return analysis.report.front.year === undefined ? [] : [String(analysis.report.front.year)];
  return [];
}

function formsFor(analysis: Analysis): Form[] {
  const { kind } = analysis.report.front;
  return analysis.reference.forms.forms
    .filter((f) => kind === undefined || f.kind === undefined || f.kind === 'any' || f.kind === kind)
    .sort(byNumber);
}

function formAbove(analysis: Analysis, line: number): Form | undefined {
  for (let at = line - 1; at >= 0; at--) {
    const above = analysis.tree.lines[at] as Line;
    if (above.kind !== 'heading') continue;
    const { front: own } = analysis.report;
    return analysis.reference.forms.match(headingText(above).text, own.unit, own.kind)[0]?.form;
  }
  return undefined;
}

// ---- headings, comments, formulas, prose ----

/** Whole tables behind `## `; the title alone where a table follows already. */
function inHeading(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const { text, start, end } = headingText(line);
  if (position.character < start) return undefined;
  const number = leadingNumber(foldWidth(text)).length;
  const from = Math.min(start + number, position.character);
  const typed = line.text.slice(from, position.character);
  const range = rangeOf(position.line, from, Math.max(end, position.character));
  const owed = new Set(missingForms(analysis));
  const eol = eolOf(analysis.tree);
  const bare = followedByText(analysis, position.line);
  const candidates = formsFor(analysis).map(
    (form): Candidate => ({
      label: form.title,
      kind: 'table',
      newText: bare ? form.title : form.title + eol + skeletonBody(analysis, form, eol).replace(/\r?\n$/, ''),
      detail: form.number ? analysis.say('symbol.table', { number: form.number }) : '',
      rank: owed.has(form) ? 1 : 4,
    }),
  );
  return choose(typed, range, candidates);
}

function followedByText(analysis: Analysis, line: number): boolean {
  for (let at = line + 1; at < analysis.tree.lines.length; at++) {
    const { kind } = analysis.tree.lines[at] as Line;
    if (kind === 'blank') continue;
    return kind !== 'heading';
  }
  return false;
}

const WAIVERS = ['忽略', '忽略本表', '忽略全文'];

/** Waivers: the word, then the rule, those with a finding first. */
function inComment(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const word = /^\s*\/\/\s*([^\s:：]*)$/.exec(before);
  if (word) {
    const typed = word[1] as string;
    const range = rangeOf(position.line, position.character - typed.length, position.character);
    return choose(
      typed,
      range,
      WAIVERS.map(
        (label, rank): Candidate => ({
          label,
          kind: 'key',
          newText: `${label} `,
          detail: analysis.say(`waiver.${label}` as 'waiver.忽略'),
          rank,
        }),
      ),
    );
  }
  const rule = /^\s*\/\/\s*(?:忽略(?:本表|全文)?|disclosure-ignore(?:-table|-file)?)\s+([-\w]*)$/.exec(
    before,
  );
  if (!rule) return undefined;
  const typed = rule[1] as string;
  const range = rangeOf(position.line, position.character - typed.length, position.character);
  const near = new Map<string, number>();
  for (const finding of analysis.findings) {
    const distance = finding.range.start.line - position.line;
    if (distance === 0) continue;
    const rank = distance > 0 && distance < 100 ? distance / 100 : 2;
    near.set(finding.rule, Math.min(near.get(finding.rule) ?? 9, rank));
  }
  const reason = /^\s*[:：]/.test(line.text.slice(position.character)) ? '' : '：';
  return choose(
    typed,
    range,
    rules.map((r): Candidate => {
      const id = `rule.${r.id}.title`;
      return {
        label: r.id,
        kind: 'rule',
        newText: r.id + reason,
        detail: isMessageId(id) ? analysis.say(id) : '',
        rank: near.get(r.id) ?? 5,
      };
    }),
  );
}

/** References: tables, then their rows, then their columns. */
function inFormula(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(line.text.search(/[:：]/) + 1, position.character);
  const word = /[^\s=＝≥≤+*，,()（）]*$/.exec(before)?.[0] ?? '';
  const parts = word.split('.');
  const typed = parts.at(-1) as string;
  const range = rangeOf(position.line, position.character - typed.length, position.character);
  const tables = analysis.report.tables;
  if (parts.length === 1) {
    return choose(
      typed,
      range,
      tables.map(({ table }): Candidate => {
        const name = table.number === undefined ? writeName(table.title) : `公开${table.number}`;
        return {
          label: name,
          kind: 'reference',
          name: `${name}${table.title}`,
          newText: `${name}.`,
          detail: table.title,
        };
      }),
    );
  }
  const named = foldName(parts[0] as string);
  const placed = tables.find(
    (t) => named === `公开${t.table.number ?? ''}` || named === foldName(t.table.title),
  );
  if (!placed) return undefined;
  if (parts.length === 2) {
    const rows = placed.table.rows.filter((r) => r.code !== undefined || r.label !== '');
    return choose(
      typed,
      range,
      rows.map(
        (r): Candidate => ({
          label: r.code ?? writeName(r.label),
          kind: 'reference',
          name: `${r.code ?? ''}${r.label}`,
          detail: r.label,
          ...(r.code ? { code: r.code } : {}),
        }),
      ),
    );
  }
  const columns = placed.table.columns.filter((c) => c.role === 'value' || c.role === 'percent');
  return choose(
    typed,
    range,
    columns.map(
      (c): Candidate => ({
        label: writeName(c.path.at(-1) ?? ''),
        kind: 'reference',
        detail: c.path.join('/'),
      }),
    ),
  );
}

/** Whole sentences from the tables where a line begins; else terms and names. */
function inProse(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const whole = sentences(analysis, position);
  const words = names(analysis, position, line);
  if (!whole || whole.items.length === 0) return words;
  return { ...whole, items: [...whole.items, ...(words?.items ?? [])] };
}

/** Sentences by their title, by pinyin, or by how they begin. */
function sentences(analysis: Analysis, position: Position): Completions | undefined {
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
  return choose(typed, range, offered);
}

/** Terms and the names that the tables use, behind two characters or letters at least. */
function names(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const run = /(?:[a-z]{2,12}|[\p{Script=Han}“”（）]{2,16})$/iu.exec(before)?.[0];
  if (!run) return undefined;
  const candidates = proseCandidates(analysis);
  // Chinese has no blanks between words: the longest end of the run that begins a term.
  for (let from = 0; from <= run.length - 2; from++) {
    const typed = run.slice(from);
    const range = rangeOf(position.line, position.character - typed.length, position.character);
    const found = choose(
      typed,
      range,
      candidates.filter((c) => isPrefix(typed, c)),
    );
    if (found.items.length > 0) return found;
    if (/^[a-z]/i.test(run)) break;
  }
  return undefined;
}

function isPrefix(typed: string, candidate: Candidate): boolean {
  const score = scoreOf(typed, candidate);
  return score === 1 || (score !== undefined && /^[a-z]/i.test(typed));
}

function proseCandidates(analysis: Analysis): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (label: string, kind: CompletionKind, detail: string, rank: number) => {
    if (label.length >= 3 && label.length <= 40 && !found.has(label))
      found.set(label, { label, kind, detail, rank });
  };
  for (const item of analysis.report.glossary) add(item.term, 'term', analysis.say('hover.source.own'), 1);
  for (const { table } of analysis.report.tables) {
    add(table.title, 'table', '', 2);
    for (const row of table.rows) add(row.name, 'name', table.title, 2);
    for (const column of table.columns) add(column.path.at(-1) ?? '', 'term', table.title, 3);
  }
  for (const entry of analysis.reference.glossary.entries) add(entry.term, 'term', '', 4);
  return [...found.values()];
}
