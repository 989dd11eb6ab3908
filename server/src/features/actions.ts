/** Code actions: the fixes of findings, all safe fixes at once, and changes of a table's shape. */

import type { Analysis } from '../analysis/analysis.ts';
import type { Fix } from '../analysis/types.ts';
import { foldName } from '../base/fold.ts';
import { KEY } from '../base/keys.ts';
import { append } from '../base/lists.ts';
import { pushTo } from '../base/maps.ts';
import {
  comparePositions,
  overlaps,
  type Position,
  type Range,
  rangeOf,
  type TextEdit,
} from '../base/range.ts';
import type { PlacedTable } from '../model/report.ts';
import type { Column, PanelRow } from '../model/types.ts';
import { parentOf } from '../reference/codes.ts';
import { writeLike } from '../relations/figure.ts';
import { barTable, escapeCell, rowsFollow } from '../rules/syntax/tab-rows.ts';
import type { Line } from '../syntax/line.ts';
import type { Action, ActionKind } from './action.ts';
import { nextYear } from './next-year.ts';
import { blockAt, eolOf, rowsOn, tableAt } from './place.ts';
import { proseActions } from './prose-actions.ts';
import { tablesOfProse } from './prose-table.ts';
import { sentenceActions } from './sentences.ts';
import { missingForms, placeOf, tableSkeleton } from './skeleton.ts';

/** The id of a finding's fix, as diagnostics carry it. */
export function fixId(finding: number, fix: number): string {
  return `${finding}.${fix}`;
}

/** The fixes of the findings that a range touches, preferred first. */
export function quickFixes(analysis: Analysis, range: Range): Action[] {
  const ids = analysis.findings.flatMap((finding, f) =>
    overlaps(finding.range, range) ? finding.fixes.map((_, i) => fixId(f, i)) : [],
  );
  return fixesOf(analysis, ids);
}

/** The fixes that ids name; ids of another version's findings are left out. */
export function fixesOf(analysis: Analysis, ids: readonly string[]): Action[] {
  const actions: Action[] = [];
  for (const id of new Set(ids)) {
    const [f, i] = id.split('.').map(Number);
    const finding = analysis.findings[f ?? -1];
    const fix = finding?.fixes[i ?? -1];
    if (fix) actions.push(ofFix(fix, f as number));
  }
  return actions.sort((a, b) => Number(b.preferred) - Number(a.preferred));
}

function ofFix(fix: Fix, index: number): Action {
  return { title: fix.title, kind: 'quickfix', edits: fix.edits, preferred: fix.preferred, mends: [index] };
}

/** All safe fixes that do not touch each other; undefined where there are none. */
export function fixAll(analysis: Analysis): Action | undefined {
  const taken: TextEdit[] = [];
  const mends: number[] = [];
  analysis.findings.forEach((finding, index) => {
    const fix = finding.fixes.find((x) => x.safe);
    if (!fix || fix.edits.length === 0) return;
    if (fix.edits.some((edit) => taken.some((other) => collides(edit.range, other.range)))) return;
    append(taken, fix.edits);
    mends.push(index);
  });
  if (taken.length === 0) return undefined;
  return {
    title: analysis.say('action.fix-all', { count: String(mends.length) }),
    kind: 'source.fixAll.disclosure',
    edits: taken,
    preferred: false,
    mends,
  };
}

function collides(a: Range, b: Range): boolean {
  const touch = comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0;
  return touch || comparePositions(a.start, b.start) === 0;
}

/** Changes that the place of a range offers: to the shape of a table, and to the figures of sentences. */
export function refactorings(analysis: Analysis, range: Range): Action[] {
  const actions: Action[] = proseActions(analysis, range);
  const placed = tableAt(analysis, range.start.line);
  if (placed) {
    append(actions, [
      ...barRows(analysis, placed),
      ...upperRows(analysis, placed, range.start),
      ...sortedRows(analysis, placed),
    ]);
  }
  return [
    ...actions,
    ...sentenceActions(analysis, range),
    ...tablesOfProse(analysis, range),
    ...missingTables(analysis, range),
    ...laterYear(analysis, range),
  ];
}

function refactor(title: string, kind: ActionKind, edits: readonly TextEdit[]): Action {
  return { title, kind, edits, preferred: false, mends: [] };
}

function barRows(analysis: Analysis, { table, line }: PlacedTable): Action[] {
  const edits = barTable(table, line, analysis.tree.lines);
  return edits.length > 0 ? [refactor(analysis.say('action.bar-rows'), 'refactor.rewrite', edits)] : [];
}

/** On the line of the year: last year's report, copied, as the next year's. */
function laterYear(analysis: Analysis, range: Range): Action[] {
  const { entries, year } = analysis.report.front;
  const here = entries.some((e) => e.key === KEY.year && e.keySpan.line === range.start.line);
  if (!here || year === undefined) return [];
  const moved = nextYear(analysis, year + 1);
  if (!moved) return [];
  return [
    refactor(analysis.say('action.next-year', { year: String(year + 1) }), 'refactor.rewrite', moved.edits),
  ];
}

/** Owed tables, offered on the line that says so, on headings and on blank lines. */
function missingTables(analysis: Analysis, range: Range): Action[] {
  const mends = analysis.findings.flatMap((f, i) =>
    f.rule === 'missing-table' && overlaps(f.range, range) ? [i] : [],
  );
  const kind = blockAt(analysis.tree, range.start.line)?.block.kind;
  if (mends.length === 0 && kind !== 'heading' && kind !== 'blank') return [];
  const eol = eolOf(analysis.tree);
  const placed = missingForms(analysis)
    .map((form) => ({ form, at: placeOf(analysis, form) }))
    .filter(({ form, at }) => !rowsFollow(analysis.tree.lines, behindTitle(analysis, form.title, at)));
  const insertion = (title: string, of: typeof placed): Action => {
    const tables = new Map<number, string[]>();
    for (const { form, at } of of) pushTo(tables, at, tableSkeleton(analysis, form, eol));
    return {
      title,
      kind: mends.length > 0 ? 'quickfix' : 'refactor.insert',
      edits: [...tables].map(([at, texts]) => insertLines(analysis, at, texts.join(eol), eol)),
      preferred: false,
      mends,
    };
  };
  const all = analysis.say('action.insert-tables', { count: String(placed.length) });
  return [
    ...(placed.length > 1 ? [insertion(all, placed)] : []),
    ...placed.map((one) => insertion(analysis.say('action.insert-table', { title: one.form.title }), [one])),
  ];
}

/** Behind a heading that repeats a title: a table goes on under it. */
function behindTitle({ tree }: Analysis, title: string, at: number): number {
  for (let next = at; next < tree.lines.length; next++) {
    const { kind, text } = tree.lines[next] as Line;
    if (kind === 'blank') continue;
    return kind === 'heading' && foldName(text.replace(/^#+/, '')) === foldName(title) ? next + 1 : at;
  }
  return at;
}

/** Text of its own lines before a line, parted from what stands around it by blank lines. */
function insertLines(analysis: Analysis, at: number, text: string, eol: string): TextEdit {
  const { lines } = analysis.tree;
  const above = lines[at - 1];
  if (at >= lines.length) {
    const last = lines.at(-1) as Line;
    const lead = last.text === '' ? (lines.at(-2)?.text.trim() ? eol : '') : eol + eol;
    return { range: rangeOf(lines.length - 1, last.text.length, last.text.length), newText: lead + text };
  }
  const before = above && above.kind !== 'blank' ? eol : '';
  const after = lines[at]?.kind === 'blank' ? '' : eol;
  return { range: rangeOf(at, 0, 0), newText: before + text + after };
}

// ---- codes ----

/** The panel of codes of a table that has one alone, so that a line is one row. */
function codedPanel({
  table,
}: PlacedTable): { readonly codes: readonly Column[]; readonly rows: readonly PanelRow[] } | undefined {
  const [panel, ...others] = table.panels;
  if (!panel || others.length > 0 || panel.codes.length === 0) return undefined;
  return { codes: panel.codes, rows: table.rows };
}

/** Rows for the 款 and 类 that a code lacks in its table, with the sums of what stands under them. */
function upperRows(analysis: Analysis, placed: PlacedTable, at: Position): Action[] {
  const coded = codedPanel(placed);
  const row = rowsOn(placed.table, at.line - placed.line)[0];
  if (!coded || row?.code === undefined || placed.table.dialect !== 'bar') return [];
  const { catalogue } = row.panel;
  const have = new Set(coded.rows.filter((r) => r.unit === row.unit).map((r) => r.code));
  const missing: string[] = [];
  for (let code = parentOf(row.code); code !== undefined; code = parentOf(code))
    if (!have.has(code)) missing.unshift(code);
  if (missing.length === 0 || !catalogue) return [];
  const eol = eolOf(analysis.tree);
  const lines = missing.map((code) => {
    const name = analysis.reference.codes.get(catalogue, code)?.name ?? '';
    const children = coded.rows.filter((r) => r.unit === row.unit && isNearest(r.code, code, have));
    const cells = placed.table.columns.map((column) => {
      if (coded.codes.includes(column)) return codeCell(coded.codes, column, code);
      if (column === row.panel.labels.find((l) => !coded.codes.includes(l))) return escapeCell(name);
      return column.role === 'value' ? sumOfColumn(children, column) : '';
    });
    return `| ${cells.join(' | ')} |`;
  });
  const first =
    coded.rows.find((r) => r.unit === row.unit && r.code?.startsWith(missing[0] as string)) ?? row;
  const line = placed.line + first.line;
  const edit: TextEdit = { range: rangeOf(line, 0, 0), newText: lines.map((l) => l + eol).join('') };
  return [
    refactor(analysis.say('action.insert-upper', { codes: missing.join('、') }), 'refactor.insert', [edit]),
  ];
}

/** Whether a code stands under another with no row of the table between them. */
function isNearest(code: string | undefined, upper: string, have: ReadonlySet<string | undefined>): boolean {
  if (code === undefined || code === upper || !code.startsWith(upper)) return false;
  for (let at = parentOf(code); at !== undefined && at !== upper; at = parentOf(at))
    if (have.has(at)) return false;
  return true;
}

/** A code in one cell, or its part of a code split over three. */
export function codeCell(codes: readonly Column[], column: Column, code: string): string {
  const at = codes.indexOf(column);
  if (codes.length < 2) return code;
  return at === 0 ? code.slice(0, 3) : code.slice(1 + at * 2, 3 + at * 2);
}

function sumOfColumn(rows: readonly PanelRow[], column: Column): string {
  const figures = rows.flatMap((r) => r.cells.get(column) ?? []);
  const filled = figures.filter((f) => f.state === 'amount');
  const [model] = filled;
  if (!model || figures.some((f) => f.state === 'unreadable')) return '';
  return writeLike(
    model,
    filled.reduce((sum, f) => sum + f.value, 0n),
  );
}

/** Runs of coded rows put in the order of their codes; each line moves as a whole. */
function sortedRows(analysis: Analysis, placed: PlacedTable): Action[] {
  const coded = codedPanel(placed);
  if (!coded) return [];
  const edits: TextEdit[] = [];
  for (const run of codedRuns(placed, coded.rows)) {
    const sorted = [...run].sort((a, b) =>
      a.code === b.code ? 0 : (a.code as string) < (b.code as string) ? -1 : 1,
    );
    if (sorted.every((row, i) => row === run[i])) continue;
    // A row that takes its 类 or 款 from the row above cannot leave it.
    if (!run.every((row) => holdsWholeCode(placed, coded.codes, row))) return [];
    run.forEach((row, i) => {
      const text = lineText(placed, row);
      const moved = lineText(placed, sorted[i] as PanelRow);
      if (text !== moved)
        edits.push({ range: rangeOf(placed.line + row.line, 0, text.length), newText: moved });
    });
  }
  return edits.length > 0 ? [refactor(analysis.say('action.sort'), 'refactor.rewrite', edits)] : [];
}

function codedRuns({ table }: PlacedTable, rows: readonly PanelRow[]): PanelRow[][] {
  const runs: PanelRow[][] = [];
  let run: PanelRow[] = [];
  for (const row of rows) {
    const last = run.at(-1);
    const joins =
      row.code !== undefined &&
      row.role === 'code' &&
      (!last ||
        (last.unit === row.unit &&
          table.block.roles.slice(last.line + 1, row.line).every((r) => r === 'comment' || r === 'blank')));
    if (joins) run.push(row);
    else {
      if (run.length > 1) runs.push(run);
      run = row.code !== undefined && row.role === 'code' ? [row] : [];
    }
  }
  if (run.length > 1) runs.push(run);
  return runs;
}

function holdsWholeCode(placed: PlacedTable, codes: readonly Column[], row: PanelRow): boolean {
  const text = lineText(placed, row);
  return codes.length === 1 || text.replace(/\D/g, '').startsWith(row.code ?? '');
}

function lineText({ table }: PlacedTable, row: PanelRow): string {
  return (table.block.lines[row.line] as Line).text;
}
