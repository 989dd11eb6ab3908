/** Empty tables as their forms describe them: heading, property line, header, delimiter row, the rows that every report has. */

import type { Analysis } from '../analysis/analysis.ts';
import { UNITS } from '../base/amount.ts';
import { applyEdits } from '../base/edits.ts';
import { KEY, keyLine, numbered, USUAL_UNIT } from '../base/keys.ts';
import { largest } from '../base/lists.ts';
import { isOwed } from '../reference/forms.ts';
import { builtInReference } from '../reference/index.ts';
import type { Form, FormColumn, FormPanel, FormRow } from '../reference/types.ts';
import { analyse } from '../rules/analyse.ts';
import type { Line } from '../syntax/line.ts';
import { formatDocument } from './format.ts';
import { type PrintedCell, type PrintedFor, printedRows } from './printed-form.ts';

/** The forms that a report of its kind owes and does not have, in the order of their numbers. */
export function missingForms(analysis: Analysis): Form[] {
  const { front, tables } = analysis.report;
  const present = new Set(tables.flatMap(({ table: { form } }) => [form?.id, form?.serves]));
  return analysis.reference.forms.forms.filter((f) => !present.has(f.id) && isOwed(f, front)).sort(byNumber);
}

export function byNumber(a: Form, b: Form): number {
  return (a.number ?? '99').localeCompare(b.number ?? '99') || (a.id < b.id ? -1 : 1);
}

/** A table without figures, heading included. */
export function tableSkeleton(analysis: Analysis, form: Form, eol: string): string {
  return `${'#'.repeat(tableLevel(analysis))} ${form.title}${eol}${skeletonBody(analysis, form, eol)}`;
}

/** What stands under the heading of a table without figures. */
export function skeletonBody(analysis: Analysis, form: Form, eol: string): string {
  const { reference, report } = analysis;
  const rows = skeletonRows(form, { reference, year: report.front.year });
  const lines = [propertyLine(analysis, form), ...(rows.length > 0 ? ['', ...rows] : [])];
  return lines.join(eol) + eol;
}

/**
 * The header, the delimiter row and the rows that every report has, laid out, without figures; none of a free form.
 * @param given with it, as the form is printed: all official rows of the year, 行次 and 栏次
 */
export function skeletonRows(form: Form, given?: PrintedFor): string[] {
  const grid = given && form.print ? printedRows(form.print, given) : gridOf(form);
  const [header, ...body] = grid;
  if (!header) return [];
  const rows = [
    bar(header),
    `| ${header.map((c) => (c.value ? '---:' : '---')).join(' | ')} |`,
    ...body.map(bar),
  ];
  const text = rows.join('\n');
  return applyEdits(text, formatDocument(analyse(text))).split('\n');
}

/** `公开NN表    金额单位：万元` */
export function propertyLine(analysis: Analysis, form: Form | undefined): string {
  const power = analysis.report.front.moneyUnit ?? 4;
  const unit = Object.entries(UNITS).find(([, p]) => p === power)?.[0] ?? USUAL_UNIT;
  return (form?.number ? `${numbered(form.number)}    ` : '') + keyLine(KEY.moneyUnit, unit);
}

/** The level that headings of tables have in the report. */
export function tableLevel(analysis: Analysis): number {
  const titled = analysis.report.tables.find((t) => t.section && t.section.text === t.table.title);
  return titled?.section?.level ?? 2;
}

/** The first line behind the tables that a form's number comes after; before the first table otherwise. */
export function placeOf(analysis: Analysis, form: Form): number {
  const { tables, tree } = analysis.report;
  const before = tables.filter((t) => t.table.form && byNumber(t.table.form, form) < 0);
  const last = before.at(-1);
  if (last) {
    let line = last.line + last.table.block.lines.length;
    // Own equations under the table stay with it.
    for (let at = line; at < tree.lines.length; at++) {
      const { kind } = tree.lines[at] as Line;
      if (kind === 'formula') line = at + 1;
      else if (kind !== 'blank' && kind !== 'comment') break;
    }
    return line;
  }
  const first = tables[0];
  return first ? (first.section?.line ?? first.line) : tree.lines.length;
}

/** How the column of the names of rows is called. */
const item = (): string => builtInReference().vocabulary.panelStart[0] ?? '';

const label = (text: string): PrintedCell => ({ text, value: false });
const value = (text = ''): PrintedCell => ({ text, value: true });

function bar(cells: readonly PrintedCell[]): string {
  return `| ${cells.map((c) => c.text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function gridOf(form: Form): PrintedCell[][] {
  switch (form.structure) {
    case 'tree':
      return treeOf(form);
    case 'rows':
      return panelsOf(form);
    case 'grid':
      return itemsOf(form);
    case 'free':
      return [];
  }
}

function treeOf(form: Form): PrintedCell[][] {
  const panel = form.panels[0];
  if (!panel) return [];
  const columns = columnsOf(form, panel);
  const rows = (panel.rows ?? []).filter((r) => r.required);
  const { codeContaining, name } = builtInReference().vocabulary;
  return [
    [label(codeContaining[0] ?? ''), label(name[0] ?? ''), ...columns.map((c) => value(c.id))],
    ...rows.map((r) => [label(r.id), label(''), ...columns.map(() => value())]),
  ];
}

/** Panels stand side by side; the shorter one is blank at its end. */
function panelsOf(form: Form): PrintedCell[][] {
  const several = form.panels.length > 1;
  const panels = form.panels.map((panel) => {
    const columns = columnsOf(form, panel);
    const head = [
      label(several ? `${panel.id}/${item()}` : item()),
      ...columns.map((c) => value(several ? `${panel.id}/${c.id}` : c.id)),
    ];
    return { head, columns, rows: rowsOf(form, panel) };
  });
  const height = largest(
    panels.map((p) => p.rows.length),
    0,
  );
  const lines: PrintedCell[][] = [panels.flatMap((p) => p.head)];
  for (let i = 0; i < height; i++) {
    lines.push(panels.flatMap((p) => [label(p.rows[i]?.id ?? ''), ...p.columns.map(() => value())]));
  }
  return lines;
}

function itemsOf(form: Form): PrintedCell[][] {
  const panel = form.panels[0];
  if (!panel) return [];
  const columns = columnsOf(form, panel);
  return [
    [label(item()), ...columns.map((c) => value(c.id))],
    ...rowsOf(form, panel).map((r) => [label(r.id), ...columns.map(() => value())]),
  ];
}

/** The columns that the form's own equations speak of, and those that it requires, but those of some places only. */
function columnsOf(form: Form, panel: FormPanel): FormColumn[] {
  return panel.columns.filter((c) => !c.ofWhich && !c.unnamed && (c.required || isNamed(form, c)));
}

function rowsOf(form: Form, panel: FormPanel): FormRow[] {
  const rows = (panel.rows ?? []).filter(
    (r) => (r.required || isNamed(form, r)) && (!r.partOf || form.structure === 'grid'),
  );
  // `财政拨款收入` stands for older reports that print one row where others print a row a fund.
  return rows.filter(
    (r) => r.required || rows.filter((other) => other !== r && other.id.endsWith(r.id)).length < 2,
  );
}

function isNamed(form: Form, item: FormColumn | FormRow): boolean {
  const groups = item.group === undefined ? [] : typeof item.group === 'string' ? [item.group] : item.group;
  return (form.relations ?? []).some((relation) => {
    const text = relation.rows ?? relation.columns ?? '';
    if (text === '') return false;
    const names = text.split(/[\s=≥≤+*()-]+/);
    return names.includes(item.id) || groups.some((g) => names.includes(`Σ${g}`));
  });
}
