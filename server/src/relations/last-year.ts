/**
 * What sentences say of last year, against last year's own report (`上年`): a change, a rate, an amount of last year,
 * 与上年持平. The sentence alone proves nothing of them: a change left over from last year's text contradicts nobody.
 */
import { getOrMake } from '../base/maps.ts';
import { Reads, recording } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { ProseFigure, ProseModel, Statement } from '../prose/types.ts';
import type { Cube, CubeLine } from './cube.ts';
import { evaluate } from './evaluate.ts';
import { isCell } from './figure.ts';
import { linesLike, type OtherReport, type ReportRelations } from './reports.ts';
import { once, type Relation, relationOf, type Term, type Unchecked } from './types.ts';
import { UnitNames } from './unit-names.ts';

/** Ids of the relations between a sentence and last year's report. */
export const STATED = {
  /** `增加 c`: c = this year − last year. */
  change: 'r.prose.change',
  /** `增长 p%` without an amount of the change. */
  rate: 'r.prose.rate',
  /** `上年 b`: b = last year's cell. */
  base: 'r.prose.last',
  /** `与上年持平`. */
  flat: 'r.prose.flat',
} as const;

/** What sentences owe to last year's report, and the cells that were looked at to tell. */
export interface StatedRelations extends ReportRelations {
  readonly reads: Reads;
}

/** A cell of this report and the one in last year's that stands for the same. */
interface Pair {
  readonly now: CellFigure;
  readonly last: CellFigure;
}

/**
 * The relations that sentences owe to last year's report, and what could not be checked because there is none.
 * @param cubes the tables of this report
 * @param last last year's report, or undefined where the front matter names none
 */
export function statedOfLastYear(
  prose: ProseModel,
  report: Report,
  cubes: readonly Cube[],
  last: OtherReport | undefined,
): StatedRelations {
  const maker = new Maker(report, cubes, last);
  recording(maker.reads, () => {
    for (const statement of prose.statements) maker.take(statement);
  });
  return { relations: maker.relations, unchecked: maker.unchecked, reads: maker.reads };
}

class Maker {
  readonly relations: Relation[] = [];
  readonly unchecked: Unchecked[] = [];
  readonly reads = new Reads();
  private readonly own = new Map<object, Cube>();
  private readonly theirs = new Map<string, Cube>();
  private readonly units: UnitNames;
  private readonly bases = new Set<Figure>();
  private readonly withoutCode = new Map<Cube, readonly CubeLine[]>();

  constructor(
    private readonly report: Report,
    private readonly cubes: readonly Cube[],
    private readonly last: OtherReport | undefined,
  ) {
    this.units = new UnitNames(report);
    for (const cube of cubes) this.own.set(cube.table, cube);
    for (const cube of last?.cubes ?? [])
      if (cube.form && !this.theirs.has(cube.form.id)) this.theirs.set(cube.form.id, cube);
  }

  take(s: Statement): void {
    if (s.inReason || s.past || s.paragraph.topic?.off || !this.isWithLastYear(s)) return;
    const [now] = s.current;
    if (!now) return;
    const [base] = s.base;
    if (base) {
      if (!isCell(base)) this.base(s, now, base as ProseFigure);
      return;
    }
    if (s.kind === 'change' || (s.kind === 'change-rate' && !s.change)) this.change(s, now);
    else if (s.kind === 'flat' && !s.each) this.flat(s, now);
  }

  /** Whether a statement compares this year's amount with what last year's report calls the same. */
  private isWithLastYear({ against }: Statement): boolean {
    if (!against) return false;
    const { year } = this.report.front;
    if (against.year !== undefined && (year === undefined || against.year !== year - 1)) return false;
    const { measure } = against;
    if (this.report.front.kind === '预算')
      // 比上年决算, 比上年执行数 speak of another report.
      return (
        (against.with === 'last' || against.year !== undefined) &&
        (measure === undefined || measure === 'budget' || measure === 'initial')
      );
    return against.with === 'last' && (measure === undefined || measure === 'final');
  }

  private change(s: Statement, now: Figure): void {
    const { figure, direction } = s;
    if (!figure || !direction || figure.approximate) return;
    const sign = BigInt(direction.sign);
    const rate = s.kind === 'change-rate';
    this.state(s, now, (pair, path) => {
      const difference = (factor: bigint): Term[] => [
        { figure: pair.now, factor },
        { figure: pair.last, factor: -factor },
      ];
      const common = this.common(rate ? STATED.rate : STATED.change, figure, s, path);
      return rate
        ? relationOf(
            { shape: 'ratio', rate: figure, numerator: difference(sign), denominator: [once(pair.last)] },
            common,
          )
        : relationOf(
            { shape: 'linear', left: [{ figure, factor: sign }], right: difference(1n), constant: 0n },
            common,
          );
    });
  }

  private flat(s: Statement, now: Figure): void {
    this.state(s, now, (pair, path) =>
      relationOf(
        { shape: 'linear', left: [once(pair.now)], right: [once(pair.last)], constant: 0n },
        this.common(STATED.flat, undefined, s, path),
      ),
    );
  }

  /** Last year's amount, as the sentence states it. */
  private base(s: Statement, now: Figure, base: ProseFigure): void {
    if (this.bases.has(base) || base.approximate || !this.last) return;
    this.bases.add(base);
    this.state(s, now, (pair, path) =>
      relationOf(
        { shape: 'linear', left: [once(base)], right: [once(pair.last)], constant: 0n },
        this.common(STATED.base, base, s, path),
      ),
    );
  }

  private common(id: string, total: Figure | undefined, said: Statement, path: string) {
    return {
      rule: 'cross-report' as const,
      id,
      op: '=' as const,
      source: { kind: 'report' as const, path, id, said },
      severity: undefined,
      total,
      text: '',
      required: false,
      explanation: false,
    };
  }

  /** Makes a relation with the pair of cells that the sentence speaks of, or says why there is none. */
  private state(s: Statement, now: Figure, make: (pair: Pair, path: string) => Relation): void {
    const { last } = this;
    if (!last) {
      this.skip(s, 'prose.no-last-year');
      return;
    }
    const ofYear = last.report.front.year;
    const { year } = this.report.front;
    if (year !== undefined && ofYear !== undefined && ofYear !== year - 1) {
      this.skip(s, 'prose.other-year');
      return;
    }
    const stated = isCell(now) ? undefined : (now as ProseFigure);
    const cell = stated ? stated.binding.cell : (now as CellFigure);
    if (!cell) {
      this.skip(s, 'prose.no-last-year');
      return;
    }
    if (stated && this.units.precede(stated)) {
      this.skip(s, 'prose.other-unit');
      return;
    }
    const pair = this.pairOf(cell);
    const own = pair && make(pair, last.path);
    if (own && evaluate(own).state !== 'broken') {
      this.relations.push(own);
      return;
    }
    // The same amount may stand in several tables (全部 and 财政拨款) and have been another in each last year.
    for (const other of this.equalTo(cell)) {
      const like = this.pairOf(other);
      const relation = like && make(like, last.path);
      if (!relation || evaluate(relation).state === 'broken') continue;
      this.relations.push(relation);
      return;
    }
    // What is bound only because it agrees may mean another cell.
    if (!own) this.skip(s, 'prose.no-last-year');
    else if (stated?.binding.doubtful) this.skip(s, 'prose.doubtful');
    else this.relations.push(own);
  }

  /** The cell of last year's report in the same table, row and column; undefined where that is not one cell. */
  private pairOf(now: CellFigure): Pair | undefined {
    const cube = this.own.get(now.owner);
    const other = cube?.form && this.theirs.get(cube.form.id);
    if (!cube || !other) return undefined;
    const found = place(cube, now);
    if (!found || found.key.startsWith('#')) return undefined;
    const like = linesLike(other, found.line);
    const cells = new Set(like.map((l) => l.cell(found.key)).filter((c) => c !== undefined));
    const [last, ...more] = cells;
    if (!last || more.length > 0 || last.state === 'unreadable' || last.state === 'dash') return undefined;
    return { now, last };
  }

  /** Other cells that hold the same amount, for the same code or for none. */
  private equalTo(cell: CellFigure): readonly CellFigure[] {
    if (cell.state !== 'amount') return [];
    const code = cell.row.code ?? cell.row.classCode;
    const found: CellFigure[] = [];
    for (const cube of this.cubes) {
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
    const { figure } = s;
    this.unchecked.push({
      id: STATED.change,
      rule: 'cross-report',
      state: 'notChecked',
      reason,
      data: { figure: figure?.raw ?? '', subject: s.subjectText },
      table: undefined,
      place: { block: figure?.owner.block ?? s.block, span: figure?.span ?? s.span },
    });
  }
}

/** Where a cell stands in a cube. */
function place(cube: Cube, cell: CellFigure): { line: CubeLine; key: string } | undefined {
  const keys = cube.keys();
  for (const line of cube.lines) {
    if (!cube.table.grid && line.row !== cell.row) continue;
    const key = keys.find((k) => line.cell(k) === cell);
    if (key !== undefined) return { line, key };
  }
  return undefined;
}
