/**
 * What sentences say of other reports' figures: a change, a rate, an amount of last year, 与上年持平 against `上年`;
 * the first budget, 完成年初预算的 p%, 大于年初预算数 against `预算`. The sentence alone proves nothing of them: a change
 * left over from last year's text contradicts nobody.
 */
import { append } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import { Reads, recording } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { Cube, CubeLine } from '../model/view/cube.ts';
import { Binder } from '../prose/bind.ts';
import { isMeasured, isPast } from '../prose/statement.ts';
import type {
  ChangeStatement,
  CompletionStatement,
  FlatStatement,
  OrderStatement,
  ProseFigure,
  ProseModel,
  RateStatement,
  Statement,
  ValueStatement,
} from '../prose/types.ts';
import type { Reference } from '../reference/index.ts';
import { budgetCells } from './budget-columns.ts';
import { budgetColumnOf, type Counterpart, Places } from './counterparts.ts';
import { evaluate } from './evaluate.ts';
import { Executed } from './executed.ts';
import { isCell } from './figure.ts';
import type { LinkedReports } from './links.ts';
import type { ReportRelations } from './reports.ts';
import { type Rival, Rivals } from './rivals.ts';
import { OTHER_SCOPE, Tally } from './tally.ts';
import { once, type Relation, type RelationOp, relationOf, type Term, type Unchecked } from './types.ts';
import { UnitNames } from './unit-names.ts';

/** Ids of the relations between a sentence, or a cell of budgets, and another report. */
export const STATED = {
  /** `增加 c`: c = this year − last year. */
  change: 'r.prose.change',
  /** `增长 p%` without an amount of the change. */
  rate: 'r.prose.rate',
  /** `上年 b`: b = last year's cell. */
  base: 'r.prose.last',
  /** `与上年持平`. */
  flat: 'r.prose.flat',
  /** `年初预算为 b`, or a cell of a column of first budgets. */
  budget: 'r.budget',
  /** `完成年初预算的 p%` without the budget. */
  completion: 'r.prose.completion',
  /** `大于年初预算数` without the budget. */
  order: 'r.prose.order',
} as const;

/** What is owed to other reports' figures, and the cells that were looked at to tell. */
export interface StatedRelations extends ReportRelations {
  readonly reads: Reads;
}

/** What the relations are made from. */
export interface StatedSource {
  readonly prose: ProseModel;
  readonly report: Report;
  readonly cubes: readonly Cube[];
  readonly linked: LinkedReports;
  readonly reference: Reference;
}

/** A cell of this report and what another one has for it. */
interface Pair {
  readonly now: CellFigure | undefined;
  readonly last: readonly Term[];
}

/** The relations that sentences, and columns of budgets, owe to other reports, and what could not be checked. */
export function statedRelations(source: StatedSource): StatedRelations {
  const maker = new Maker(source);
  recording(maker.reads, () => maker.make());
  return { relations: maker.relations, unchecked: maker.unchecked, reads: maker.reads };
}

class Maker {
  readonly relations: Relation[] = [];
  readonly unchecked: Unchecked[] = [];
  readonly reads = new Reads();
  private readonly places: Places;
  private readonly rivals: Rivals;
  private readonly units: UnitNames;
  private readonly executed: Executed;
  private readonly bases = new Set<Figure>();
  private readonly withoutCode = new Map<Cube, readonly CubeLine[]>();
  private readonly tally: Tally;
  private binder: Binder | undefined;

  constructor(private readonly source: StatedSource) {
    const { report, cubes, prose, linked, reference } = source;
    this.places = new Places(cubes);
    this.rivals = new Rivals(report, linked, reference);
    this.units = new UnitNames(report);
    this.executed = new Executed(prose);
    this.tally = new Tally(this.rivals.isSameUnit, STATED.budget);
  }

  make(): void {
    const { prose, cubes, reference } = this.source;
    for (const statement of prose.statements) this.take(statement);
    const rival = this.rivals.firstBudget('initial');
    if (rival) {
      for (const { place, vague } of budgetCells(cubes, reference.vocabulary.comparison)) {
        const own = place.line.cell(place.key) as CellFigure;
        const choices = choicesOf(own, rival.counterparts.of(place, 'budget'));
        const make = ({ last }: Pair) =>
          this.linear([once(own)], last, this.common(STATED.budget, own, rival.path));
        this.choose(choices, make, { ...rival, vague });
      }
    }
    const { relations, unchecked } = this.tally.settle();
    append(this.relations, relations);
    append(this.unchecked, unchecked);
  }

  private take(s: Statement): void {
    if (s.inReason || isPast(s) || s.paragraph.topic?.off) return;
    if (s.kind === 'value') this.firstBudget(s);
    else if (s.kind === 'completion') this.completion(s);
    if (!isCompared(s)) return;
    const rival = this.rivals.against(s.against);
    const { current: now, base } = s;
    if (!rival || !now) return;
    if (base) {
      if (rival !== 'missing' && !rival.isBudget && !isCell(base))
        this.base(s, now, base as ProseFigure, rival);
      return;
    }
    if (rival === 'missing') this.missing(s);
    else if (isChange(s)) this.change(s, now, rival);
    else if (s.kind === 'flat' && !s.roughly) this.flat(s, now, rival);
    else if (s.kind === 'order') this.order(s, now, rival);
  }

  /** A comparison with last year that could be checked if its report were there. */
  private missing(s: Compared): void {
    const stated = isChange(s) ? !s.figure.approximate : s.kind === 'flat' && !s.roughly;
    if (stated) this.skip(s, 'prose.no-last-year');
  }

  private change(s: ChangeStatement | RateStatement, now: Figure, rival: Rival): void {
    const { figure, direction } = s;
    if (figure.approximate) return;
    const sign = BigInt(direction.sign);
    const rate = s.kind === 'change-rate';
    const common = this.common(rate ? STATED.rate : STATED.change, figure, rival.path, s);
    this.state(s, now, rival, (pair) => {
      if (!pair.now) return undefined;
      const difference = (factor: bigint): Term[] => [
        { figure: pair.now as CellFigure, factor },
        ...times(pair.last, -factor),
      ];
      return rate
        ? relationOf(
            { shape: 'ratio', rate: figure, numerator: difference(sign), denominator: pair.last },
            common,
          )
        : this.linear([{ figure, factor: sign }], difference(1n), common);
    });
  }

  private flat(s: FlatStatement, now: Figure, rival: Rival): void {
    const common = this.common(STATED.flat, undefined, rival.path, s);
    this.state(s, now, rival, (pair) => pair.now && this.linear([once(pair.now)], pair.last, common));
  }

  private order(s: OrderStatement, now: Figure, rival: Rival): void {
    const op = s.direction.sign > 0 ? '≥' : '≤';
    const common = { ...this.common(STATED.order, undefined, rival.path, s), op: op as RelationOp };
    this.state(s, now, rival, (pair) => pair.now && this.linear([once(pair.now)], pair.last, common));
  }

  /** Last year's amount, as the sentence states it. */
  private base(s: Statement, now: Figure, base: ProseFigure, rival: Rival): void {
    if (this.bases.has(base) || base.approximate) return;
    this.bases.add(base);
    const common = this.common(STATED.base, base, rival.path, s);
    this.state(s, now, rival, ({ last }) => this.linear([once(base)], last, common));
  }

  /** `年初预算为 b`, where no column of this report holds it. */
  private firstBudget(s: ValueStatement): void {
    const { figure } = s;
    const rival = this.rivals.firstBudget(s.measure);
    if (!rival || figure.approximate || figure.role !== 'amount') return;
    const { cell } = figure.binding;
    if (cell && !this.isAdjusted(s, cell)) return;
    const now = cell ?? this.executed.of(s);
    const make = ({ last }: Pair) =>
      this.linear([once(figure)], last, this.common(STATED.budget, figure, rival.path, s));
    if (now) this.state(s, now, rival, make);
    else this.choose(this.byName(s), make, rival, { of: s });
  }

  /** Whether a sentence of the first budget is tied to a column that holds the adjusted one. */
  private isAdjusted(s: ValueStatement | CompletionStatement, cell: CellFigure): boolean {
    const words = this.source.reference.vocabulary.comparison;
    return s.measure === 'initial' && budgetColumnOf(cell.column, cell.owner, words) === 'adjusted';
  }

  private completion(s: CompletionStatement): void {
    const { figure, current: now, base } = s;
    const rival = this.rivals.firstBudget(s.measure);
    if (!rival || figure.approximate || !now) return;
    const common = this.common(STATED.completion, figure, rival.path, s);
    const ratio = (spent: Figure, budget: readonly Term[]) =>
      relationOf({ shape: 'ratio', rate: figure, numerator: [once(spent)], denominator: budget }, common);
    if (base && !(isCell(base) && this.isAdjusted(s, base) && isBroken(ratio(now, [once(base)])))) return;
    this.state(s, now, rival, (pair) => pair.now && ratio(pair.now, pair.last));
  }

  /** What the budget calls by the name that the sentence uses, where nothing was spent that could be looked up. */
  private byName(s: Statement): Pair[] {
    const { budget } = this.source.linked;
    const { topic } = s.paragraph;
    if (!budget || !s.subject || !topic) return [];
    this.binder ??= new Binder(budget.report, this.source.reference);
    const found = this.binder.resolve(s.subject, 'budget', topic);
    const cells = new Set(found.map((c) => c.cell).filter((c) => c !== undefined));
    const [only, ...more] = cells;
    if (!only || more.length > 0 || !found.every((c) => c.certain) || only.state === 'dash') return [];
    return [{ now: undefined, last: [once(only)] }];
  }

  private common(id: string, total: Figure | undefined, path: string, said?: Statement) {
    return {
      rule: 'cross-report' as const,
      id,
      op: '=' as RelationOp,
      source: said ? { kind: 'report' as const, path, id, said } : { kind: 'report' as const, path, id },
      severity: undefined,
      total,
      text: '',
      required: false,
      explanation: false,
    };
  }

  private linear(
    left: readonly Term[],
    right: readonly Term[],
    common: ReturnType<Maker['common']>,
  ): Relation {
    return relationOf({ shape: 'linear', left, right, constant: 0n }, common);
  }

  /** Makes a relation with the pair of cells that the sentence speaks of, or says why there is none. */
  private state(s: Statement, now: Figure, rival: Rival, make: (pair: Pair) => Relation | undefined): void {
    const stated = isCell(now) ? undefined : (now as ProseFigure);
    const cell = stated ? stated.binding.cell : (now as CellFigure);
    const reason = rival.isBudget ? 'prose.no-budget-row' : 'prose.no-last-year';
    if (!cell) {
      this.skip(s, reason);
      return;
    }
    if (stated && this.units.precede(stated)) {
      this.skip(s, 'prose.other-unit');
      return;
    }
    // The same amount may stand in several tables (全部 and 财政拨款) and have been another in each last year.
    const own = this.pairsOf(cell, rival);
    const equal = this.equalTo(cell).flatMap((c) => this.pairsOf(c, rival));
    // What is bound only because it agrees may mean another cell.
    const doubt = own.length === 0 ? reason : stated?.binding.doubtful ? 'prose.doubtful' : undefined;
    this.choose([...own, ...equal], make, rival, { of: s, doubt });
  }

  /** Takes the first choice that holds, else the first, where its words leave no doubt. */
  private choose(
    pairs: readonly Pair[],
    make: (pair: Pair) => Relation | undefined,
    rival: Rival,
    { of: s, doubt }: { readonly of?: Statement; readonly doubt?: string | undefined } = {},
  ): void {
    let first: Relation | undefined;
    for (const pair of pairs) {
      const relation = make(pair);
      if (!relation) continue;
      first ??= relation;
      if (isBroken(relation)) continue;
      if (rival.isBudget) this.tally.holds(relation);
      this.relations.push(relation);
      return;
    }
    const reason = doubt ?? (rival.vague ? 'prose.maybe-adjusted' : undefined);
    if (!first || reason !== undefined) {
      if (s) this.skip(s, reason ?? 'prose.no-budget-row');
    } else if (rival.isBudget) this.tally.breaks(first, this.skipped(s, OTHER_SCOPE, first));
    else this.relations.push(first);
  }

  /** The ways to pair a cell with another report's. */
  private pairsOf(now: CellFigure, rival: Rival): Pair[] {
    const place = this.places.of(now);
    return place ? choicesOf(now, rival.counterparts.of(place, rival.way)) : [];
  }

  /** Other cells that hold the same amount, for the same code or for none. */
  private equalTo(cell: CellFigure): readonly CellFigure[] {
    if (cell.state !== 'amount') return [];
    const code = cell.row.code ?? cell.row.classCode;
    const found: CellFigure[] = [];
    for (const cube of this.source.cubes) {
      if (!cube.form) continue;
      // Only cells that may be meant are looked at: an edit of any other leaves this as it is.
      const lines = code === undefined ? this.uncoded(cube) : cube.byCode(code);
      for (const line of lines)
        for (const key of cube.keys()) {
          const other = line.cell(key);
          if (other && other !== cell && other.state === 'amount' && other.value === cell.value)
            found.push(other);
        }
    }
    return found;
  }

  private uncoded(cube: Cube): readonly CubeLine[] {
    return getOrMake(this.withoutCode, cube, () => cube.lines.filter((l) => l.code === undefined));
  }

  private skip(s: Statement, reason: string): void {
    this.unchecked.push(this.skipped(s, reason));
  }

  private skipped(s: Statement | undefined, reason: string, relation?: Relation): Unchecked {
    const figure = s ? s.figure : relation?.total;
    const block = figure?.owner.block ?? s?.block;
    const span = figure?.span ?? s?.span;
    return {
      id: relation?.id ?? STATED.change,
      rule: 'cross-report' as const,
      state: 'notChecked',
      reason,
      data: { figure: figure?.raw ?? '', subject: s?.subjectText ?? '' },
      table: undefined,
      ...(block && span ? { place: { block, span } } : {}),
    };
  }
}

/** A statement of two amounts that says what it compares with. */
type Compared = ChangeStatement | RateStatement | FlatStatement | OrderStatement;

function isCompared(s: Statement): s is Compared {
  return isMeasured(s) && 'against' in s;
}

/** A change, or a rate that no change stands beside. */
function isChange(s: Compared): s is ChangeStatement | RateStatement {
  return s.kind === 'change' || (s.kind === 'change-rate' && !s.change);
}

function isBroken(relation: Relation): boolean {
  return evaluate(relation).state === 'broken';
}

function times(terms: readonly Term[], factor: bigint): Term[] {
  return terms.map((t) => ({ figure: t.figure, factor: t.factor * factor }));
}

/** The pairs that a cell may make with its counterparts: as they stand first, then with and without what was carried over. */
function choicesOf(now: CellFigure, counterparts: readonly Counterpart[]): Pair[] {
  const plain = counterparts.map(({ cell }) => ({ now, last: [once(cell)] }));
  const carried = counterparts.flatMap(({ cell, carried }) =>
    carried.flatMap((c) =>
      [1n, -1n].map((factor) => ({ now, last: [once(cell), { figure: c as Figure, factor }] })),
    ),
  );
  return [...plain, ...carried];
}
