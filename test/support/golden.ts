/**
 * Goldens: what every stage makes of a text, written out, beside what was recorded. `UPDATE=1` rewrites the records;
 * on a machine that only checks (`CI`) they are compared and never written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import type { Range } from '../../server/src/base/range.ts';
import type { Section } from '../../server/src/model/report.ts';
import type { CellFigure, PanelRow, TableModel } from '../../server/src/model/types.ts';
import { tokensOf } from '../../server/src/syntax/line.ts';
import { dumpRelations, dumpVerdicts } from './golden-graph.ts';
import { dumpEvents, dumpProseTokens, dumpStatements } from './golden-prose.ts';

const rewriting = process.env.UPDATE === '1' && !process.env.CI;

/** Compares a text with its record. A record that does not exist yet is written, but never where only checking is meant. */
export function expectGolden(path: string, actual: string): void {
  const text = actual.endsWith('\n') ? actual : `${actual}\n`;
  if (rewriting || (!existsSync(path) && !process.env.CI)) {
    writeFileSync(path, text);
    return;
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '(no record)');
}

/** How a stage is written out; without places, two texts that differ by them alone give one dump. */
export interface DumpOptions {
  readonly places?: boolean;
}

const quote = (text: string) => JSON.stringify(text);

function at(range: Range, { places = true }: DumpOptions): string {
  const { start, end } = range;
  const lines = start.line === end.line ? `${start.line + 1}` : `${start.line + 1}-${end.line + 1}`;
  if (!places) return lines;
  return start.line === end.line
    ? `${start.line + 1}:${start.character}-${end.character}`
    : `${start.line + 1}:${start.character}-${end.line + 1}:${end.character}`;
}

/** Lines and their tokens. */
export function dumpTokens(analysis: Analysis, { places = true }: DumpOptions = {}): string {
  return analysis.tree.lines
    .map((line, i) => {
      const tokens = tokensOf(line)
        .filter((t) => places || (t.kind !== 'eol' && t.kind !== 'bom'))
        .map((t) => {
          const content = t.kind === 'eol' ? line.eol : line.text.slice(t.start, t.end);
          return places ? `${t.start}-${t.end} ${t.kind} ${quote(content)}` : `${t.kind} ${quote(content)}`;
        });
      return [`${i + 1} ${line.kind}`, ...tokens.map((t) => `  ${t}`)].join('\n');
    })
    .join('\n');
}

/** Blocks, and the role of each of their lines. */
export function dumpTree(analysis: Analysis): string {
  return analysis.tree.blocks
    .map(({ block, line }) =>
      [
        `${line + 1} ${block.kind}`,
        ...block.lines.map((l, i) => `  ${block.roles[i]} ${quote(l.text.replace(/^\ufeff/, ''))}`),
      ].join('\n'),
    )
    .join('\n');
}

function dumpSections(sections: readonly Section[], indent = '  '): string[] {
  return sections.flatMap((s) => [
    `${indent}${s.line + 1}-${s.end} ${s.text}`,
    ...dumpSections(s.children, `${indent}  `),
  ]);
}

function dumpCell(figure: CellFigure): string {
  const { state, raw, kind, decimals, half } = figure;
  if (state === 'blank') return '·';
  if (state !== 'amount') return `${state}(${raw})`;
  return `${raw}${kind === 'money' ? '' : `:${kind}`}/${decimals}${half === 0n ? '!' : ''}`;
}

function dumpRow(row: PanelRow): string {
  const facts = [
    `L${row.line + 1}`,
    row.role,
    row.code ?? '',
    quote(row.label),
    row.lineNumber === undefined ? '' : `#${row.lineNumber}`,
    row.form ? `= ${row.form.id}` : '',
    row.classCode && row.classCode !== row.code ? `类 ${row.classCode}` : '',
    row.groups.length > 0 ? `Σ ${row.groups.join(',')}` : '',
    row.partOf ? `< ${row.partOf.label}` : '',
    row.unit ? `in ${row.unit.label}` : '',
    row.reliable ? '' : 'unreliable',
  ].filter((t) => t !== '');
  return `${facts.join(' ')} | ${[...row.cells.values()].map(dumpCell).join(' | ')}`;
}

function dumpTable(table: TableModel, line: number): string[] {
  const facts = [
    quote(table.title),
    table.number === undefined ? '' : `公开${table.number}`,
    table.form ? `${table.form.id} by ${table.formReason.by}` : 'no form',
    `unit ${table.unit}${table.unitKnown ? '' : '?'}`,
    table.year === undefined ? '' : `year ${table.year}`,
    table.dialect,
    table.empty ? 'empty' : '',
  ].filter((t) => t !== '');
  return [
    `table ${line + 1} ${facts.join(' ')}`,
    ...table.panels.flatMap((p) => [
      `  panel ${[p.form?.id, p.catalogue].filter(Boolean).join(' ')}`,
      ...p.columns.map((c) => {
        const more = [
          c.role,
          c.number === undefined ? '' : `#${c.number}`,
          c.form ? `= ${c.form.id}` : '',
          c.role === 'value' ? `unit ${c.unit}/${c.decimals}` : '',
          c.ofWhich ? '其中' : '',
          c.count && c.role === 'value' ? 'count' : '',
        ].filter((t) => t !== '');
        return `    ${quote(c.path.join('/'))} ${more.join(' ')}`;
      }),
    ]),
    ...table.rows.map((r) => `  ${r.panel.index} ${dumpRow(r)}`),
    ...[...(table.grid ?? [])].map(
      ([item, measures]) =>
        `  grid ${item}: ${[...measures].map(([m, f]) => `${m} ${dumpCell(f)}`).join(', ')}`,
    ),
    ...table.notes.map(
      (n) =>
        `  note L${n.line + 1} ${quote(n.text)}${n.formulas
          .map(
            (f) =>
              ` [${f.target}${f.kind === 'row' ? '行' : '栏'}${f.misprint ? '—' : '='}${f.terms
                .map((t) => (t.negative ? '-' : '+') + t.number)
                .join('')}]`,
          )
          .join('')}`,
    ),
    ...table.missingColumns.map((c) => `  missing ${c.id}`),
    ...table.issues.map(
      (i) => `  issue ${i.rule} ${i.what} L${i.span.line + 1} ${quote(JSON.stringify(i.data))}`,
    ),
  ];
}

/** The report model. */
export function dumpReport(analysis: Analysis): string {
  const { front, sections, tables, glossary, waivers, formulas } = analysis.report;
  return [
    'front',
    ...front.entries.map((e) => `  ${e.key}${e.known ? '' : '?'} ${quote(e.value)}`),
    `  → ${[front.kind, front.year, front.unit, front.moneyUnit, front.nature].map((v) => v ?? '–').join(' ')}`,
    'sections',
    ...dumpSections(sections),
    ...tables.flatMap((t) => dumpTable(t.table, t.line)),
    ...glossary.map((g) =>
      `term ${g.line + 1} ${quote(g.term)} ${quote(g.definition)} ${g.codePath?.join('>') ?? ''}`.trim(),
    ),
    ...waivers.map(
      (w) =>
        `waiver ${w.line + 1} ${w.syntax.rule} ${w.file ? '全文' : `${w.from + 1}-${w.to + 1}`} ${quote(w.syntax.reason)}`,
    ),
    ...formulas.map(
      (f) => `formula ${f.line + 1} ${quote(f.text.trim())} in ${quote(f.table?.table.title ?? '')}`,
    ),
  ].join('\n');
}

function dumpFinding(finding: Finding, options: DumpOptions): string[] {
  const { printed, expected } = finding;
  return [
    `${at(finding.range, options)} ${finding.severity} ${finding.rule}${
      printed === undefined ? '' : ` ${quote(printed)}`
    }${expected === undefined ? '' : ` → ${quote(expected)}`}`,
    `  ${finding.message}`,
    ...finding.related.map((r) => `  @ ${at(r.range, options)} ${r.message}`),
    ...finding.fixes.map(
      (f) =>
        `  fix${f.preferred ? '*' : ''}${f.safe ? ' safe' : ''} ${f.title}: ${f.edits
          .map((e) => `${at(e.range, options)} ${quote(e.newText)}`)
          .join('; ')}`,
    ),
  ];
}

/** Findings with their related places and fixes, and the coverage. */
export function dumpFindings(analysis: Analysis, options: DumpOptions = {}): string {
  const { passed, rounding, broken, notApplicable, notChecked } = analysis.coverage;
  return [
    ...analysis.findings.flatMap((f) => dumpFinding(f, options)),
    `coverage: ${passed} passed, ${rounding} rounding, ${broken} broken, ${notApplicable} not applicable`,
    ...notChecked.map((n) => `  not checked ${n.range ? at(n.range, options) : '–'} ${n.check}: ${n.reason}`),
  ].join('\n');
}

/** The stages, by the ending of their records. */
export const STAGES: Readonly<Record<string, (analysis: Analysis, options?: DumpOptions) => string>> = {
  tokens: dumpTokens,
  tree: dumpTree,
  report: dumpReport,
  'prose-tokens': dumpProseTokens,
  events: dumpEvents,
  statements: dumpStatements,
  relations: (analysis) => dumpRelations(analysis),
  verdicts: dumpVerdicts,
  findings: dumpFindings,
};
