/**
 * What stands at a range, in the words of the report: by these a finding is named where lines are of no use, and
 * recognised in the next version of the report.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { type Finding, orderedFindings } from '../analysis/types.ts';
import { foldName, leadingNumber } from '../base/fold.ts';
import type { Range } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { cellAt, tableAt } from './place.ts';

export interface Whereabouts {
  /** The title of the table, and the id of its form. */
  readonly table?: string;
  readonly form?: string;
  /** The row as printed, and its code. */
  readonly row?: string;
  readonly code?: string;
  /** The header over the cell, outermost part first. */
  readonly column?: string;
  /** The sentence, outside of rows. */
  readonly sentence?: string;
  /** The innermost heading above it. */
  readonly section?: string;
}

/** What stands at a range. */
export function whereaboutsOf(analysis: Analysis, { start, end }: Range): Whereabouts {
  const { line, character } = start;
  const section = analysis.report.allSections.filter((s) => line >= s.line && line < s.end).at(-1)?.text;
  const told = section === undefined ? {} : { section };
  const placed = tableAt(analysis, line);
  if (!placed) {
    const titled = analysis.report.tables.find((t) => t.table.context.titleLine === line);
    if (titled) return { ...told, ...nameOf(titled.table) };
    const sentence = sentenceAt(analysis.tree.lines[line]?.text ?? '', character);
    return sentence === '' ? told : { ...told, sentence };
  }
  const cell = cellAt(analysis, start);
  const note = cell ? '' : sentenceAt(analysis.tree.lines[line]?.text ?? '', character);
  const row = cell?.panelRow ?? cell?.rows[0];
  const whole = end.line > line || (cell !== undefined && end.character > cell.cell.to);
  return {
    ...told,
    ...nameOf(placed.table),
    ...(row && row.label !== '' ? { row: row.label } : {}),
    ...(row?.code === undefined ? {} : { code: row.code }),
    ...(note === '' ? {} : { sentence: note }),
    ...(cell?.column && !whole ? { column: cell.column.path.join(' / ') } : {}),
  };
}

function nameOf({ title, form }: { title: string; form: { id: string } | undefined }): Whereabouts {
  return { ...(title === '' ? {} : { table: title }), ...(form ? { form: form.id } : {}) };
}

/** The sentence of a line that a character stands in. */
function sentenceAt(line: string, character: number): string {
  let from = 0;
  for (const match of line.matchAll(/[。；！？;]/g)) {
    const to = match.index + 1;
    if (to > character) return line.slice(from, to).trim();
    from = to;
  }
  return line.slice(from).trim();
}

/** What a finding is known by over versions of a report: its rule, and where it stands, but for lines, pages and figures. */
export function findingKey(rule: RuleId, at: Whereabouts): string {
  const place =
    at.table !== undefined || at.form !== undefined
      ? [at.form ?? foldName(at.table ?? ''), at.code ?? foldName(at.row ?? ''), foldName(at.column ?? '')]
      : [skeletonOf(at.section ?? '')];
  return [rule, ...place, ...(at.sentence === undefined ? [] : [skeletonOf(at.sentence)])].join('|');
}

/** A finding, where it stands in words, and what it is known by. */
export interface NamedFinding {
  readonly finding: Finding;
  readonly at: Whereabouts;
  readonly key: string;
}

/** The findings of an analysis by position, then rule; those of one key are told apart by their order. */
export function namedFindings(analysis: Analysis): NamedFinding[] {
  const seen = new Map<string, number>();
  return orderedFindings(analysis.findings).map((finding) => {
    const at = whereaboutsOf(analysis, finding.range);
    const key = findingKey(finding.rule, at);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { finding, at, key: count === 1 ? key : `${key}#${count}` };
  });
}

/** A sentence without its number and its figures, which a correction changes. */
function skeletonOf(sentence: string): string {
  const text = foldName(sentence);
  return text
    .slice(leadingNumber(text).length)
    .replace(/[\d.,%]+/g, '#')
    .replace(/[-+−#]+/g, '#');
}
