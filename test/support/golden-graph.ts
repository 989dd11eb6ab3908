/** Goldens of the graph: relations with how they came out and why, and whom the broken ones blame. */

import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { formatScaled, type Scaled } from '../../server/src/base/amount.ts';
import type { CellFigure, Figure } from '../../server/src/model/types.ts';
import { settle } from '../../server/src/relations/blame.ts';
import { isCell } from '../../server/src/relations/figure.ts';
import { figuresOf, type Relation, type Term } from '../../server/src/relations/types.ts';
import { columnName, nameOf, rowName, tableName } from './golden-names.ts';

const amount = (value: Scaled) => formatScaled(value, { decimals: 6, grouped: false, trim: true });

/** Nothing where it holds to the last digit. */
function outcome({ outcome: o }: Relation): string {
  switch (o?.state) {
    case 'exact':
      return '';
    case 'rounding':
      return ` ≈${amount(o.difference)}`;
    case 'broken':
      return ` ✗${amount(o.difference)}±${amount(o.slack)}`;
    case 'notApplicable':
      return ' –';
    default:
      return ` ?${o?.reason ?? ''}`;
  }
}

type Name = (figure: Figure) => string;

function sum(terms: readonly Term[], name: Name): string {
  if (terms.length === 0) return '0';
  return terms
    .map(({ figure, factor }, i) => {
      const sign = factor < 0n ? '-' : i > 0 ? '+' : '';
      const times = factor === 1n || factor === -1n ? '' : `${factor < 0n ? -factor : factor}×`;
      return `${sign}${times}${name(figure)}`;
    })
    .join('');
}

function equation(relation: Relation, name: Name): string {
  switch (relation.shape) {
    case 'linear': {
      const { left, right, constant, op } = relation;
      return `${sum(left, name)} ${op} ${sum(right, name)}${constant === 0n ? '' : ` + ${amount(constant)}`}`;
    }
    case 'ratio':
      return `${name(relation.rate)} = (${sum(relation.numerator, name)}) ÷ (${sum(relation.denominator, name)})`;
    case 'product':
      return `${sum(relation.left, name)} = ${relation.factors.map((f) => `(${sum(f, name)})`).join('×')}`;
  }
}

/** What the relations of one equation share: all in one row or in one column of a table is written once. */
function shape(relation: Relation): { key: string; where: string } {
  const figures = figuresOf(relation);
  const cells = figures.filter(isCell) as CellFigure[];
  const [first] = cells;
  if (first && cells.length === figures.length && cells.every((c) => c.owner === first.owner)) {
    const name = tableName(first.owner);
    if (cells.every((c) => c.column === first.column))
      return {
        key: `${name}: ${equation(relation, (f) => rowName(f as CellFigure))}`,
        where: columnName(first),
      };
    if (cells.every((c) => c.row === first.row))
      return {
        key: `${name}: ${equation(relation, (f) => columnName(f as CellFigure))}`,
        where: rowName(first),
      };
  }
  return { key: equation(relation, nameOf), where: '' };
}

/**
 * Relations by id and equation. Those that differ by their column or row alone stand in one line.
 * @param spoken only those that sentences owe
 */
export function dumpRelations(analysis: Analysis, { spoken = false } = {}): string {
  const { graph } = analysis;
  const relations = graph.relations.filter((r) => !spoken || r.source.kind === 'prose');
  const unchecked = graph.unchecked.filter((u) => !spoken || u.place);
  const groups = new Map<string, string[]>();
  for (const relation of relations) {
    const { key, where } = shape(relation);
    const facts = [
      relation.rule,
      relation.id,
      relation.source.kind,
      relation.severity ?? '',
      relation.required ? 'required' : '',
      relation.explanation ? 'explains' : '',
    ].filter((f) => f !== '');
    const line = `${facts.join(' ')} | ${key}`;
    const said = `${where}${outcome(relation)}`;
    groups.set(line, [...(groups.get(line) ?? []), said]);
  }
  return [
    ...[...groups].map(([line, said]) => `${line}${said.join('') === '' ? '' : ` @ ${said.join('; ')}`}`),
    ...unchecked.map((u) =>
      [u.state, u.rule, u.id, u.table ? tableName(u.table) : '', u.reason, ...Object.values(u.data)].join(
        ' ',
      ),
    ),
  ].join('\n');
}

/** Whom the broken relations blame, and who else might be at fault. */
export function dumpVerdicts(analysis: Analysis): string {
  const { graph } = analysis;
  return settle(graph, analysis.waivers.relations(graph))
    .flatMap((v) => [
      v.blamed ? `blamed ${nameOf(v.blamed.figure)} → ${amount(v.blamed.value)}` : 'open',
      ...v.candidates.map(
        (c) =>
          `  ${nameOf(c.figure)} → ${amount(c.value)} mends ${c.mends.length} leaves ${c.leaves} spoils ${c.spoils} votes ${c.votes}${
            c.listed ? ' listed' : ''
          }${c.slip ? ` ${c.slip}` : ''}`,
      ),
      ...v.broken.map((r) => `  broken ${r.rule} ${r.id} | ${equation(r, nameOf)}${outcome(r)}`),
    ])
    .join('\n');
}
