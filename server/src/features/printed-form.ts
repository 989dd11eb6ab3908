/** Tables as they are printed before they are filled in: all official rows of the year, with 行次 and 栏次. */
import { append, largest } from '../base/lists.ts';
import { inYears } from '../reference/forms.ts';
import { builtInReference, type Reference } from '../reference/index.ts';
import type { Catalogue, CodeEntry, PrintedForm, PrintedItem, PrintedPanel } from '../reference/types.ts';
import { chineseNumber } from './chinese-number.ts';

/** What it depends on beside the form. */
export interface PrintedFor {
  readonly reference: Reference;
  readonly year: number | undefined;
}

/** A cell, and whether it holds an amount. */
export interface PrintedCell {
  readonly text: string;
  readonly value: boolean;
}

interface Panel {
  readonly head: readonly string[];
  readonly columns: readonly string[];
  /** Labels of each row: code and name where the panel has both. */
  readonly rows: readonly (readonly string[])[];
  readonly foot: readonly (readonly string[])[];
}

/** Header first. */
export function printedRows(print: PrintedForm, given: PrintedFor): PrintedCell[][] {
  const panels = print.panels.map((panel) => panelOf(panel, given));
  const top = largest(
    panels.map((p) => p.rows.length),
    0,
  );
  const foot = largest(
    panels.map((p) => p.foot.length),
    0,
  );
  const height = top + foot;
  const lines = [
    panels.flatMap((p) => [...p.head.map(text), ...p.columns.map((c) => ({ text: c, value: true }))]),
  ];
  if (print.columnNumbers) lines.push(columnNumbers(panels));
  for (let i = 0; i < height; i++) {
    lines.push(
      panels.flatMap((panel, p) => {
        const labels = i < top ? panel.rows[i] : panel.foot[i - height + panel.foot.length];
        return rowOf(panel, labels ?? [], p * height + i + 1);
      }),
    );
  }
  return lines;
}

function text(content: string): PrintedCell {
  return { text: content, value: false };
}

function isLineNumber(name: string): boolean {
  return builtInReference().vocabulary.lineNumber.some((word) => name.endsWith(word));
}

function rowOf(panel: Panel, labels: readonly string[], line: number): PrintedCell[] {
  let next = 0;
  return [
    ...panel.head.map((name) => text(isLineNumber(name) ? String(line) : (labels[next++] ?? ''))),
    ...panel.columns.map(() => ({ text: '', value: true })),
  ];
}

function columnNumbers(panels: readonly Panel[]): PrintedCell[] {
  let number = 0;
  const [mark = ''] = builtInReference().vocabulary.columnNumberMark;
  return panels.flatMap((p) => [
    ...p.head.map((_, i) => text(i === 0 ? mark : '')),
    ...p.columns.map(() => text(String(++number))),
  ]);
}

function panelOf(panel: PrintedPanel, given: PrintedFor): Panel {
  const labels = (items: readonly PrintedItem[]) => items.flatMap((item) => labelsOf(item, given));
  return {
    head: panel.head,
    columns: labels(panel.columns).map(([name = '']) => name),
    rows: labels(panel.rows),
    foot: labels(panel.foot ?? []),
  };
}

function labelsOf(item: PrintedItem, given: PrintedFor): (readonly string[])[] {
  if (typeof item === 'string') return [[item]];
  if (!inYears(item.years, given.year)) return [];
  const rows: (readonly string[])[] = item.label === undefined ? [] : [[item.label]];
  const classes = (item.classes ?? []).flatMap((code) => entryOf('functional', String(code), given) ?? []);
  append(
    rows,
    classes.map((entry, i) => [`${chineseNumber(i + 1)}、${entry.name}`]),
  );
  append(
    rows,
    (item.codes ?? []).flatMap((code) => withChildren(String(code), given)),
  );
  return rows;
}

function withChildren(code: string, given: PrintedFor): (readonly string[])[] {
  const own = entryOf('economic_department', code, given);
  if (!own) return [];
  const below = given.reference.codes.childrenOf('economic_department', code);
  return [own, ...below.filter((e) => e.basis !== 'doubtful' && isUsed(e, given.year))].map((e) => [
    e.code,
    e.name,
  ]);
}

function entryOf(catalogue: Catalogue, code: string, given: PrintedFor): CodeEntry | undefined {
  const entry = given.reference.codes.get(catalogue, code, given.year);
  return entry && isUsed(entry, given.year) ? entry : undefined;
}

/** Whether a code stands in the catalogue of the year; where no year is known, in today's. */
function isUsed(entry: CodeEntry, year: number | undefined): boolean {
  if (year === undefined) return entry.lastYear === undefined;
  return (entry.firstYear ?? year) <= year && year <= (entry.lastYear ?? year);
}
