/** Definition, references and highlights: a figure stands in several places, a code in many rows, a term in the glossary. */

import type { Analysis } from '../analysis/analysis.ts';
import { placeOfFigure, rangeOfFigure } from '../analysis/describe.ts';
import { isProse, partsOfFigure } from '../analysis/rewrite.ts';
import { foldWidth } from '../base/fold.ts';
import { COUNTED } from '../base/keys.ts';
import { pushTo } from '../base/maps.ts';
import { comparePositions, contains, type Position, type Range, rangeOf, spanRange } from '../base/range.ts';
import { finish } from '../base/steps.ts';
import type { FormulaLine, GlossaryItem, PlacedTable } from '../model/report.ts';
import type { Figure, PanelRow } from '../model/types.ts';
import { TableNames } from '../prose/table-mentions.ts';
import type { ProseFigure, ProseModel } from '../prose/types.ts';
import type { Catalogue } from '../reference/types.ts';
import { crossRelations } from '../relations/cross.ts';
import { isCell } from '../relations/figure.ts';
import { figuresOf, type Relation } from '../relations/types.ts';
import { type ExprNode, parseFormula, type RefNode } from '../syntax/formula.ts';
import type { Line } from '../syntax/line.ts';
import { defineTerm, defineTitle, describeCode, namesOfColumn, namesOfRow } from './definitions.ts';
import { termAt } from './hover.ts';
import { isTwin } from './outcomes.ts';
import { blockAt, type CellPlace, cellAt, cellRange, figureAt, onContent, proseFigureAt } from './place.ts';
import { inputsOf } from './prose-hover.ts';

export interface Target {
  /** What the jump shows: a row, a heading line. */
  readonly range: Range;
  /** Where the caret goes. */
  readonly selection: Range;
  /** Of the other report that the place is in. */
  readonly path?: string;
}

/** A place, in this report or in the one that `path` names. */
export interface Reference {
  readonly range: Range;
  readonly path?: string;
}

export interface Definitions {
  /** What is jumped from. */
  readonly origin: Range;
  readonly targets: readonly Target[];
}

export interface Highlight {
  readonly range: Range;
  readonly kind: 'text' | 'read' | 'write';
}

/** Where the thing at a position is defined; undefined where there is nothing to jump to. */
export function definition(analysis: Analysis, position: Position): Definitions | undefined {
  const found = jump(analysis, position);
  return found && found.targets.length > 0 ? found : undefined;
}

function jump(analysis: Analysis, position: Position): Definitions | undefined {
  const cell = cellAt(analysis, position);
  if (cell) return onContent(cell.cell, position.character) ? fromCell(analysis, cell) : undefined;
  const placed = blockAt(analysis.tree, position.line);
  if (!placed) return undefined;
  const line = placed.block.lines[position.line - placed.line] as Line;
  if (placed.block.kind === 'formula') return fromFormula(analysis, position);
  if (placed.block.kind === 'table' && placed.block.roles[position.line - placed.line] === 'note') {
    const found = fromNote(analysis, line, position);
    if (found) return found;
  }
  if (placed.block.kind === 'heading') {
    const table = analysis.report.tables.find((t) => t.section?.line === position.line);
    const own = defineTitle(analysis, table?.table.title ?? '', table?.table.form)?.own;
    if (own)
      return {
        origin: rangeOf(position.line, 0, line.text.length),
        targets: [glossaryTarget(analysis, own)],
      };
    return table ? undefined : toTable(analysis, line, position);
  }
  const figure = proseFigureAt(analysis, position);
  if (figure)
    return {
      origin: rangeOfFigure(analysis.report, figure),
      targets: sourcesOf(analysis, figure).map((f) => figureTarget(analysis, f)),
    };
  const named = toTable(analysis, line, position);
  if (named) return named;
  const term = termAt(analysis, line.text, position.character);
  if (term?.definition.own) {
    return {
      origin: rangeOf(position.line, term.start, term.end),
      targets: [glossaryTarget(analysis, term.definition.own)],
    };
  }
  return undefined;
}

/** The table that a sentence or a heading names. */
function toTable(analysis: Analysis, line: Line, position: Position): Definitions | undefined {
  const found = new TableNames(analysis.report, analysis.reference).at(line.text, position.character);
  if (!found) return undefined;
  const at = found.placed.section?.line ?? found.placed.line;
  if (at === position.line) return undefined;
  const range = rangeOf(at, 0, analysis.tree.lines[at]?.text.length ?? 0);
  return {
    origin: rangeOf(position.line, found.start, found.end),
    targets: [{ range, selection: range }],
  };
}

function fromCell(analysis: Analysis, place: CellPlace): Definitions | undefined {
  const origin = cellRange(place.line, place.cell);
  if (place.header) {
    const own =
      place.column && defineTerm(analysis, namesOfColumn(place.column, analysis.reference.vocabulary))?.own;
    return own ? { origin, targets: [glossaryTarget(analysis, own)] } : undefined;
  }
  if (place.figure) {
    const twins = twinsOf(analysis, place.figure);
    const cells = twins.filter(isCell);
    return { origin, targets: (cells.length > 0 ? cells : twins).map((f) => figureTarget(analysis, f)) };
  }
  const row = place.panelRow ?? place.rows[0];
  if (!row) return undefined;
  const coded = codeOf(row);
  if (coded) {
    const own = describeCode(analysis, coded.catalogue, coded.code, row.label).definition?.own;
    const first = rowsOfCode(analysis, coded.catalogue, coded.code)[0];
    const targets = own ? [glossaryTarget(analysis, own)] : [];
    if (first && first.row !== row) targets.push(rowTarget(analysis, first.placed, first.row));
    return { origin, targets };
  }
  const own = defineTerm(analysis, namesOfRow(row))?.own;
  return own ? { origin, targets: [glossaryTarget(analysis, own)] } : undefined;
}

/** The code of a row, or of the 类 that its label names. */
export function codeOf(row: PanelRow): { readonly catalogue: Catalogue; readonly code: string } | undefined {
  if (row.code !== undefined)
    return row.panel.catalogue ? { catalogue: row.panel.catalogue, code: row.code } : undefined;
  return row.classCode === undefined ? undefined : { catalogue: 'functional', code: row.classCode };
}

/** Every row of a code, in file order; rows that name a 类 in words are of it too. */
export function rowsOfCode(
  analysis: Analysis,
  catalogue: Catalogue,
  code: string,
): { placed: PlacedTable; row: PanelRow }[] {
  const found: { placed: PlacedTable; row: PanelRow }[] = [];
  for (const placed of analysis.report.tables) {
    for (const row of placed.table.rows) {
      const own = codeOf(row);
      if (own && own.code === code && own.catalogue === catalogue) found.push({ placed, row });
    }
  }
  return found;
}

/** Where a figure of a sentence comes from: its cells, what a percentage is computed from, or where it is said before. */
function sourcesOf(analysis: Analysis, figure: ProseFigure): Figure[] {
  const { cell, others } = figure.binding;
  if (cell) return [cell, ...(others ?? [])];
  const inputs = inputsOf(analysis, figure);
  return inputs.length > 0 ? inputs : twinsOf(analysis, figure);
}

const statedBy = new WeakMap<ProseModel, ReadonlyMap<Figure, readonly ProseFigure[]>>();

/** The figures of sentences that state a cell, whether or not they are compared with it. */
function statementsOf(analysis: Analysis, cell: Figure): readonly Figure[] {
  const { prose } = analysis;
  let index = statedBy.get(prose);
  if (!index) {
    const made = new Map<Figure, ProseFigure[]>();
    for (const figure of prose.figures) {
      const { cell: own, others } = figure.binding;
      for (const c of own ? [own, ...(others ?? [])] : []) pushTo(made, c, figure);
    }
    index = made;
    statedBy.set(prose, index);
  }
  return index.get(cell) ?? [];
}

/** The figures that must equal one, straight or by way of others; itself not among them. */
function twinsOf(analysis: Analysis, figure: Figure): Figure[] {
  const { graph } = analysis;
  const seen = new Set<Figure>([figure]);
  const queue = [figure];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const twins = (graph.byFigure.get(at) ?? []).filter(isTwin).flatMap(figuresOf);
    for (const other of [...twins, ...(isCell(at) ? statementsOf(analysis, at) : boundTo(at))]) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  seen.delete(figure);
  return sortFigures(analysis, [...seen]);
}

function boundTo(figure: Figure): readonly Figure[] {
  if (!isProse(figure)) return [];
  const { cell, others } = figure.binding;
  return cell ? [cell, ...(others ?? [])] : [];
}

/** This report's figures in their order, then those of others. */
function sortFigures(analysis: Analysis, figures: readonly Figure[]): Figure[] {
  const placed = figures.map((figure) => ({ figure, ...placeOfFigure(analysis, figure) }));
  placed.sort((a, b) => {
    const [one, two] = [a.path ?? '', b.path ?? ''];
    return one === two ? comparePositions(a.range.start, b.range.start) : one < two ? -1 : 1;
  });
  return placed.map((p) => p.figure);
}

function figureTarget(analysis: Analysis, figure: Figure): Target {
  const { range: selection, path } = placeOfFigure(analysis, figure);
  if (path !== undefined) return { range: selection, selection, path };
  return { range: wholeLine(analysis, selection.start.line), selection };
}

function rowTarget(analysis: Analysis, placed: PlacedTable, row: PanelRow): Target {
  const span = row.codeSpan ?? row.labelSpan ?? { line: row.line, start: 0, end: 0 };
  return { range: wholeLine(analysis, placed.line + row.line), selection: spanRange(span, placed.line) };
}

function glossaryTarget(analysis: Analysis, item: GlossaryItem): Target {
  return { range: wholeLine(analysis, item.line), selection: rangeOf(item.line, item.start, item.end) };
}

function wholeLine(analysis: Analysis, line: number): Range {
  return rangeOf(line, 0, analysis.tree.lines[line]?.text.length ?? 0);
}

/** A reference of a `勾稽：` line: the figures that it names, looked up as the relation looks them up. */
function fromFormula(analysis: Analysis, position: Position): Definitions | undefined {
  const line = analysis.report.formulas.find((f) => f.line === position.line);
  const formula = line && parseFormula(line.text).formula;
  const ref = formula && refAt([formula.left, formula.right], position.character - line.offset);
  if (!ref) return undefined;
  const alone: FormulaLine = { ...line, text: `${line.text.slice(ref.start, ref.end)} = 0` };
  const report = { ...analysis.report, formulas: [alone] };
  const { relations } = finish(crossRelations(report, analysis.graph.cubes, [], () => []));
  const figures = relations.numbers().flatMap((i) => relations.figuresAt(i));
  const targets = sortFigures(analysis, [...new Set(figures)]).map((f) => figureTarget(analysis, f));
  return { origin: rangeOf(position.line, line.offset + ref.start, line.offset + ref.end), targets };
}

function refAt(nodes: readonly ExprNode[], offset: number): RefNode | undefined {
  for (const node of nodes) {
    if (offset < node.start || offset > node.end) continue;
    if (node.kind === 'ref') return node;
    if (node.kind === 'binary') {
      const found = refAt([node.left, node.right], offset);
      if (found) return found;
    }
  }
  return undefined;
}

const COUNTED_SIGN = new RegExp(`[${COUNTED.row}${COUNTED.column}]`);

/** A number in a printed formula: the row of that 行次, or the column of that 栏次. */
function fromNote(analysis: Analysis, line: Line, position: Position): Definitions | undefined {
  const text = foldWidth(line.text);
  for (const match of text.matchAll(/\d{1,3}/g)) {
    const start = match.index;
    const end = start + match[0].length;
    if (position.character < start || position.character > end) continue;
    const kind = COUNTED_SIGN.exec(text.slice(end))?.[0];
    const placed = analysis.report.tables.find(
      (t) => t.line <= position.line && position.line < t.line + t.table.block.lines.length,
    );
    if (!kind || !placed) return undefined;
    const number = Number(match[0]);
    const origin = rangeOf(position.line, start, end);
    if (kind === COUNTED.row) {
      const row = placed.table.rows.find((r) => r.lineNumber === number);
      return row ? { origin, targets: [rowTarget(analysis, placed, row)] } : undefined;
    }
    const header = placed.table.columns.find((c) => c.number === number)?.header;
    if (!header) return undefined;
    const selection = spanRange(header, placed.line);
    return { origin, targets: [{ range: wholeLine(analysis, selection.start.line), selection }] };
  }
  return undefined;
}

/**
 * Every place where the thing at a position stands.
 * @param declaration whether the place asked from, or the entry of a term, is among them
 */
export function references(analysis: Analysis, position: Position, declaration: boolean): Reference[] {
  const cell = cellAt(analysis, position);
  if (cell && !onContent(cell.cell, position.character)) return [];
  const figure = figureAt(analysis, position);
  if (figure) {
    const all = sortFigures(analysis, [...twinsOf(analysis, figure), ...(declaration ? [figure] : [])]);
    return all.map((f) => placeOfFigure(analysis, f));
  }
  const row = cell && !cell.header ? (cell.panelRow ?? cell.rows[0]) : undefined;
  const coded = row && codeOf(row);
  if (coded && (cell?.column?.role === 'code' || cell?.column?.role === 'label')) {
    return rowsOfCode(analysis, coded.catalogue, coded.code)
      .filter((f) => declaration || f.row !== row)
      .map((f) => ({ range: rowTarget(analysis, f.placed, f.row).selection }));
  }
  return termReferences(analysis, position, cell, declaration).map((range) => ({ range }));
}

/** A term of the report's own glossary, wherever its words stand. */
function termReferences(
  analysis: Analysis,
  position: Position,
  cell: CellPlace | undefined,
  declaration: boolean,
): Range[] {
  const line = analysis.tree.lines[position.line];
  const item =
    analysis.report.glossary.find((g) => contains(rangeOf(g.line, g.start, g.end), position)) ??
    (cell?.header && cell.column
      ? defineTerm(analysis, namesOfColumn(cell.column, analysis.reference.vocabulary))?.own
      : undefined) ??
    (line && !cell ? termAt(analysis, line.text, position.character)?.definition.own : undefined);
  if (!item || item.term.length < 2) return [];
  const found: Range[] = [];
  analysis.tree.lines.forEach(({ text }, at) => {
    for (
      let from = text.indexOf(item.term);
      from >= 0;
      from = text.indexOf(item.term, from + item.term.length)
    ) {
      const own = at === item.line && from >= item.start && from < item.end;
      if (declaration || !own) found.push(rangeOf(at, from, from + item.term.length));
    }
  });
  return found;
}

/** What belongs to the thing at a position: the parts of a total, the twins of a figure, the rows of a code. */
export function highlights(analysis: Analysis, position: Position): Highlight[] {
  const figure = figureAt(analysis, position);
  if (!figure) return references(analysis, position, true).map(({ range }) => ({ range, kind: 'text' }));
  const found = new Map<Figure, Highlight['kind']>([[figure, 'write']]);
  for (const relation of analysis.graph.byFigure.get(figure) ?? []) {
    if (!isTwin(relation) && relation.total === figure)
      for (const part of partsOf(relation)) if (!found.has(part)) found.set(part, 'read');
  }
  for (const twin of twinsOf(analysis, figure)) if (!found.has(twin)) found.set(twin, 'text');
  return [...found].flatMap(([f, kind]) =>
    analysis.graph.foreign.has(f.owner.block)
      ? []
      : partsOfFigure(analysis.report, f).map((range) => ({ range, kind })),
  );
}

/** The figures that a relation's total is made of. */
export function partsOf(relation: Relation): Figure[] {
  return figuresOf(relation).filter((f) => f !== relation.total && f.state === 'amount');
}
