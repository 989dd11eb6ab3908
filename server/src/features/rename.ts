/** Rename: the unit's name, a code's name, a table's title – everywhere in a report at once. */
import { foldName } from '../base/fold.ts';
import { contains, type Position, type Range, rangeOf, spanRange, type TextEdit } from '../base/range.ts';
import type { Catalogue } from '../reference/types.ts';
import type { Analysis } from '../rules/analysis.ts';
import { escapeCell } from '../rules/tab-rows.ts';
import { headingText, type Line } from '../syntax/line.ts';
import { codeOf, rowsOfCode } from './navigation.ts';
import { cellAt, onContent } from './place.ts';

export type RenameSubject = { readonly name: string; readonly range: Range } & (
  | { readonly kind: 'unit' }
  | { readonly kind: 'code'; readonly catalogue: Catalogue; readonly code: string }
  | { readonly kind: 'table' }
);

/** What a rename at a position would rename; undefined where nothing has a name of its own. */
export function renameSubject(analysis: Analysis, position: Position): RenameSubject | undefined {
  return unitAt(analysis, position) ?? codeAt(analysis, position) ?? titleAt(analysis, position);
}

function unitAt(analysis: Analysis, position: Position): RenameSubject | undefined {
  const name = analysis.report.front.unit;
  const line = analysis.tree.lines[position.line];
  // A name of one or two characters stands in too many words.
  if (!name || name.length < 3 || !line) return undefined;
  for (let from = line.text.indexOf(name); from >= 0; from = line.text.indexOf(name, from + name.length)) {
    const range = rangeOf(position.line, from, from + name.length);
    if (contains(range, position)) return { kind: 'unit', name, range };
  }
  return undefined;
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
  const { text, start, end } = headingText(line);
  if (!placed || foldName(placed.table.title) !== foldName(text)) return undefined;
  return { kind: 'table', name: text, range: rangeOf(position.line, start, end) };
}

/** The edits of a rename; a name with a line end in it is refused, since no name holds one. */
export function renameEdits(
  analysis: Analysis,
  subject: RenameSubject,
  name: string,
): TextEdit[] | undefined {
  const wanted = name.trim();
  if (wanted === '' || /[\r\n\t]/.test(wanted)) return undefined;
  switch (subject.kind) {
    case 'unit':
      return occurrences(analysis, subject.name, () => true).map((range) => ({
        range,
        newText: inRow(analysis, range, wanted),
      }));
    case 'code':
      return rowsOfCode(analysis, subject.catalogue, subject.code).flatMap(({ placed, row }) => {
        const span = row.nameSpan ?? row.labelSpan;
        return span && row.code !== undefined && foldName(row.label) === foldName(subject.name)
          ? [
              {
                range: spanRange(span, placed.line),
                newText: inRow(analysis, spanRange(span, placed.line), wanted),
              },
            ]
          : [];
      });
    case 'table':
      return [
        { range: subject.range, newText: wanted },
        ...occurrences(analysis, subject.name, (line) => line.kind === 'formula').map((range) => ({
          range,
          newText: wanted,
        })),
      ];
  }
}

/** A bar in a name would part the cell. */
function inRow(analysis: Analysis, range: Range, name: string): string {
  return analysis.tree.lines[range.start.line]?.kind === 'bar' ? escapeCell(name) : name;
}

function occurrences(analysis: Analysis, name: string, where: (line: Line) => boolean): Range[] {
  const found: Range[] = [];
  analysis.tree.lines.forEach((line, at) => {
    if (!where(line)) return;
    for (let from = line.text.indexOf(name); from >= 0; from = line.text.indexOf(name, from + name.length)) {
      found.push(rangeOf(at, from, from + name.length));
    }
  });
  return found;
}
