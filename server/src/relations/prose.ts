/**
 * Statements of prose → relations: a figure and its cell, a percentage and what it is
 * computed from, a list and its total; and the judgements that are no equations.
 */
import { abs, formatScaled, pow10, SCALE } from '../base/amount.ts';
import { foldName } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import { pushTo } from '../base/maps.ts';
import type { Span } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { finish, type Steps } from '../base/steps.ts';
import { type CellChange, isZero, Reads, recordingSteps } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import { reportIssues, sectionIssues } from '../prose/issues.ts';
import type {
  PartList,
  ProseFigure,
  ProseIssue,
  ProseModel,
  ProseSection,
  ProseTold,
  Statement,
} from '../prose/types.ts';
import { slipOf } from '../prose/unit-slip.ts';
import type { Reference } from '../reference/index.ts';
import type { ProseWords } from '../reference/prose.ts';
import { budgetColumnOf } from './counterparts.ts';
import { evaluate } from './evaluate.ts';
import { isCell, tellsKind } from './figure.ts';
import { changeText, differsFromCell, nameOf, ofColumn, placeOf, runningCell } from './prose-figures.ts';
import { rateBearsOut } from './rates.ts';
import {
  amountBefore,
  countLimits,
  detailsOwed,
  isItemOf,
  isPrinted,
  saidElsewhere,
  saidIssues,
  saidRelations,
  sharedWholes,
} from './said/index.ts';
import { nameKey, written } from './said/places.ts';
import {
  once,
  type Relation,
  type RelationOp,
  relationOf,
  type Severity,
  type Term,
  type Unchecked,
} from './types.ts';
import { UnitNames } from './unit-names.ts';
import { mixedUnit, mixedUnitIssue, slipIssue } from './wrong-units.ts';

/** What sentences owe: relations, checks that cannot be made, and judgements that are no equations. */
export interface SentenceRelations {
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
  readonly issues: readonly ProseIssue[];
  /** Cells that a sentence lists by name as holding an amount (`主要包括：办公费、印刷费`). */
  readonly listed: ReadonlySet<Figure>;
  /** The cells of tables that were looked at to tell. */
  readonly reads: Reads;
}

export interface ProseRelations {
  /** What the sentences of each section owe by themselves. */
  readonly sections: readonly SentenceRelations[];
  /** What they owe to one another, and the report's text as a whole. */
  readonly whole: SentenceRelations;
}

/** What all sentences owe, in one. */
export function together({ sections, whole }: ProseRelations): Omit<SentenceRelations, 'reads'> {
  const all = [...sections, whole];
  return {
    relations: all.flatMap((m) => m.relations),
    unchecked: all.flatMap((m) => m.unchecked),
    issues: all.flatMap((m) => m.issues),
    listed: new Set(all.flatMap((m) => [...m.listed])),
  };
}

/** What sections owed, as long as they are the same. */
export type SentenceCache = WeakMap<ProseSection, SentenceRelations>;

/** All that the sentences of a report owe. */
export function proseRelations(prose: ProseModel, report: Report, reference: Reference): ProseRelations {
  return finish(proseRelationSteps(prose, report, reference));
}

/**
 * The same in steps.
 * @param cache what unchanged sections owed before
 * @param changes cells that changed since
 */
export function* proseRelationSteps(
  prose: ProseModel,
  report: Report,
  reference: Reference,
  cache: SentenceCache = new WeakMap(),
  changes: readonly CellChange[] = [],
): Steps<ProseRelations> {
  const sections: SentenceRelations[] = [];
  for (const section of prose.sections) {
    const kept = cache.get(section);
    const made = kept && !kept.reads.touches(changes) ? kept : undefined;
    sections.push(made ?? (yield* Builder.make(prose, report, reference, (b) => b.section(section))));
    cache.set(section, sections.at(-1) as SentenceRelations);
  }
  const whole = yield* Builder.make(prose, report, reference, (b) => b.whole());
  return { sections, whole };
}

/** Sentences that are gone through before others have their turn. */
const STATEMENTS_A_STEP = 50;

const HUNDRED = 100n * pow10(SCALE);

class Builder implements SentenceRelations {
  readonly relations: Relation[] = [];
  readonly unchecked: Unchecked[] = [];
  readonly issues: ProseIssue[] = [];
  readonly listed = new Set<Figure>();
  readonly reads = new Reads();
  /** Amounts whose unit was told to be wrong. */
  private readonly mixed = new Set<Figure>();
  /** Statements whose direction was told to be wrong: once is enough. */
  private readonly turned = new Set<Statement>();
  /** The figures of the section at hand. */
  private around: readonly ProseFigure[] = [];
  /** Wholes of the section's shares that only the shares beside them tell. */
  private wholes: ReadonlyMap<Statement, Figure> = new Map();
  private readonly words: ProseWords;
  private readonly units: UnitNames;

  private constructor(
    private readonly prose: ProseModel,
    private readonly report: Report,
    private readonly reference: Reference,
  ) {
    this.words = reference.prose;
    this.units = new UnitNames(report);
  }

  static *make(
    prose: ProseModel,
    report: Report,
    reference: Reference,
    work: (builder: Builder) => Steps<void>,
  ): Steps<SentenceRelations> {
    const builder = new Builder(prose, report, reference);
    yield* recordingSteps(builder.reads, work(builder));
    const { relations, unchecked, issues, listed, reads } = builder;
    return { relations, unchecked, issues, listed, reads };
  }

  /** What a section owes by itself. */
  *section(section: ProseSection): Steps<void> {
    this.around = section.figures;
    this.wholes = sharedWholes(
      section,
      (s, whole) => evaluate(this.shareOf(s, s.current[0] as Figure, whole)).state !== 'broken',
    );
    for (const [i, statement] of section.statements.entries()) {
      this.statement(statement, section);
      if (i % STATEMENTS_A_STEP === STATEMENTS_A_STEP - 1) yield;
    }
    for (const list of section.lists) this.list(list, section);
    this.limits(section);
    this.items(section);
    append(this.relations, saidRelations(section, this.words));
    append(this.issues, saidIssues(section, this.report, this.words));
    this.namedItems(section);
    append(this.issues, sectionIssues(section, this.report, this.reference));
  }

  /** What only all sections together tell. */
  *whole(): Steps<void> {
    for (const section of this.prose.sections) this.countsOf(section);
    append(this.issues, detailsOwed(this.prose, this.report, this.words));
    yield;
    this.saidTwice();
    append(this.relations, saidElsewhere(this.prose, this.words));
    append(this.issues, countLimits(this.prose, this.words));
    this.running();
    append(this.issues, reportIssues(this.prose, this.report, this.reference));
  }

  private statement(s: Statement, section: ProseSection): void {
    if (s.figure) this.lacking(s.figure, s, section);
    switch (s.kind) {
      case 'value':
      case 'count':
        this.figure(s, section);
        return;
      case 'share':
        this.share(s);
        return;
      case 'completion':
        this.completion(s);
        return;
      case 'change':
        this.change(s);
        return;
      case 'change-rate':
        this.changeRate(s);
        return;
      case 'order':
        this.order(s, section);
        return;
      case 'flat':
        this.flat(s);
        return;
      case 'claim':
        this.claim(s);
        return;
      default:
        return;
    }
  }

  // ---- making ----

  private relation(more: {
    rule: RuleId;
    id: string;
    at: Statement;
    figure?: ProseFigure | undefined;
    text: string;
    op?: RelationOp;
    severity?: Severity;
    total?: Figure | undefined;
    left: readonly Term[];
    right: readonly Term[];
    constant?: bigint;
  }): Relation {
    const { at } = more;
    const figure = more.figure ?? at.figure;
    return relationOf(
      { shape: 'linear', left: more.left, right: more.right, constant: more.constant ?? 0n },
      {
        rule: more.rule,
        id: more.id,
        op: more.op ?? '=',
        source: {
          kind: 'prose',
          block: figure?.owner.block ?? at.block,
          span: figure?.span ?? at.span,
          id: more.id,
        },
        severity: more.severity,
        total: more.total ?? figure,
        text: more.text,
        required: false,
        explanation: false,
      },
    );
  }

  private ratio(
    rule: RuleId,
    id: string,
    at: Statement,
    numerator: readonly Term[],
    denominator: readonly Term[],
    text: string,
  ): Relation {
    const rate = at.figure as ProseFigure;
    return relationOf(
      { shape: 'ratio', rate, numerator, denominator },
      {
        rule,
        id,
        op: '=',
        source: { kind: 'prose', block: rate.owner.block, span: rate.span, id },
        severity: undefined,
        total: rate,
        text,
        required: false,
        explanation: false,
      },
    );
  }

  private skip(rule: RuleId, s: Statement, reason: string, state: Unchecked['state'] = 'notChecked'): void {
    const figure = s.figure;
    this.unchecked.push({
      id: rule,
      rule,
      state,
      reason,
      data: {
        figure: figure ? figure.raw + (figure.kind === 'percent' ? '' : figure.unitText) : '',
        subject: s.subjectText,
      },
      table: undefined,
      place: { block: figure?.owner.block ?? s.block, span: figure?.span ?? s.span },
    });
  }

  private issue(issue: ProseIssue): void {
    this.issues.push(issue);
  }

  // ---- figures and their cells ----

  private figure(s: Statement, section: ProseSection): void {
    const figure = s.figure as ProseFigure;
    const { cell, others } = figure.binding;
    if (!cell) {
      if (s.kind === 'count' || s.inReason || s.past || section.topic?.off || section.topic === undefined)
        return;
      if (figure.binding.indicator !== undefined) return;
      const state =
        figure.binding.reason === 'prose.blank-cell' && figure.value === 0n ? 'notApplicable' : 'notChecked';
      this.skip('prose-figure', s, figure.binding.reason, state);
      return;
    }
    if (figure.approximate) {
      this.skip('prose-figure', s, 'prose.approximate', 'notApplicable');
      return;
    }
    const slip = figure.slip;
    if (slip) {
      this.issue(slipIssue(figure, cell, slip.text, s.subjectText));
    }
    if (this.units.precede(figure)) {
      this.skip('prose-figure', s, 'prose.other-unit');
      return;
    }
    for (const c of [cell, ...(others ?? [])]) {
      const relation = this.relation({
        rule: 'prose-figure',
        id: 'prose-figure',
        at: s,
        text: `${s.subjectText} = ${placeOf(c)}`,
        left: [once(figure)],
        right: [once(c)],
      });
      // The column holds the adjusted budget, the sentence speaks of the first one.
      if (s.measure === 'initial' && this.isAdjusted(c) && evaluate(relation).state === 'broken')
        this.skip('prose-figure', s, 'prose.no-budget-column');
      else this.relations.push(relation);
    }
  }

  private isAdjusted(cell: CellFigure): boolean {
    return budgetColumnOf(cell.column, cell.owner, this.reference.vocabulary.comparison) === 'adjusted';
  }

  /** A unit or `%` that is missing. */
  private lacking(figure: ProseFigure, s: Statement, section: ProseSection): void {
    if (!figure.lacks || s.inReason) return;
    const at = figure.spans.at(-1) as Span;
    const behind: Span = { line: at.line, start: at.end, end: at.end };
    if (figure.lacks === 'percent') {
      if (s.reason !== undefined && s.current.length === 0) return;
      const sign = figure.fullWidth ? '％' : '%';
      this.issue({
        rule: 'prose-unit',
        what: 'percent',
        block: figure.owner.block,
        span: figure.span,
        data: { printed: figure.raw },
        printed: figure.raw,
        expected: figure.raw + sign,
        mends: [{ block: figure.owner.block, span: behind, newText: sign }],
      });
      return;
    }
    // An amount whose subject is not known may be a number of anything.
    if (s.kind === 'value' && !figure.binding.cell && figure.binding.indicator === undefined) return;
    if (s.kind === 'change' && s.current.length === 0) return;
    const unit = this.unitName(figure, section);
    this.issue({
      rule: 'prose-unit',
      what: 'missing',
      block: figure.owner.block,
      span: figure.span,
      data: { printed: figure.raw, unit },
      printed: figure.raw,
      expected: figure.raw + unit,
      mends: [{ block: figure.owner.block, span: behind, newText: unit }],
    });
  }

  private unitName(figure: ProseFigure, section: ProseSection): string {
    const near = section.figures.find(
      (f) =>
        f.paragraph === figure.paragraph && f.unit === figure.unit && f.kind === 'money' && f.unitText !== '',
    );
    return (
      near?.unitText ??
      (figure.unit === 0 ? '元' : figure.unit === 8 ? '亿元' : figure.unit === 3 ? '千元' : '万元')
    );
  }

  // ---- percentages ----

  private share(s: Statement): void {
    const figure = s.figure as ProseFigure;
    if (s.inReason) return;
    if (figure.approximate) {
      this.skip('share', s, 'prose.approximate', 'notApplicable');
      return;
    }
    const [part] = s.current;
    if (!part) {
      // Nothing is known of the part; of a whole that is zero there is no share at all.
      const [whole] = s.base;
      if (whole && whole.state === 'amount' && whole.value === 0n && figure.value !== 0n) {
        this.issue({
          rule: 'share',
          what: 'of-zero',
          block: figure.owner.block,
          span: figure.span,
          data: { printed: figure.raw },
          printed: figure.raw,
        });
      } else this.skip('share', s, s.reason ?? 'prose.no-part');
      return;
    }
    const shared = this.wholes.get(s);
    if (shared) {
      this.relations.push(this.shareOf(s, part, shared));
      return;
    }
    const wholes = [s.base, ...s.bases].flatMap((w) => w.slice(0, 1));
    if (wholes.length === 0) {
      this.skip('share', s, s.reason ?? 'prose.no-whole');
      return;
    }
    const made = wholes.map((whole) => this.shareOf(s, part, whole));
    // An unnamed whole may be that of an outer list: the one that fits.
    const fitting = made.find((r) => evaluate(r).state !== 'broken');
    if (!fitting && s.guessed) {
      this.skip('share', s, s.reason ?? 'prose.no-whole');
      return;
    }
    const chosen = fitting ?? made[0];
    if (chosen) this.relations.push(chosen);
  }

  private shareOf(s: Statement, part: Figure, whole: Figure): Relation {
    const text = `${nameOf(part)} ÷ ${nameOf(whole)}`;
    return this.ratio('share', 'share', s, [once(part)], [once(whole)], text);
  }

  private completion(s: Statement): void {
    const figure = s.figure as ProseFigure;
    if (s.inReason) return;
    if (figure.approximate) {
      this.skip('completion-rate', s, 'prose.approximate', 'notApplicable');
      return;
    }
    const [spent] = s.current;
    const [budget] = s.base;
    if (!spent || !budget) {
      const nothing = spent && spent.value === 0n && figure.value === 0n;
      this.skip(
        'completion-rate',
        s,
        s.reason ?? 'prose.no-budget',
        nothing ? 'notApplicable' : 'notChecked',
      );
      return;
    }
    const relation = this.ratio(
      'completion-rate',
      'completion-rate',
      s,
      [once(spent)],
      [once(budget)],
      `${nameOf(spent)} ÷ ${nameOf(budget)}`,
    );
    if (s.measure === 'initial' && isCell(budget) && this.isAdjusted(budget)) {
      // The table holds the whole year's budget, the sentence speaks of the first one, which is not printed.
      if (evaluate(relation).state === 'broken') {
        this.skip('completion-rate', s, 'prose.no-budget');
        return;
      }
      this.issue({
        rule: 'completion-rate',
        what: 'initial',
        block: figure.owner.block,
        span: s.span,
        data: { printed: figure.raw, budget: budget.raw },
        printed: figure.raw,
      });
    }
    this.relations.push(relation);
  }

  private change(s: Statement): void {
    if (s.inReason) return;
    const figure = s.figure as ProseFigure;
    const [now] = s.current;
    const [last] = s.base;
    if (now && this.isBeyond(s, now)) return;
    if (!now || !last || !s.direction || figure.approximate) return;
    const sign = BigInt(s.direction.sign);
    const relation = (way: bigint) =>
      this.relation({
        rule: 'change-rate',
        id: 'change',
        at: s,
        text: way > 0n ? `${nameOf(now)} − ${nameOf(last)}` : `${nameOf(last)} − ${nameOf(now)}`,
        left: [once(figure)],
        right: [once(way > 0n ? now : last), { figure: way > 0n ? last : now, factor: -1n }],
      });
    const written = relation(sign);
    if (
      evaluate(written).state === 'broken' &&
      evaluate(relation(-sign)).state !== 'broken' &&
      figure.value !== 0n
    ) {
      this.wrongDirection(s, 'amounts', { now: now.raw, last: last.raw });
      return;
    }
    this.relations.push(written);
  }

  /** `0 万元，比上年增加 2 万元`: last year's amount would be below zero. Which of the two is wrong nobody knows. */
  private isBeyond(s: Statement, now: Figure): boolean {
    const { figure, direction, against } = s;
    const { year } = this.report.front;
    const isLast = against?.with === 'last' || (year !== undefined && against?.year === year - 1);
    if (!figure || !direction || !isLast || direction.sign < 0) return false;
    if (now.state !== 'amount' || now.value < 0n || isMistaken(now) || s.base.length > 0) return false;
    if (figure.value - figure.half <= now.value + now.half) return false;
    const limit = {
      rule: 'change-rate',
      id: 'change',
      at: s,
      text: '',
      op: '≤',
      right: [once(now)],
    } as const;
    if (this.isMixed(this.relation({ ...limit, left: [once(figure)] }), [now, figure])) return true;
    this.issue({
      rule: 'change-direction',
      what: 'beyond',
      block: direction.block,
      span: direction.span,
      data: { now: written(now), change: written(figure) },
      printed: direction.text,
    });
    return true;
  }

  /** Whether one of two amounts has a wrong unit: told at the unit, once. */
  private isMixed(relation: Relation, pair: readonly [Figure, Figure]): boolean {
    const mixed = mixedUnit(relation, pair, this.around);
    if (mixed && !this.mixed.has(mixed.figure)) this.issue(mixedUnitIssue(mixed));
    if (mixed) this.mixed.add(mixed.figure);
    return mixed !== undefined;
  }

  private changeRate(s: Statement): void {
    const figure = s.figure as ProseFigure;
    if (s.inReason || !s.direction) return;
    if (figure.approximate || s.change?.figure?.approximate) {
      this.skip('change-rate', s, 'prose.approximate', 'notApplicable');
      return;
    }
    const [now] = s.current;
    const change = s.change;
    const rateSign = s.direction.sign;
    if (change?.figure && change.direction) {
      const effectiveRate = figure.value < 0n ? -rateSign : rateSign;
      const changeSign = change.direction.sign;
      const effectiveChange = change.figure.value < 0n ? -changeSign : changeSign;
      const differ = effectiveRate !== effectiveChange && figure.value !== 0n && change.figure.value !== 0n;
      if (!now) {
        if (differ) this.wrongDirection(s, 'rate', { change: changeText(change) });
        this.skip('change-rate', s, s.reason ?? 'prose.no-amount');
        return;
      }
      const numerator = (s0: number, s1: number): Term[] => [
        { figure: change.figure as ProseFigure, factor: BigInt(s0 * s1) },
      ];
      const base = (s0: number): Term[] => [
        once(now),
        { figure: change.figure as ProseFigure, factor: BigInt(-s0) },
      ];
      const make = (s0: number, s1: number) =>
        this.ratio(
          'change-rate',
          'change-rate',
          s,
          numerator(s0, s1),
          base(s0),
          `${nameOf(change.figure as Figure)} ÷ (${nameOf(now)} ${s0 > 0 ? '−' : '+'} ${nameOf(change.figure as Figure)})`,
        );
      if (differ) {
        // One of the two words is wrong: the one that the arithmetic contradicts, else the rate's.
        const byChange = make(changeSign, changeSign);
        const byRate = make(-changeSign, -changeSign);
        const changeWrong = evaluate(byChange).state === 'broken' && evaluate(byRate).state !== 'broken';
        const wrong = changeWrong ? change : s;
        const right = changeWrong ? s : change;
        this.wrongDirection(wrong, 'rate', { change: changeText(right) });
        this.relations.push(changeWrong ? byRate : byChange);
        return;
      }
      const written = make(changeSign, rateSign);
      if (this.isMixed(written, [now, change.figure])) return;
      const [last] = s.base;
      const chosen = last
        ? this.ratio(
            'change-rate',
            'change-rate',
            s,
            numerator(changeSign, rateSign),
            [once(last)],
            `${nameOf(change.figure)} ÷ ${nameOf(last)}`,
          )
        : written;
      if (!last && evaluate(chosen).state === 'broken') {
        const turned = make(-changeSign, -rateSign);
        const state = evaluate(turned);
        // Divided by this year's amount is the likelier mistake.
        const byNow = { ...written, denominator: [once(now)] };
        // An amount that is not its cell's proves nothing of the direction.
        if (
          (state.state === 'exact' || state.state === 'rounding') &&
          evaluate(byNow).state === 'broken' &&
          abs(figure.value) >= pow10(SCALE) &&
          !isMistaken(now)
        ) {
          this.bothDirections(s, change);
          return;
        }
      }
      this.relations.push(chosen);
      return;
    }
    this.ratedAmounts(s, now, s.base[0]);
  }

  /** A rate of two amounts that sentences tell. */
  private ratedAmounts(s: Statement, now: Figure | undefined, last: Figure | undefined): void {
    if (!now || !last) {
      this.skip('change-rate', s, s.reason ?? 'prose.no-change');
      return;
    }
    const sign = BigInt(s.direction?.sign ?? 1);
    const relation = this.ratio(
      'change-rate',
      'change-rate',
      s,
      [
        { figure: now, factor: sign },
        { figure: last, factor: -sign },
      ],
      [once(last)],
      `(${nameOf(now)} − ${nameOf(last)}) ÷ ${nameOf(last)}`,
    );
    const twice = amountBefore(s, this.prose.statements, relation);
    if (twice) this.issue(twice);
    else this.relations.push(relation);
  }

  // ---- directions ----

  private wrongDirection(
    s: Statement,
    what: ProseTold['change-direction'],
    data: Readonly<Record<string, string>>,
  ): void {
    const { direction } = s;
    if (!direction || this.turned.has(s)) return;
    this.turned.add(s);
    const opposite = this.words.opposites[direction.text];
    this.issue({
      rule: 'change-direction',
      what,
      block: direction.block,
      span: direction.span,
      data: { word: direction.text, expected: opposite ?? '', ...data },
      printed: direction.text,
      expected: opposite,
      mends: opposite ? [{ block: direction.block, span: direction.span, newText: opposite }] : undefined,
    });
  }

  /** Amount and rate agree with each other, but only if both go the other way. */
  private bothDirections(s: Statement, change: Statement): void {
    if (!s.direction || !change.direction) return;
    const one = this.words.opposites[change.direction.text];
    const two = this.words.opposites[s.direction.text];
    this.issue({
      rule: 'change-direction',
      what: 'both',
      block: change.direction.block,
      span: change.direction.span,
      data: {
        word: change.direction.text,
        expected: one ?? '',
        rate: s.figure?.raw ?? '',
        other: s.direction.text,
      },
      printed: change.direction.text,
      expected: one,
      mends:
        one && two
          ? [
              { block: change.direction.block, span: change.direction.span, newText: one },
              { block: s.direction.block, span: s.direction.span, newText: two },
            ]
          : undefined,
    });
  }

  private order(s: Statement, section: ProseSection): void {
    const [now] = s.current;
    const [other] = s.base;
    if (!s.direction) return;
    if (!now || !other) {
      this.skip('change-direction', s, s.reason ?? 'prose.no-amount');
      return;
    }
    const difference = now.value - other.value;
    const slack = now.half + other.half;
    const data = { left: written(now), right: written(other) };
    if (difference === 0n || (abs(difference) <= slack && now.unit !== other.unit)) {
      const ratioOf = (rate: Statement) =>
        this.ratio('completion-rate', 'completion-rate', rate, [once(now)], [once(other)], '');
      if (rateBearsOut(s, section.statements, ratioOf)) return;
      this.issue({
        rule: 'change-direction',
        what: 'equal',
        block: s.direction.block,
        span: s.direction.span,
        data: { word: s.direction.text, ...data },
        printed: s.direction.text,
      });
      return;
    }
    const sign = difference > 0n ? 1 : -1;
    if (sign !== s.direction.sign) this.wrongDirection(s, 'order', data);
  }

  private flat(s: Statement): void {
    if (!s.against) return;
    const [now] = s.current;
    const [other] = s.base;
    if (!now || !other) {
      this.skip('change-direction', s, s.reason ?? 'prose.no-amount', 'notApplicable');
      return;
    }
    const difference = abs(now.value - other.value);
    const roughly = s.each;
    if (difference <= now.half + other.half) return;
    // Within one last printed digit is the same; `基本` bears five in a hundred.
    if (roughly && difference * 20n < abs(other.value)) return;
    this.issue({
      rule: 'change-direction',
      what: roughly ? 'roughly' : 'same',
      block: s.block,
      span: s.span,
      data: { left: written(now), right: written(other) },
    });
  }

  /** `…减少的主要原因` behind a sentence that tells of an increase. */
  private claim(s: Statement): void {
    const change = s.change;
    if (!change?.direction || !change.figure || !s.direction || change.figure.value === 0n) return;
    const told = change.figure.value < 0n ? -change.direction.sign : change.direction.sign;
    if (told === s.direction.sign) return;
    this.wrongDirection(s, 'reason', { change: changeText(change) });
  }

  // ---- lists ----

  private list(list: PartList, section: ProseSection): void {
    const { total } = list;
    const whole = total.figure;
    if (!whole || whole.approximate) return;
    let parts = unique(list.parts).filter((p) => p.figure && !p.figure.approximate);
    if (parts.length === 0) return;
    if (!this.isWhole(list, parts)) {
      const more = this.completed(list, parts, section) ?? this.dividedOn(list, parts, section);
      if (more) parts = more;
      else {
        this.openList(list, parts);
        return;
      }
    }
    const relation = this.relation({
      rule: 'list-sum',
      id: 'list-sum',
      at: total,
      text: `${total.subjectText} = ${parts.map((p) => p.subjectText).join(' + ')}`,
      left: [once(whole)],
      right: parts.map((p) => once(p.figure as ProseFigure)),
    });
    if (parts.some((p) => this.isMixed(relation, [p.figure as ProseFigure, whole]))) return;
    this.relations.push(relation);
    const shares = list.shares.filter((s) => s.figure && !s.figure.approximate);
    if (shares.length >= 2 && shares.length === parts.length && evaluate(relation).state !== 'broken') {
      const sum = this.relation({
        rule: 'list-sum',
        id: 'share-sum',
        at: total,
        text: `${shares.map((s) => s.figure?.raw).join(' + ')} = 100%`,
        left: shares.map((s) => once(s.figure as ProseFigure)),
        right: [],
        constant: HUNDRED,
      });
      // Each share is checked by itself; a wrong one is told there, and not again as a sum.
      if (evaluate(sum).state !== 'broken') this.relations.push({ ...sum, total: undefined });
    }
  }

  /** Whether the parts of a list are all of its total. */
  private isWhole(list: PartList, parts: readonly Statement[]): boolean {
    const { total } = list;
    const whole = total.figure as ProseFigure;
    if (sum(parts) === whole.value && parts.length > 1) return true;
    if (this.cellsAddUp(whole, parts)) return true;
    if (this.isPartition(whole, parts)) return true;
    if (this.divided(whole.kind, total, parts)?.length === 0) return true;
    // Parts that are more than their total are too many, whatever else it has.
    if (whole.kind === 'count')
      return parts.length >= 3 || (parts.length > 1 && sum(parts) > whole.value && isSameUnit(whole, parts));
    // Shares of all parts that sum to a hundred say so themselves.
    const shares = list.shares;
    if (shares.length >= 2 && shares.length === parts.length) {
      let points = 0n;
      let half = 0n;
      for (const s of shares) {
        points += s.figure?.value ?? 0n;
        half += s.figure?.half ?? 0n;
      }
      if (abs(points - HUNDRED) <= half) return true;
    }
    return false;
  }

  private cellsAddUp(whole: ProseFigure, parts: readonly Statement[]): boolean {
    const { cell } = whole.binding;
    if (!cell || parts.length < 2) return false;
    let value = 0n;
    let half = cell.half;
    for (const p of parts) {
      const own = p.figure?.binding.cell;
      if (!own) {
        if (p.figure?.value === 0n) continue;
        return false;
      }
      value += own.value;
      half += own.half;
    }
    return abs(value - cell.value) <= half;
  }

  /**
   * Of a total that is always divided in the same way (基本支出, “三公”经费): the names of the parts that are not
   * among those told; nothing where they are others.
   */
  private divided(
    kind: string,
    total: Statement,
    parts: readonly Statement[],
  ): readonly (readonly string[])[] | undefined {
    if (kind !== 'money') return undefined;
    const name = nameKey(total.subjectText);
    const named = (s: Statement, words: readonly string[]) =>
      words.some((w) => nameKey(s.subjectText).startsWith(foldName(w)));
    for (const { total: totals, parts: groups, whole } of this.words.divisions) {
      if (!totals.some((t) => (whole ? name === foldName(t) : name.endsWith(foldName(t))))) continue;
      const of = (s: Statement) => groups.findIndex((g) => named(s, g));
      const found = parts.map(of);
      if (found.includes(-1) || new Set(found).size !== found.length) continue;
      return groups.filter((_, i) => !found.includes(i));
    }
    return undefined;
  }

  /** The parts of a fixed division that sentences right behind the list tell. */
  private dividedOn(
    list: PartList,
    parts: readonly Statement[],
    section: ProseSection,
  ): Statement[] | undefined {
    const { total } = list;
    const all = [...parts];
    const from = section.statements.indexOf(parts.at(-1) as Statement) + 1;
    for (const s of section.statements.slice(from, from + FOLLOWING)) {
      if (s.kind !== 'value' || s.past || s.inReason || !s.figure || s.figure.approximate) continue;
      if ((s.measure ?? 'final') !== (total.measure ?? 'final') || s.figure.kind !== 'money') continue;
      if (this.divided('money', total, [...all, s])) all.push(s);
      if (this.divided('money', total, all)?.length === 0) return all;
    }
    return undefined;
  }

  private isPartition(whole: ProseFigure, parts: readonly Statement[]): boolean {
    const name = whole.binding.indicator;
    if (name === undefined) return false;
    const partition = this.words.partitions.find((p) => p.total === `@${name}`);
    if (!partition) return false;
    const ids = new Set(parts.map((p) => `@${p.figure?.binding.indicator ?? ''}`));
    return [...ids].every((id) => partition.parts.includes(id)) && ids.size >= partition.require;
  }

  /** Parts that stand in later sentences of the section, up to where the cells add up to the total's. */
  private completed(
    list: PartList,
    parts: readonly Statement[],
    section: ProseSection,
  ): Statement[] | undefined {
    const whole = list.total.figure as ProseFigure;
    if (!whole.binding.cell || parts.some((p) => !p.figure?.binding.cell)) return undefined;
    const table = parts[0]?.figure?.binding.cell?.owner;
    const last = section.statements.indexOf(parts.at(-1) as Statement);
    const all = [...parts];
    for (const s of section.statements.slice(last + 1)) {
      const cell = s.figure?.binding.cell;
      if (
        s.kind !== 'value' ||
        !cell ||
        cell.owner !== table ||
        s.past ||
        (s.measure ?? 'final') !== (list.total.measure ?? 'final')
      )
        continue;
      if (all.some((p) => p.figure?.binding.cell === cell)) continue;
      all.push(s);
      if (this.cellsAddUp(whole, all)) return all;
    }
    return undefined;
  }

  /** An incomplete list: no part of it, told right behind the total, is more than the total. */
  private openList(list: PartList, parts: readonly Statement[]): void {
    const whole = list.total.figure as ProseFigure;
    const [first] = parts;
    // Outside the sections on the tables, 其中 may name anything.
    if (list.total.paragraph.topic === undefined || list.total.paragraph.topic.off) return;
    if (!list.direct || !first?.figure || list.word !== '其中' || whole.kind !== first.figure.kind) return;
    if (first.paragraph !== list.total.paragraph || whole.value < 0n) return;
    // The limits of procurement are told for themselves.
    const limited = this.words.limits.some((l) => l.part === `@${first.figure?.binding.indicator ?? ''}`);
    if (limited) return;
    this.relations.push(
      this.relation({
        rule: 'list-sum',
        id: 'list-part',
        at: first,
        op: '≤',
        severity: 'warning',
        text: `${first.subjectText} ≤ ${list.total.subjectText}`,
        left: [once(first.figure)],
        right: [once(whole)],
      }),
    );
  }

  private limits(section: ProseSection): void {
    for (const limit of this.words.limits) {
      const find = (id: string) =>
        section.statements.find(
          (s) =>
            s.kind === 'value' && !s.past && !s.inReason && `@${s.figure?.binding.indicator ?? ''}` === id,
        );
      const part = find(limit.part);
      const whole = find(limit.whole);
      if (!part?.figure || !whole?.figure) continue;
      this.relations.push(
        this.relation({
          rule: 'list-sum',
          id: 'limit',
          at: part,
          op: '≤',
          severity: limit.severity,
          text: `${part.subjectText} ≤ ${whole.subjectText}`,
          left: [once(part.figure)],
          right: [once(whole.figure)],
        }),
      );
    }
  }

  // ---- items of the code tree ----

  /** The section that goes through the 项 one by one: those it leaves out, and the sum of their first budgets. */
  private items(section: ProseSection): void {
    const told = section.statements.filter(
      (s) =>
        s.kind === 'value' && (s.subject?.path.length ?? 0) >= 2 && s.subject?.path.at(-1)?.level === '项',
    );
    const first = told.find((s) => s.figure?.binding.cell);
    const table = first?.figure?.binding.cell?.owner;
    if (!first || !table) return;
    const seen = new Set<string>();
    for (const s of section.statements) {
      const code = s.figure?.binding.cell?.owner === table ? s.figure.binding.cell.row.code : undefined;
      if (code !== undefined) seen.add(code);
    }
    const missing = table.rows.filter(
      (r) => r.code?.length === 7 && !seen.has(r.code) && this.holdsAmount(r),
    );
    if (missing.length > 0) {
      this.issue({
        rule: 'missing-detail',
        what: 'items',
        block: first.block,
        span: first.span,
        data: { names: listed(missing.map((r) => `${r.code} ${r.label}`)), count: String(missing.length) },
      });
      return;
    }
    const total = section.statements.find(
      (s) => s.kind === 'value' && s.measure === 'initial' && (s.subject?.path.length ?? 0) === 0,
    );
    const budgets = told.filter((s) => s.measure === 'initial');
    if (!total?.figure || budgets.length < 2) return;
    this.relations.push(
      this.relation({
        rule: 'list-sum',
        id: 'initial-sum',
        at: total,
        op: '≤',
        text: `Σ 各项年初预算 ≤ ${total.subjectText}年初预算`,
        left: budgets.map((s) => once(s.figure as ProseFigure)),
        right: [once(total.figure)],
        total: total.figure,
      }),
    );
    // More is a mistake; less may be items of other years, and is told all the same.
    const figures = budgets.map((s) => s.figure as ProseFigure);
    const left = total.figure.value - figures.reduce((sum, f) => sum + f.value, 0n);
    const slack = figures.reduce((sum, f) => sum + f.half, total.figure.half);
    if (left <= slack) return;
    const unit = { decimals: 2, grouped: true };
    this.issue({
      rule: 'list-sum',
      what: 'less',
      block: total.figure.owner.block,
      span: total.figure.span,
      data: {
        printed: total.figure.raw,
        sum: formatScaled(total.figure.value - left, unit, total.figure.unit),
        difference: formatScaled(left, unit, total.figure.unit),
        count: String(figures.length),
      },
      printed: total.figure.raw,
    });
  }

  private holdsAmount(row: { readonly cells: ReadonlyMap<unknown, CellFigure> }): boolean {
    for (const cell of row.cells.values()) if (cell.state === 'amount' && !isZero(cell)) return true;
    return false;
  }

  /** `主要包括：办公费、印刷费…` against the rows of 06 that hold an amount. */
  private namedItems(section: ProseSection): void {
    for (const list of section.names) {
      const cell = list.of.figure?.binding.cell;
      if (!cell || list.names.length < 3) continue;
      const table = cell.owner;
      if (table.form?.tree?.catalogue !== 'economic_department') continue;
      const people = /人员/.test(list.of.subjectText);
      if (!people && !/公用/.test(list.of.subjectText)) continue;
      const said = list.names.map((n) => key(n.text));
      const rows = table.rows.filter(
        (r) => r.code?.length === 5 && (people ? /^30[13]/.test(r.code) : !/^30[13]/.test(r.code)),
      );
      const named = new Set<string>();
      const exact = new Map(rows.map((r) => [key(r.label), r.code as string]));
      for (const n of said) {
        const own = exact.get(n);
        if (own !== undefined) named.add(own);
        else for (const row of rows) if (sameItem(n, key(row.label))) named.add(row.code as string);
      }
      const column = cell.column;
      for (const r of rows) {
        const own = named.has(r.code as string) ? ofColumn(r, column.form?.id) : undefined;
        if (own) this.listed.add(own);
      }
      const left = rows.filter((r) => {
        const own = ofColumn(r, column.form?.id) ?? [...r.cells.values()][0];
        return own?.state === 'amount' && !isZero(own) && !named.has(r.code as string);
      });
      const empty = rows.filter((r) => {
        const own = ofColumn(r, column.form?.id) ?? [...r.cells.values()][0];
        return named.has(r.code as string) && (own === undefined || own.state === 'blank' || isZero(own));
      });
      if (left.length === 0 && empty.length === 0) continue;
      this.issue({
        rule: 'missing-detail',
        what: left.length > 0 ? (empty.length > 0 ? 'both' : 'left-out') : 'empty',
        block: list.block,
        span: list.span,
        data: {
          subject: list.of.subjectText,
          left: listed(left.map((r) => r.label)),
          empty: listed(empty.map((r) => r.label)),
        },
      });
    }
  }

  // ---- counts ----

  private countsOf(section: ProseSection): void {
    if (section.topic?.id !== '三公' || this.isBudget()) return;
    for (const rule of this.words.countRules) {
      const row = rule.amount.split('.')[1] as string;
      const amounts = section.statements.filter(
        (s) =>
          s.kind === 'value' &&
          !s.past &&
          !s.inReason &&
          (s.measure ?? 'final') === 'final' &&
          s.figure &&
          this.isItem(s, row),
      );
      const amount = amounts.find((s) => s.figure && s.figure.value > 0n);
      if (!amount?.figure) continue;
      const told = this.prose.statements.filter(
        (s) =>
          s.kind === 'count' && s.figure && rule.counts.includes(s.figure.binding.indicator ?? '') && !s.past,
      );
      const own = told.filter((s) => section.statements.includes(s));
      if (told.length === 0) {
        if (!rule.missing || !this.owesCounts(amount, section, rule)) continue;
        this.amountCountTold.add(row);
        this.issue({
          rule: 'amount-count',
          what: 'missing',
          block: amount.figure.owner.block,
          span: amount.figure.span,
          data: {
            subject: amount.subjectText,
            amount: written(amount.figure),
            counts: rule.counts.join('、'),
          },
          printed: written(amount.figure),
        });
        continue;
      }
      const zero = own.filter((s) => s.figure?.value === 0n);
      if (!rule.zero || own.length === 0) continue;
      for (const id of rule.counts) {
        const ofKind = own.filter((s) => s.figure?.binding.indicator === id);
        if (ofKind.length === 0 || ofKind.some((s) => s.figure?.value !== 0n)) continue;
        const at = zero.find((s) => s.figure?.binding.indicator === id);
        if (!at?.figure) continue;
        this.issue({
          rule: 'amount-count',
          what: 'zero',
          block: at.figure.owner.block,
          span: at.figure.span,
          data: {
            subject: amount.subjectText,
            amount: written(amount.figure),
            count: at.figure.raw + at.figure.unitText,
          },
          printed: at.figure.raw,
        });
        break;
      }
    }
  }

  private readonly amountCountTold = new Set<string>();

  private owesCounts(
    amount: Statement,
    section: ProseSection,
    rule: ProseWords['countRules'][number],
  ): boolean {
    if (isPrinted(this.report, rule.printed) || !isItemOf(amount, section, rule.heads)) return false;
    return !this.amountCountTold.has(rule.amount.split('.')[1] as string) && this.isDetail(section);
  }

  /** Whether this is the last section on the matter: an overview before it need not tell everything. */
  private isDetail(section: ProseSection): boolean {
    const same = this.prose.sections.filter(
      (s) => s.topic === section.topic && s.statements.some((x) => x.kind === 'value'),
    );
    return same.at(-1) === section && tellsKind(this.report);
  }

  private isItem(s: Statement, row: string): boolean {
    const cell = s.figure?.binding.cell;
    if (cell) {
      const { grid } = cell.owner;
      if (grid) {
        for (const [id, line] of grid)
          if (id === row) for (const c of line.values()) if (c === cell) return true;
        return false;
      }
    }
    return foldName(s.subjectText).startsWith(foldName(row));
  }

  private isBudget(): boolean {
    return this.report.front.kind === '预算';
  }

  // ---- over the whole report ----

  /** Indicators that prose states more than once must agree. */
  private saidTwice(): void {
    const byKind = new Map<string, Statement[]>();
    const ids = new Set([...this.words.saidTwice, ...this.words.counts.map((c) => c.id)]);
    for (const section of this.prose.sections) {
      if (section.topic?.off) continue;
      for (const s of section.statements) {
        const id = s.figure?.binding.indicator;
        if (
          id === undefined ||
          !ids.has(id) ||
          s.past ||
          s.inReason ||
          s.figure?.binding.cell ||
          s.figure?.approximate
        )
          continue;
        if (s.kind !== 'value' && s.kind !== 'count') continue;
        pushTo(byKind, `${id}|${s.measure ?? ''}|${s.kind}`, s);
      }
    }
    for (const all of byKind.values()) {
      const [first, ...rest] = all;
      for (const s of rest) {
        if (!first?.figure || !s.figure || s.block === first.block) continue;
        this.relations.push(
          this.relation({
            rule: 'prose-figure',
            id: 'said-twice',
            at: s,
            text: `${s.figure.binding.indicator} ${written(s.figure)} = ${written(first.figure)}`,
            left: [once(s.figure)],
            right: [once(first.figure)],
          }),
        );
      }
    }
  }

  /** 机关运行经费 is the 公用经费 of the basic expenditure, or a part of it. */
  private running(): void {
    const figure = this.prose.indicators.get('机关运行经费')?.find((f) => f.kind === 'money');
    if (!figure) return;
    const budget = this.isBudget();
    const cell = runningCell(this.report, RUNNING[budget ? 'budget' : 'final']);
    if (cell?.state !== 'amount' || figure.binding.cell === cell) return;
    const nature = this.report.front.nature;
    const equal = nature === '行政' || nature === '参公';
    const at = this.prose.statements.find((s) => s.figure === figure);
    const slip = slipOf(figure, cell);
    if (at && slip) this.issue(slipIssue(figure, cell, slip.text, at.subjectText));
    if (!at || slip) return;
    this.relations.push(
      this.relation({
        rule: 'cross-table',
        id: 'x.running.prose',
        at,
        op: equal && !budget ? '=' : '≤',
        severity: equal && !budget ? 'warning' : 'information',
        text: `机关运行经费 ${equal && !budget ? '=' : '≤'} ${placeOf(cell)}`,
        left: [once(figure)],
        right: [once(cell)],
      }),
    );
  }
}

/** Where 公用经费 stands, which 机关运行经费 is told beside. */
const RUNNING = {
  budget: { form: '预算06', row: undefined, columns: ['公用经费'] },
  final: { form: '决算06', row: '公用经费合计', columns: ['其中基本支出', '金额'] },
} as const;

/** Names that a message lists; of more, the first. */
const MOST_NAMES = 3;

function listed(names: readonly string[]): string {
  return names.slice(0, MOST_NAMES).join('、') + (names.length > MOST_NAMES ? '……' : '');
}

function sum(parts: readonly Statement[]): bigint {
  return parts.reduce((total, p) => total + (p.figure?.value ?? 0n), 0n);
}

/** Parts without those said again (`人员经费 x，主要包括人员经费 x`). */
function unique(parts: readonly Statement[]): Statement[] {
  const kept: Statement[] = [];
  for (const p of parts) {
    const cell = p.figure?.binding.cell;
    const again = kept.some(
      (k) =>
        (cell !== undefined && k.figure?.binding.cell === cell) ||
        (k.subjectText === p.subjectText && k.figure?.value === p.figure?.value),
    );
    if (!again) kept.push(p);
  }
  return kept;
}

/** Statements behind a list in which a part of it may still be told. */
const FOLLOWING = 8;

function isSameUnit(whole: ProseFigure, parts: readonly Statement[]): boolean {
  return parts.every((p) => p.figure?.unitText === whole.unitText);
}

/** Whether its cell says another amount, or the same in another unit. */
function isMistaken(figure: Figure): boolean {
  if (isCell(figure)) return false;
  const prose = figure as ProseFigure;
  return !!prose.slip || differsFromCell(prose);
}

function key(name: string): string {
  return foldName(name)
    .replace(/^(?:主要包括|包括|和|及|以及)[:：]?/, '')
    .replace(/其它/g, '其他')
    .replace(/(?:等)?(?:支出)?(?<![。；;，,])[。；;，,]*$/, '')
    .replace(/等$/, '')
    .replace(/[()]/g, '')
    .replace(/(?:费用|经费|费)$/, '');
}

/** Names that differ by a word of little weight; a name that merely begins another is not it. */
function sameItem(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.includes(short) && short.length * 3 >= long.length * 2;
}
