/** New reports: laid out as a place lays them out, or like a report that is there, without its figures. */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import { KEY, keyLine, MARK, SCOPE, type Scope, titleOf } from '../base/keys.ts';
import { append } from '../base/lists.ts';
import { message } from '../messages/index.ts';
import { inYears, isOwed } from '../reference/forms.ts';
import { builtInReference, type Reference } from '../reference/index.ts';
import type { Outline, ReportKind } from '../reference/types.ts';
import { cellsOf, type Line } from '../syntax/line.ts';
import type { PlacedBlock } from '../syntax/tree.ts';
import { lastReports } from './next-year.ts';
import { byNumber, skeletonRows } from './skeleton.ts';

/** What stands over a paragraph with numbers that was taken over: a person must look at them. */
const COPIED = `// ${keyLine(MARK.todo, message('zh', 'report.copied'))}`;

/** A layout to choose from. */
export interface OutlineChoice {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly kind: ReportKind;
}

/** What a new report is to be. */
export interface NewReportWishes {
  /** Id of a layout. */
  readonly outline: string;
  readonly year: number;
  /** Whose report: a department's with its units, or a single unit's. */
  readonly scope: Scope;
  readonly unit: string;
  readonly moneyUnit: string;
}

export interface NewReport {
  /** A name for the file, without a folder. */
  readonly name: string;
  readonly text: string;
}

/** The layouts that a new report can have. */
export function outlineChoices(): OutlineChoice[] {
  return builtInReference().outlines.map(({ id, title, detail, kind }) => ({ id, title, detail, kind }));
}

/**
 * A report without figures; undefined where the layout is not known.
 * @param reference with the forms of the folder that it is for, of which those that are owed belong into it too
 */
export function newReport(
  wishes: NewReportWishes,
  reference: Reference = builtInReference(),
): NewReport | undefined {
  const outline = reference.outlines.find((o) => o.id === wishes.outline);
  if (!outline) return undefined;
  const { year, scope, unit, moneyUnit } = wishes;
  const texts = { 年: String(year), 单位: unit, 对象: scope, 金额单位: moneyUnit };
  const lines = [
    keyLine(KEY.title, titleOf(year, unit, scope + outline.kind)),
    keyLine(KEY.unit, unit),
    keyLine(KEY.year, year),
    keyLine(KEY.kind, outline.kind),
    keyLine(KEY.moneyUnit, moneyUnit),
    '',
  ];
  for (const part of outline.parts) {
    if ('heading' in part) {
      lines.push(`${'#'.repeat(part.level ?? 1)} ${fill(part.heading, texts)}`, '');
      continue;
    }
    tablesOf(reference, outline, part.tables, year).forEach(({ form, title }, index) => {
      const own = {
        ...texts,
        表名: titleFor(reference, form.id, title, scope),
        序: String(index + 1),
        号: String(index + 1).padStart(2, '0'),
      };
      lines.push(`## ${fill(outline.tableHeading ?? '{表名}', own)}`, fill(outline.property, own), '');
      append(lines, [...skeletonRows(form, { reference, year }), '']);
    });
  }
  return { name: fileName(unit, year, outline.kind), text: lines.join('\n') };
}

function tablesOf(
  reference: Reference,
  outline: Outline,
  tables: 'owed' | readonly { readonly form: string; readonly title?: string }[],
  year: number,
) {
  const { forms } = reference;
  if (tables === 'owed') {
    return forms.forms
      .filter((f) => isOwed(f, { kind: outline.kind, year }))
      .sort(byNumber)
      .map((form) => ({ form, title: form.title }));
  }
  return tables.flatMap(({ form: id, title }) => {
    const form = forms.get(id);
    return form && inYears(form.years, year) ? [{ form, title: title ?? form.title }] : [];
  });
}

/** A unit's table is called 单位…表, wherever the form knows that name. */
function titleFor(reference: Reference, form: string, title: string, scope: Scope): string {
  if (scope === SCOPE.department) return title;
  const own = title.replace(SCOPE.department, SCOPE.unit);
  return reference.forms.match(own, undefined, undefined).some((m) => m.form.id === form && m.by === 'title')
    ? own
    : title;
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\p{Script=Han}+)\}/gu, (whole, key: string) => values[key] ?? whole);
}

/** A name that every system takes. */
function fileName(unit: string, year: number, kind: string): string {
  const name = `${unit}${year}${kind}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '').trim();
  return `${name || kind}.disclosure`;
}

/**
 * Next year's report: headings, tables with their headers and row names, own formulas, duties and offices (概况) and the
 * 名词解释 of this one; no figure of a table and no other sentence of it.
 * @param lastYear path of this one, which the new one names as its 上年
 */
export function reportLike(analysis: Analysis, year: number, lastYear: string | undefined): NewReport {
  const { report, tree } = analysis;
  const { front } = report;
  const shift = front.year === undefined ? 0 : year - front.year;
  const later = (text: string) =>
    shift === 0 ? text : text.replace(/(?<!\d)20\d\d(?!\d)/g, (digits) => String(Number(digits) + shift));
  const explained = new Set(report.glossary.map((item) => item.line));
  const lasting = new Set(
    analysis.prose.paragraphs.filter((p) => p.topic?.overview).flatMap((p) => p.blocks),
  );
  const words = analysis.reference.vocabulary.emptyTable;
  const lines: string[] = [];
  for (const placed of tree.blocks) {
    const { block, line } = placed;
    switch (block.kind) {
      case 'front':
        append(lines, frontOf(analysis, placed, { year, lastYear, later }));
        break;
      case 'heading':
        append(
          lines,
          block.lines.map((l) => later(l.text)),
        );
        break;
      case 'table':
        append(
          lines,
          tableOf(analysis, placed, later, (note) => words.some((w) => note.includes(w))),
        );
        break;
      case 'formula':
        append(
          lines,
          block.lines.map((l) => l.text),
        );
        break;
      case 'paragraph':
        if (lasting.has(block) && block.lines.some((l) => /[\d０-９]/.test(stripNumber(foldName(l.text)))))
          lines.push(COPIED);
        if (lasting.has(block) || block.lines.some((_, i) => explained.has(line + i)))
          append(
            lines,
            block.lines.map((l) => l.text),
          );
        break;
      default:
        lines.push('');
    }
  }
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  const kind = front.kind ?? '';
  return { name: fileName(front.unit ?? '', year, kind || '报告'), text: `${text.trimEnd()}\n` };
}

/** The year of the new report, the path of this one, and a text with its years moved on. */
interface NextYear {
  readonly year: number;
  readonly lastYear: string | undefined;
  later(text: string): string;
}

function frontOf(analysis: Analysis, { block }: PlacedBlock, { year, lastYear, later }: NextYear): string[] {
  const lines: string[] = [];
  for (const { text, kind } of block.lines) {
    const key = /^\s*([^：:]+)[：:]/.exec(text)?.[1]?.trim();
    if (kind === 'comment' || key === KEY.lastYear) continue;
    if (key === KEY.year) lines.push(keyLine(KEY.year, year));
    // The units' reports of the new year are other files, and it has yet to be written.
    else if (key === KEY.units || key === KEY.status) continue;
    // The budget of the new year is another file, called alike; one without its year in its name is this year's.
    else if (key === KEY.budget) append(lines, later(text) === text ? [] : [later(text)]);
    else lines.push(key === KEY.title ? later(text) : text);
  }
  if (analysis.report.front.year === undefined) lines.push(keyLine(KEY.year, year));
  if (lastYear !== undefined) lines.push(keyLine(KEY.lastYear, lastReports(analysis, lastYear)));
  return lines;
}

function tableOf(
  analysis: Analysis,
  { block, line }: PlacedBlock,
  later: (text: string) => string,
  saysEmpty: (note: string) => boolean,
): string[] {
  const table = analysis.report.tables.find((t) => t.line === line)?.table;
  const header = new Set(table?.headerLines);
  const role = new Map(table?.columns.map((c) => [c.index, c.role]));
  const counts = new Set(['code', 'ordinal', 'line-number']);
  const stays = (index: number, text: string) =>
    counts.has(role.get(index) ?? '') ||
    !(role.get(index) === 'value' || role.get(index) === 'percent' || /\d[.．]\d/.test(text));
  return block.lines.flatMap((own, i) => {
    switch (block.roles[i]) {
      case 'row':
        return [header.has(i) ? later(own.text) : withoutAmounts(own, stays)];
      case 'note':
        return saysEmpty(own.text) ? [] : [later(own.text)];
      case 'comment':
        return [];
      default:
        return [later(own.text)];
    }
  });
}

/** A row with the cells that do not stay made blank. */
function withoutAmounts(line: Line, stays: (index: number, text: string) => boolean): string {
  let text = line.text;
  for (const [index, cell] of [...cellsOf(line).entries()].reverse()) {
    if (!stays(index, cell.text)) text = text.slice(0, cell.start) + text.slice(cell.end);
  }
  return text;
}
