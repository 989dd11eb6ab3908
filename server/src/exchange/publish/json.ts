/**
 * A report as JSON for other programs: what it says (title, sections, tables cell by cell, notes, charts), what must
 * hold between its figures and whether it does, and what was found. The shape is docs/schema/report.schema.json.
 * Amounts are texts, so that no reader makes floating point of them unasked.
 */
import { UNITS } from '../../base/amount.ts';
import type { Analysis, Part, PublishedRow, PublishedTable, Range, Run } from '../../service.ts';
import { publish, textOfRuns } from '../../service.ts';
import { noStep, type Step } from './step.ts';

type Relation = Analysis['graph']['relations'][number];
type Figure = NonNullable<Relation['total']>;
type Term = Extract<Relation, { shape: 'linear' }>['left'][number];

/** The file's text. */
export async function toJson(analysis: Analysis, step: Step = noStep): Promise<string> {
  const { front } = analysis.report;
  const publication = publish(analysis);
  const places = new Places(analysis);
  const { relations, outcomes } = analysis.graph;
  const made: unknown[] = [];
  for (const [i, relation] of relations.entries()) {
    const outcome = outcomes.get(relation);
    if (outcome && outcome.state !== 'notApplicable') made.push(relationOf(relation, outcome, places));
    if (i % 200 === 0) await step(i, relations.length);
  }
  const coverage = analysis.coverage;
  const json = {
    version: 1,
    title: publication.title,
    ...defined({ unit: front.unit, year: front.year, kind: front.kind, nature: front.nature }),
    ...defined({ moneyUnit: unitName(front.moneyUnit) }),
    parts: publication.parts.map((part, i) => partOf(part, i)),
    relations: made,
    findings: analysis.findings.map((f) => ({
      rule: f.rule,
      severity: f.severity,
      range: f.range,
      message: f.message,
      ...defined({ printed: f.printed, expected: f.expected }),
      related: f.related.map(({ range, message, path }) => ({ range, message, ...defined({ path }) })),
    })),
    coverage: {
      passed: coverage.passed,
      rounding: coverage.rounding,
      broken: coverage.broken,
      notApplicable: coverage.notApplicable,
      notChecked: coverage.notChecked.map(({ check, reason }) => ({ check, reason })),
    },
  };
  return `${JSON.stringify(json, undefined, 1)}\n`;
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)) as Partial<T>;
}

function unitName(power: number | undefined): string | undefined {
  return Object.entries(UNITS).find(([, p]) => p === power)?.[0];
}

function range(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

function partOf(part: Part, index: number): object {
  const at = { id: `p${index + 1}`, line: part.line };
  switch (part.kind) {
    case 'heading':
      return { kind: 'heading', ...at, level: part.level, text: textOfRuns(part.runs) };
    case 'paragraph':
      return { kind: 'paragraph', ...at, text: textOfRuns(part.runs) };
    case 'chart':
      return {
        kind: 'chart',
        ...at,
        text: textOfRuns(part.runs),
        ...('chart' in part.result ? { chart: part.result.chart } : {}),
      };
    case 'table':
      return tableOf(part, at);
  }
}

function tableOf(table: PublishedTable, at: object): object {
  const plain = (runs: readonly Run[]) => textOfRuns(runs);
  return {
    kind: 'table',
    ...at,
    title: table.title,
    ...defined({ form: table.form }),
    properties: table.properties.map((p) => ({ role: p.role, text: plain(p.runs) })),
    columns: table.columns.map((c) => ({ role: c.role })),
    header: table.rows.slice(0, table.headRows).map(rowOf),
    rows: table.rows.slice(table.headRows).map(rowOf),
    notes: table.notes.map((n) => plain(n.runs)),
  };
}

function rowOf(row: PublishedRow): object {
  return {
    role: row.role,
    line: row.line,
    cells: row.cells.map((c) => ({
      text: textOfRuns(c.runs),
      column: c.column,
      ...(c.colspan > 1 ? { colspan: c.colspan } : {}),
      ...(c.rowspan > 1 ? { rowspan: c.rowspan } : {}),
      ...(c.number ? { number: c.number.text, numberKind: c.number.kind } : {}),
      range: range(c.line, c.start, c.end),
    })),
  };
}

/** Where figures stand. */
class Places {
  private readonly foreign: Analysis['graph']['foreign'];

  constructor(private readonly analysis: Analysis) {
    this.foreign = analysis.graph.foreign;
  }

  of(figure: Figure): object {
    const { block } = figure.owner;
    const other = this.foreign.get(block);
    const line = (other?.report ?? this.analysis.report).lineOf(block) + figure.span.line;
    return {
      text: figure.raw,
      ...(figure.kind === 'money' ? defined({ unit: unitName(figure.unit) }) : {}),
      range: range(line, figure.span.start, figure.span.end),
      ...(other ? { path: other.path } : {}),
    };
  }
}

function relationOf(
  relation: Relation,
  outcome: { readonly state: string; readonly reason?: string | undefined },
  places: Places,
): object {
  const terms = (list: readonly Term[]) =>
    list.map(({ figure, factor }) => ({
      ...places.of(figure),
      ...(factor === 1n ? {} : { factor: String(factor) }),
    }));
  const shape =
    relation.shape === 'linear'
      ? { left: terms(relation.left), right: terms(relation.right) }
      : relation.shape === 'ratio'
        ? {
            rate: places.of(relation.rate),
            numerator: terms(relation.numerator),
            denominator: terms(relation.denominator),
          }
        : { left: terms(relation.left), factors: relation.factors.map(terms) };
  return {
    rule: relation.rule,
    id: relation.id,
    op: relation.op,
    text: relation.text,
    state: outcome.state,
    ...defined({ reason: outcome.reason }),
    shape: relation.shape,
    ...shape,
  };
}
