/** Names of 类, 款 and 项 in sentences, against the rows that the tables print. */
import { foldName, leadingNumber } from '../base/fold.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import type { Report } from '../model/report.ts';
import type { PanelRow, TableModel } from '../model/types.ts';
import type { Reference } from '../reference/index.ts';
import { shortName } from './bind/names.ts';
import { measureOf } from './statement.ts';
import { placeOf } from './text.ts';
import type { ProseIssue, ProseSection, Statement } from './types.ts';

const LENGTHS: Readonly<Record<string, number>> = { 类: 3, 款: 5, 项: 7 };

/** What the names of a section's items show. */
export function itemNameIssues(section: ProseSection, report: Report, reference: Reference): ProseIssue[] {
  if (section.topic?.off) return [];
  const issues: ProseIssue[] = [];
  const told = new Set<string>();
  const items = section.statements.filter(
    (s) => s.kind === 'value' && !s.past && !s.inReason && s.subject && s.subject.path.length > 0,
  );
  const table = items.find((s) => s.figure?.binding.cell?.row.code !== undefined)?.figure?.binding.cell
    ?.owner;
  for (const s of items) {
    upperNames(s, told, issues);
    const found = table?.state === 'complete' ? noRow(s, report, reference) : undefined;
    const name = s.subject?.path.at(-1)?.name ?? '';
    if (found && !told.has(name)) issues.push(found);
    if (found) told.add(name);
  }
  return issues;
}

/** An upper name that is another than the table's for the code of the row. */
function upperNames(s: Statement, told: Set<string>, issues: ProseIssue[]): void {
  const cell = s.figure?.binding.cell;
  const code = cell?.row.code;
  if (!cell || !code || !s.subject) return;
  for (const { name: numbered, level } of s.subject.path.slice(0, -1)) {
    const name = numbered.slice(leadingNumber(foldName(numbered)).length);
    const own = code.slice(0, LENGTHS[level]);
    const printed = (own !== undefined && namedRows(cell.owner).get(own)) || [];
    const [first] = printed;
    if (!first || printed.some((r) => isLike(r.name, name))) continue;
    const { flat } = s.paragraph;
    const at = flat.text.indexOf(name, s.subject.start);
    const key = `${own}|${name}`;
    if (at < 0 || at >= s.subject.end || told.has(key)) continue;
    told.add(key);
    const place = placeOf(flat, { start: at, end: at + name.length });
    const label = first.label.replace(/\s+/g, '');
    issues.push({
      rule: 'code-name',
      what: 'sentence',
      ...place,
      data: { code: own, name, expected: label },
      printed: name,
      expected: label,
      mends: place.span.end - place.span.start === name.length ? [{ ...place, newText: label }] : undefined,
    });
  }
}

/** By the table, which stays the same object while its rows have the codes and names that they have. */
const named = new WeakMap<TableModel, ReadonlyMap<string, readonly PanelRow[]>>();

/** The rows of a table that have a name, by their code. */
function namedRows(table: TableModel): ReadonlyMap<string, readonly PanelRow[]> {
  return getOrMake(named, table, () => {
    const rows = new Map<string, PanelRow[]>();
    for (const row of table.rows) if (row.code !== undefined && row.name !== '') pushTo(rows, row.code, row);
    return rows;
  });
}

function isLike(a: string, b: string): boolean {
  const [x, y] = [shortName(a), shortName(foldName(b))];
  return x === y || (x.length >= 3 && y.length >= 3 && (x.includes(y) || y.includes(x)));
}

/** An amount of an item that no table has, in a section whose other items stand in a table that lacks nothing. */
function noRow(s: Statement, report: Report, reference: Reference): ProseIssue | undefined {
  const { figure, subject } = s;
  const last = subject?.path.at(-1);
  if (!figure || figure.binding.cell || figure.value === 0n || !last) return undefined;
  if (measureOf(s) !== ownMeasure(report)) return undefined;
  const codes = codesOf(last.name, LENGTHS[last.level] ?? 0, reference);
  if (codes.length === 0 || report.tables.some((t) => codes.some((c) => hasRow(t.table, c))))
    return undefined;
  return {
    rule: 'prose-figure',
    what: 'no-row',
    block: figure.owner.block,
    span: figure.span,
    data: { item: last.name, printed: figure.raw + figure.unitText },
    printed: figure.raw,
  };
}

function ownMeasure(report: Report): 'budget' | 'final' {
  return report.front.kind === '预算' ? 'budget' : 'final';
}

function codesOf(name: string, length: number, reference: Reference): string[] {
  const found = [name, `${name}支出`].flatMap((n) => reference.codes.named('functional', foldName(n)));
  return found.map((e) => e.code).filter((c) => c.length === length);
}

function hasRow(table: TableModel, code: string): boolean {
  return table.rows.some((r) => r.code === code || r.classCode === code);
}
