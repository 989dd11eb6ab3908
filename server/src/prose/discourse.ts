/**
 * Events of the paragraphs under one heading → statements: what each clause leaves out it takes from those before it
 * (subject, comparison, whole). Figures are made here and bound to the cells that their statements mean.
 */
import { abs, halfDigit, scaledOf } from '../base/amount.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import type { Span } from '../base/range.ts';
import type { Steps } from '../base/steps.ts';
import { isOpen } from '../model/presence.ts';
import type { CellFigure, Figure, TableModel } from '../model/types.ts';
import type { Measure, ProseWords, Topic } from '../reference/prose.ts';
import { agrees } from './agree.ts';
import { type Binder, type Candidate, isBudgetMeasure } from './bind.ts';
import { goesOnInPast, isBareChange } from './carried.ts';
import type { Compare, Direction, Phrase, ProseEvent } from './events.ts';
import { Likeness, phraseOf } from './likeness.ts';
import {
  agreeing,
  asCell,
  cellOf,
  isAtLeast,
  isBeside,
  isDivision,
  isInLine,
  isMoneyLike,
  isOff,
  isRateOf,
  isShareOf,
  isSumOf,
  rawOf,
  sameAgainst,
  sameBase,
} from './parts.ts';
import { type Mutable, settle, statedOf } from './precision.ts';
import { blockAt, placeOf, spansOf } from './text.ts';
import type { NumberToken } from './tokens.ts';
import type {
  Against,
  Binding,
  NameList,
  Paragraph,
  PartList,
  ProseFigure,
  Statement,
  StatementKind,
} from './types.ts';
import { unslip } from './unit-slip.ts';

export interface ReadParagraph {
  readonly paragraph: Paragraph;
  readonly events: readonly ProseEvent[];
}

export interface SectionReading {
  readonly statements: readonly Statement[];
  readonly lists: readonly PartList[];
  readonly names: readonly NameList[];
  readonly figures: readonly ProseFigure[];
}

type ValueEvent = Extract<ProseEvent, { t: 'value' }>;
type ShareEvent = Extract<ProseEvent, { t: 'share' }>;
type ChangeEvent = Extract<ProseEvent, { t: 'change' | 'rate' }>;

/** How many statements back a sentence may refer to: enough for any section, and work stays linear. */
const WINDOW = 200;

interface OpenList extends PartList {
  readonly paragraph: Paragraph;
  readonly depth: number;
  /** Whether the list may go on in sentences and paragraphs of its own. */
  block: boolean;
  /** Whether its items are numbered; then one value behind each number is a part. */
  marked: boolean;
  taken: boolean;
}

/** One of several shares behind `分别占`. */
interface SeveralShares {
  /** Whether the clause names the parts itself. */
  readonly own: boolean;
  readonly subject: Phrase | undefined;
  readonly part: Statement | undefined;
  readonly whole: Statement | undefined;
  /** Whether there are as many parts as shares. */
  readonly sure: boolean;
}

interface Frame {
  value: Statement | undefined;
  subject: Phrase | undefined;
  compare: Compare | undefined;
  lists: number;
}

export class Discourse {
  private readonly statements: Statement[] = [];
  private readonly lists: PartList[] = [];
  private readonly names: NameList[] = [];
  private readonly figures: ProseFigure[] = [];
  private readonly values: Statement[] = [];
  private paragraph!: Paragraph;
  private subject: Phrase | undefined;
  private compare: Compare | undefined;
  private lastValue: Statement | undefined;
  private lastChange: Statement | undefined;
  private lastCount: Statement | undefined;
  private countContext = '';
  private pendingRate: Statement | undefined;
  private inReason = false;
  private open: OpenList[] = [];
  private pendingClose = false;
  private underMark = false;
  /** The amount of which a sentence lists parts (`…支出决算中，`). */
  private within: readonly Figure[] = [];
  /** Whether this sentence or item has told a figure: then a clause without one names no new subject. */
  private spoken = false;
  /** The fund that this sentence began with; null before its first figure. */
  private fund: Topic | undefined | null = null;
  /** The project whose evaluation the paragraph sums up. */
  private project: { table: TableModel; certain: boolean } | undefined;
  private frames: Frame[] = [];
  /** The year of a total that is not of this year's, whose parts a list tells (`2021 年…合计 20 万元，其中：`). */
  private listYear: number | undefined;
  /** The item that the heading itself names. */
  private readonly headed: Phrase | undefined;
  private readonly likeness: Likeness;
  /** Whether this sentence told a share of a whole for a part that nobody knows: those behind it may be alike. */
  private vagueWhole = false;
  /** A share that names what it is of, and that name: an amount right behind it is that one's. */
  /** How many statements there were when a bracket closed last. */
  private closedAt = 0;
  /** The whole that a share of this paragraph names. */
  private namedWhole: readonly Figure[] | undefined;
  /** The cell of the part whose share named it, in this sentence. */
  private namedPartCell: CellFigure | undefined;
  /** A rate of completion whose budget is not told yet. */
  private openCompletion: Statement | undefined;
  private shareFirst: { readonly share: Statement; readonly of: Phrase } | undefined;

  constructor(
    private readonly binder: Binder,
    private readonly words: ProseWords,
    private readonly topic: Topic | undefined,
    private readonly year: number | undefined,
    heading = '',
  ) {
    this.likeness = new Likeness(words);
    const name = stripNumber(heading);
    const phrase: Phrase = { text: name, pieces: [name], path: [], parts: [name], start: 0, end: 0 };
    if (name !== '' && !topic?.off && this.knows(phrase, undefined)) this.headed = phrase;
  }

  *read(paragraphs: readonly ReadParagraph[]): Steps<SectionReading> {
    for (const { paragraph, events } of paragraphs) {
      this.paragraph = paragraph;
      this.startParagraph();
      for (const [i, event] of events.entries()) this.take(event, events[i + 1], events[i - 1]);
      yield;
    }
    for (const list of this.open) this.keep(list);
    this.bindPairs();
    for (const list of this.lists) this.bindTotal(list);
    return { statements: this.statements, lists: this.lists, names: this.names, figures: this.figures };
  }

  private startParagraph(): void {
    this.listYear = undefined;
    this.compare = undefined;
    this.lastChange = undefined;
    this.pendingRate = undefined;
    this.inReason = false;
    this.frames = [];
    this.subject = this.headed;
    this.within = [];
    this.spoken = false;
    this.fund = null;
    this.project = undefined;
    this.namedWhole = undefined;
    this.namedPartCell = undefined;
    // A list whose items are paragraphs of their own goes on only where the last one said so.
    if (!this.open.some((l) => l.block || l.marked)) this.closeLists(0);
    else this.pendingClose = true;
    this.underMark = false;
  }

  private take(event: ProseEvent, next: ProseEvent | undefined, before: ProseEvent | undefined): void {
    switch (event.t) {
      case 'end':
        if (event.c === 'sentence') this.endSentence(next);
        else if (event.c === 'semicolon') {
          // `…。；`: the item ended, not the list.
          if (before?.t === 'end' && before.c === 'sentence') this.pendingClose = false;
          this.endItem(next);
        }
        return;
      case 'mark':
        if (!event.inner) {
          this.inReason = false;
          const [outer] = this.open;
          if (outer && (outer.marked || outer.parts.length === 0)) {
            this.closeLists(1);
            outer.marked = true;
            outer.taken = false;
          } else this.closeLists(0);
          this.pendingClose = false;
          this.subject = undefined;
          this.spoken = false;
          this.underMark = true;
        }
        return;
      case 'open':
        this.frames.push({
          value: this.lastValue,
          subject: this.subject,
          compare: this.compare,
          lists: this.open.length,
        });
        return;
      case 'close':
        this.closeBracket();
        return;
      case 'reason':
        this.inReason = true;
        return;
      case 'compare':
        this.inReason = false;
        this.compare = event.compare;
        this.pushSimple('compare', event, undefined, event.compare);
        return;
      case 'subject':
        if (this.topic?.performance) this.project = this.binder.project(event.subject.text) ?? this.project;
        if (!this.inReason && !this.spoken) this.subject = event.subject;
        this.within = event.within && !this.inReason ? this.currentOf(event.subject) : [];
        return;
      case 'list':
        this.startList(event, before);
        return;
      case 'names':
        this.takeNames(event);
        return;
      case 'value':
        this.settleClose();
        this.value(event);
        return;
      case 'change':
        this.leaveReason(event);
        this.change(event);
        return;
      case 'rate':
        this.leaveReason(event);
        this.rate(event);
        return;
      case 'share':
        this.share(event);
        return;
      case 'completion':
        this.completion(event);
        return;
      case 'count':
        this.count(event);
        return;
      case 'standard':
        this.standard(event);
        return;
      case 'other':
        this.makeFigure(event.num, {
          reason: event.num.why ? `prose.${event.num.why}` : 'prose.unknown-figure',
        });
        return;
      case 'none':
        this.pushSimple('none', event, this.subject, undefined, event.measure);
        return;
      case 'flat':
      case 'order':
      case 'claim':
        this.comparison(event);
        return;
    }
  }

  /** Behind a bracket the sentence goes on with what stood before it. */
  private closeBracket(): void {
    const frame = this.frames.pop();
    if (!frame) return;
    this.closedAt = this.statements.length;
    this.subject = frame.subject;
    this.compare = frame.compare;
    if (frame.value) this.lastValue = frame.value;
    this.closeLists(frame.lists);
  }

  /** `…主要原因是接待减少，与上年相比减少 0.8 万元`: the sentence is back at its subject. */
  private leaveReason(event: ChangeEvent): void {
    if (event.compare && event.subject === undefined) this.inReason = false;
  }

  private endSentence(next: ProseEvent | undefined): void {
    this.countContext = '';
    this.listYear = undefined;
    this.compare = undefined;
    this.vagueWhole = false;
    this.namedPartCell = undefined;
    this.shareFirst = undefined;
    // `下降 35.00%。减少 4.00 万元。`: one change in two sentences.
    if (!isBareChange(next, 'rate')) this.lastChange = undefined;
    if (!isBareChange(next, 'change')) this.pendingRate = undefined;
    this.inReason = false;
    this.frames = [];
    this.spoken = false;
    this.fund = null;
    if (this.open.length > 0) {
      this.pendingClose = true;
      // Behind a list, the sentence that follows speaks of its total again.
      const [outer] = this.open;
      if (outer && outer.parts.length > 0 && !outer.marked && outer.paragraph === this.paragraph)
        this.subject = outer.total.subject;
    }
  }

  private endItem(next: ProseEvent | undefined): void {
    this.spoken = false;
    this.shareFirst = undefined;
    if (this.inReason && next?.t === 'mark' && next.inner) return;
    this.inReason = false;
    this.lastChange = undefined;
    this.pendingRate = undefined;
    this.compare = undefined;
    // `基本支出 3 万元，包括人员经费和公用经费；`: names alone are no list of amounts.
    while (this.frames.length === 0 && this.open.length > 0 && this.open.at(-1)?.parts.length === 0)
      this.open.pop();
    // `；` parts the items of the outer list.
    const nested = this.open.findIndex((l) => l.depth > 0 && l.parts.length > 0);
    if (nested > 0 && this.frames.length === 0) this.closeLists(nested);
  }

  private settleClose(): void {
    if (!this.pendingClose) return;
    this.pendingClose = false;
    const block = this.open.findLastIndex(
      (l) => (l.block && l.parts.length === 0) || (l.marked && this.underMark),
    );
    this.closeLists(block + 1);
  }

  private closeLists(to: number): void {
    while (this.open.length > to) this.keep(this.open.pop() as OpenList);
  }

  private keep(list: OpenList): void {
    if (list.parts.length > 0) this.lists.push(list);
  }

  // ---- lists ----

  private startList(event: Extract<ProseEvent, { t: 'list' }>, before: ProseEvent | undefined): void {
    const latest = this.statements.findLast((s) => s.kind === 'value');
    const past = latest?.past && latest.paragraph === this.paragraph && !this.isBackNow();
    if (past && latest.year !== undefined && !this.inReason) {
      // Parts of another year's total are of that year.
      this.listYear = latest.year;
      return;
    }
    const total = this.lastValue;
    if (this.inReason || !total || total.inReason) return;
    if (event.items && !event.word.startsWith('包')) return;
    this.settleClose();
    // A second 其中 behind an item opens a list of that item's own parts.
    const direct = before?.t === 'end' ? before.c !== 'sentence' : true;
    const depth = this.open.length;
    if (this.open.some((l) => l.total === total && l.parts.length === 0)) return;
    this.open.push({
      total,
      parts: [],
      shares: [],
      word: event.word,
      direct,
      paragraph: this.paragraph,
      depth,
      block: true,
      marked: false,
      taken: false,
    });
    this.subject = undefined;
  }

  /** `255 万元，2023 年 260 万元，减少 5 万元。其中：`: the change speaks of this year's total again. */
  private isBackNow(): boolean {
    const last = this.statements.at(-1);
    if (this.statements.length === this.closedAt) return true;
    const isChange = last?.kind === 'change' || last?.kind === 'change-rate';
    return isChange && last.current.length > 0 && last.current[0] === this.lastValue?.figure;
  }

  private takeNames(event: Extract<ProseEvent, { t: 'names' }>): void {
    const of = this.lastValue;
    if (!of || this.inReason) return;
    const { flat } = this.paragraph;
    this.names.push({
      of,
      block: blockAt(flat, event.start),
      span: spansOf(flat, event.start, event.end)[0] as Span,
      names: event.names.map((n) => ({
        text: n.text,
        span: spansOf(flat, n.start, n.end)[0] as Span,
        block: blockAt(flat, n.start),
      })),
    });
  }

  private addPart(statement: Statement): void {
    const list = this.open.at(-1);
    if (!list || statement.inReason || statement.past) return;
    const { total } = list;
    if (statement === total || (statement.measure ?? 'final') !== (total.measure ?? 'final')) return;
    if (statement.figure?.kind !== total.figure?.kind) return;
    if (list.marked && list.taken) return;
    list.taken = true;
    list.parts.push(statement);
    if (list.parts.length > 1) list.block = false;
  }

  // ---- values ----

  private value(event: ValueEvent): void {
    const { num, nth } = event;
    const measure = this.measureOf(event, nth);
    const year = nth !== undefined && event.years.length > 1 ? event.years[nth] : event.year;
    const told = year ?? (event.last ? undefined : this.listYear);
    let subject = this.subjectOf(event);
    let past =
      (event.last && !this.topic?.lastIsNow) ||
      (told !== undefined && this.year !== undefined && told !== this.year) ||
      this.isOfPast(event, subject, measure);
    const yearSlip = past && year !== undefined && this.isThisYears(event, subject, measure, year);
    if (yearSlip) past = false;
    // A bare number states something only where it is an amount of a known name or measure.
    if (num.role === 'bare' && (this.inReason || !isMoneyLike(num))) return;
    const own = subject;
    const generic = own !== undefined && this.likeness.isAnaphor(own) && !this.knows(own, measure);
    if (own === undefined || generic)
      subject =
        event.measure !== undefined || generic || event.each || event.subject === undefined
          ? (this.subject ?? (generic ? own : undefined))
          : undefined;
    // `甲 3 万元，乙 1 万元，合计 4 万元`: of both.
    if (generic && this.likeness.isTotal(own) && this.isTold(subject)) subject = own;
    // `支出预算 3000 万元` behind a sentence on 收入 speaks of another side.
    if (generic && subject && this.likeness.isOtherSide(own, subject)) subject = own;
    const inherited = own === undefined && event.measure === undefined;
    this.spoken = true;
    if (this.fund === null) this.fund = own && this.binder.fundOf(own);
    let candidates =
      this.projectCandidates(own, measure, past) ??
      (subject && !this.inReason ? this.binder.resolve(subject, measure, this.topicOf(subject), past) : []);
    if (own && !generic) this.leaveSide(own);
    candidates = this.ofList(candidates);
    if (subject === undefined && !past && !this.inReason && !inherited) candidates = this.topicCandidates();
    if (candidates.length === 0 && own && !past && !this.inReason)
      candidates = this.projectByName(own, measure);
    const compound =
      subject && !this.inReason && !past ? this.compoundCandidates(subject, measure) : undefined;
    const figure = this.makeFigure(
      num,
      { reason: 'prose.no-subject' },
      num.role === 'bare' ? 'unit' : undefined,
    );
    this.bind(figure, compound ?? [candidates], {
      subject: subject !== undefined,
      past,
      inherited,
      measure,
    });
    if (num.role === 'bare' && figure.binding.cell === undefined && event.measure === undefined) {
      // Neither a known cell nor a measure: a number, but of what is not sure.
      (figure as Mutable<ProseFigure>).lacks = undefined;
    }
    const statement = this.push({
      kind: 'value',
      event,
      figure,
      subject,
      measure,
      past,
      year,
      each: event.each,
    });
    statement.current = [figure];
    if (yearSlip) statement.yearSlip = this.yearPlace(event, year);
    if (own !== undefined && !generic && !this.inReason && !event.aside) this.subject = subject;
    if (subject === undefined) statement.reason = 'prose.no-subject';
    if (inherited && !past && this.isUnnamed(statement)) {
      // `1,200.00万元。800.00万元为基本支出`: nobody's total, part or whole, and what follows may speak of it.
      this.subject = undefined;
      this.lastValue = undefined;
      return;
    }
    if (!this.inReason) {
      this.values.push(statement);
      if (!past && isBudgetMeasure(measure)) this.settleCompletion(statement);
      if (!past && !event.aside) {
        // The value that lists and shares speak of is what was spent, where both it and its budget are told.
        const same =
          this.lastValue &&
          isBudgetMeasure(measure) &&
          !this.binder.isBudget &&
          this.likeness.same(this.lastValue.subject, subject) &&
          this.lastValue.paragraph === this.paragraph;
        if (!same) {
          this.addPart(statement);
          this.lastValue = statement;
        }
      }
    }
  }

  private subjectOf(event: ValueEvent): Phrase | undefined {
    const { subject, nth } = event;
    if (nth !== undefined && subject) return this.nthSubject(subject, nth);
    return subject ?? this.sharedSubject(event);
  }

  /** `支出决算数 300 万元` that names nothing else is of the section's own total, where it agrees. */
  private topicCandidates(): Candidate[] {
    const cell = this.topicWhole();
    return cell ? [{ cell, indicator: undefined, certain: false, reason: 'prose.bound-name' }] : [];
  }

  /** `财政拨款收入 …，其中 …；财政拨款支出 …`: the other side is no part of it. */
  private leaveSide(own: Phrase): void {
    const total = this.open.at(-1)?.total.subject;
    if (total && this.frames.length === 0 && this.likeness.isOtherSide(own, total)) this.closeLists(0);
  }

  /** What the part of a list may mean: not the other side's row of its total, and nothing surely of another table. */
  private ofList(candidates: Candidate[]): Candidate[] {
    const total = this.open.at(-1)?.total;
    const side = total?.subject && this.likeness.sideOf(total.subject);
    if (!total || candidates.length === 0) return candidates;
    const isOther = ({ cell }: Candidate) => {
      const own = cell?.column.path[0];
      return side !== undefined && own !== undefined && own !== side && this.words.sides.includes(own);
    };
    const cell = total.figure?.binding.cell;
    const form = cell?.owner.form?.id;
    const isElsewhere =
      form === undefined ? total.subjectText.includes('》') : this.topic?.forms?.includes(form) === false;
    return candidates
      .filter((c) => !isOther(c))
      .map((c) =>
        isElsewhere && c.cell && c.cell.owner !== cell?.owner && c.cell.row.role === 'total'
          ? { ...c, certain: false }
          : c,
      );
  }

  /** `基本支出占 57.06%，9130.00 万元`: the amount is that of which the share was told, where nothing stated it yet. */
  private sharedSubject(event: ValueEvent): Phrase | undefined {
    const { share, of } = this.shareFirst ?? {};
    if (!share || share !== this.statements.at(-1) || event.measure !== undefined) return undefined;
    if (event.year !== undefined || event.last || event.nth !== undefined || this.inReason) return undefined;
    return asCell(share.current[0]) && of;
  }

  /**
   * Whether a sentence says last year of an amount that is this year's: its own cell holds just that, and the
   * paragraph tells nothing else of this year.
   */
  private isThisYears(
    event: ValueEvent,
    subject: Phrase | undefined,
    measure: Measure | undefined,
    year: number,
  ): boolean {
    const { printed } = event.num;
    if (!subject || !printed || printed.zero || event.last || this.inReason || this.topic?.lastIsNow)
      return false;
    if (
      this.year === undefined ||
      year !== this.year - 1 ||
      isBudgetMeasure(measure) !== this.binder.isBudget
    )
      return false;
    if (this.paragraph.flat.text.includes(String(this.year))) return false;
    const stated = {
      value: scaledOf(printed, event.num.power),
      decimals: printed.decimals,
      unit: event.num.power,
      zero: false,
    };
    const found = this.binder.compound(subject)
      ? (this.compoundCandidates(subject, measure) ?? []).flat()
      : this.candidates(subject, measure, false);
    return found.some((c) => c.certain && c.cell?.state === 'amount' && agrees(stated, c.cell));
  }

  /** `上年收入 18 万元，支出 17 万元`: the second is last year's as well, unless its cell holds just that. */
  private isOfPast(event: ValueEvent, own: Phrase | undefined, measure: Measure | undefined): boolean {
    const { num } = event;
    if (!own || !num.printed || this.inReason || !this.spoken) return false;
    if (!goesOnInPast(this.statements, event, own, this.likeness)) return false;
    const stated = { ...num.printed, value: scaledOf(num.printed, num.power), unit: num.power };
    return !this.candidates(own, measure, false).some((c) => c.cell && agrees(stated, c.cell));
  }

  private yearPlace({ start, num }: ValueEvent, year: number): Statement['yearSlip'] {
    const { flat } = this.paragraph;
    const at = flat.text.indexOf(String(year), start);
    return at >= 0 && at < num.start ? placeOf(flat, { start: at, end: at + 4 }) : undefined;
  }

  /** `为年初预算的 96.67%（年初预算 300 万元）`: the budget is told behind the rate. */
  private settleCompletion(budget: Statement): void {
    const rate = this.openCompletion;
    if (!rate || rate !== this.statements.at(-2) || !this.likeness.same(rate.subject, budget.subject)) return;
    if (rate.measure !== undefined && rate.measure !== budget.measure) return;
    rate.base = budget.current;
    rate.reason = undefined;
    this.openCompletion = undefined;
  }

  /** Whether the amount before is this year's of a subject, in the same paragraph. */
  private isTold(subject: Phrase | undefined): boolean {
    const last = this.statements.at(-1);
    return last?.kind === 'value' && last.subject === subject && last.paragraph === this.paragraph;
  }

  /** Whether an amount has only the subject of the one before it, and nothing says that it is that subject's. */
  private isUnnamed({ figure, subject, measure }: Statement): boolean {
    if (this.inReason || figure?.binding.cell !== undefined) return false;
    if (figure?.binding.reason === 'prose.doubtful') return true;
    return this.values.some(
      (v) =>
        v.paragraph === this.paragraph &&
        !v.past &&
        v.measure === measure &&
        this.likeness.same(v.subject, subject),
    );
  }

  /** In the summary of a project's evaluation, amounts are those of the project's own table. */
  private projectCandidates(
    own: Phrase | undefined,
    measure: Measure | undefined,
    past: boolean,
  ): Candidate[] | undefined {
    if (!this.topic?.performance || past || this.inReason) return undefined;
    if (own && !this.likeness.isAnaphor(own)) {
      const named = this.binder.project(own.text);
      if (named) this.project = named;
      else return undefined;
    }
    if (!this.project || measure === undefined) return undefined;
    const cell = this.binder.projectCell(this.project.table, measure);
    return cell
      ? [{ cell, indicator: undefined, certain: this.project.certain, reason: 'prose.bound-project' }]
      : undefined;
  }

  /** Elsewhere a project may be named as well; then only what its table says as well is taken for it. */
  private projectByName(own: Phrase, measure: Measure | undefined): Candidate[] {
    if (this.binder.isBudget || this.topic?.id === '概况' || measure === undefined) return [];
    const found = this.binder.project(own.text);
    const cell = found && this.binder.projectCell(found.table, measure);
    return cell ? [{ cell, indicator: undefined, certain: false, reason: 'prose.bound-project' }] : [];
  }

  /** Projects whose names prose shortens: bound where budget and expenditure both are those of one table alone. */
  private bindPairs(): void {
    if (!this.topic?.performance) return;
    const open = this.statements.filter(
      (s) => s.kind === 'value' && s.figure && s.figure.binding.cell === undefined && !s.past && !s.inReason,
    );
    for (const spent of open) {
      if (isBudgetMeasure(spent.measure)) continue;
      const budget = open.find(
        (o) =>
          o.paragraph === spent.paragraph &&
          isBudgetMeasure(o.measure) &&
          this.likeness.same(o.subject, spent.subject),
      );
      const one = spent.figure && statedOf(spent.figure);
      const two = budget?.figure && statedOf(budget.figure);
      if (!one || !two || one.value === 0n || !budget?.figure || !spent.figure) continue;
      const cells = this.binder.projectPair(
        budget.measure ?? 'full',
        (b, f) => agrees(two, b) && agrees(one, f),
      );
      if (!cells) continue;
      this.rebind(budget.figure, cells.budget);
      this.rebind(spent.figure, cells.spent);
    }
  }

  /** Of the amounts that a total's name may mean, where it agrees with none, the one that its parts add up to. */
  private bindTotal({ total, parts, shares }: PartList): void {
    const { figure, subject } = total;
    const stated = figure && statedOf(figure);
    const bound = figure?.binding.cell;
    if (!stated || !subject || parts.length < 2 || (bound && agrees(stated, bound))) return;
    const cells = this.candidates(subject, total.measure, false).flatMap(({ cell, certain }) =>
      certain && cell?.state === 'amount' ? [cell] : [],
    );
    const areOf = (cell: CellFigure) => shares.length > 1 && shares.every((s) => isShareOf(s, cell));
    const meant = cells.find((cell) => isSumOf(cell, parts)) ?? cells.find(areOf);
    if (meant && meant.value !== bound?.value) this.rebind(figure, meant, {});
  }

  private rebind(
    figure: ProseFigure,
    cell: CellFigure,
    how: { readonly doubtful?: true } = { doubtful: true },
  ): void {
    (figure as Mutable<ProseFigure>).binding = { cell, reason: 'prose.bound-values', ...how };
    unslip(figure, cell);
    settle(figure, cell);
  }

  /** The subject of the nth figure of `分别为 A、B、C`. */
  private nthSubject(subject: Phrase, nth: number): Phrase {
    const name = this.binder.compound(subject)?.[nth];
    if (name !== undefined) return phraseOf(name, subject);
    return subject.parts.length > 1 ? this.likeness.partOf(subject, nth) : subject;
  }

  /** The section's topic, or the fund that the sentence began with where the name is one of its own. */
  private topicOf(subject: Phrase): Topic | undefined {
    const { fund, topic } = this;
    if (!fund || topic?.off || `${topic?.id}/` === fund.id) return topic;
    return fund.carries?.includes(this.binder.strip(subject.text)) ? fund : topic;
  }

  private measureOf(event: ValueEvent, nth: number | undefined): Measure | undefined {
    if (nth !== undefined && event.measures.length > 1) return event.measures[nth];
    return event.measure ?? (this.binder.isBudget ? 'budget' : 'final');
  }

  private knows(subject: Phrase, measure: Measure | undefined): boolean {
    return this.candidates(subject, measure, false).some((c) => c.certain);
  }

  private candidates(subject: Phrase, measure: Measure | undefined, past: boolean): Candidate[] {
    return this.binder.resolve(subject, measure, this.topic, past);
  }

  private compoundCandidates(subject: Phrase, measure: Measure | undefined): Candidate[][] | undefined {
    const names = this.binder.compound(subject);
    if (!names) return undefined;
    return names.map((name) => this.candidates(phraseOf(name, subject), measure, false));
  }

  /** Binds a figure to the cell that agrees, or to the first that its name can only mean. */
  private bind(
    figure: ProseFigure,
    groups: readonly (readonly Candidate[])[],
    more: { subject: boolean; past: boolean; inherited: boolean; measure: Measure | undefined },
  ): void {
    const target = figure as Mutable<ProseFigure>;
    const cells: CellFigure[] = [];
    let binding: Binding | undefined;
    for (const candidates of groups) {
      const withCells = candidates.filter((c) => c.cell !== undefined);
      const stated = statedOf(figure);
      let chosen =
        agreeing(withCells, figure, more.inherited) ??
        withCells.find((c) => c.certain && c.cell?.state === 'amount' && !more.inherited);
      if (!chosen && stated && stated.value !== 0n) {
        chosen = withCells.find(
          (c) => c.certain && c.cell?.state === 'blank' && c.cell.owner.state !== 'void' && !more.inherited,
        );
      }
      if (chosen?.cell) {
        cells.push(chosen.cell);
        binding ??= {
          cell: chosen.cell,
          reason: chosen.reason,
          ...(chosen.indicator ? { indicator: chosen.indicator } : {}),
          ...(chosen.certain && !more.inherited ? {} : { doubtful: true as const }),
        };
        continue;
      }
      const indicator = candidates.find(
        (c) => c.indicator !== undefined && (c.certain || candidates.length === 1),
      );
      if (indicator?.indicator) binding ??= { indicator: indicator.indicator, reason: 'prose.indicator' };
      else if (withCells.length > 0) {
        const blank = withCells.every((c) => c.cell?.state === 'blank' || c.cell?.state === 'dash');
        const open = withCells.some((c) => c.cell && isOpen(c.cell.owner, c.cell));
        binding ??= { reason: open ? 'prose.open-cell' : blank ? 'prose.blank-cell' : 'prose.doubtful' };
      }
    }
    if (binding) {
      target.binding = cells.length > 1 ? { ...binding, others: cells.slice(1) } : binding;
    } else {
      const off = this.topic?.off === true;
      target.binding = {
        reason: more.past
          ? 'prose.other-year'
          : off
            ? 'prose.off-topic'
            : !more.subject
              ? 'prose.no-subject'
              : more.measure && more.measure !== 'final' && !this.binder.isBudget
                ? 'prose.no-budget-column'
                : 'prose.unknown-subject',
      };
    }
    const cell = target.binding.cell;
    if (cell) {
      unslip(target, cell);
      settle(target, cell);
    }
  }

  // ---- changes and rates ----

  private change(event: ChangeEvent): void {
    const figure = this.makeFigure(
      event.num,
      { reason: 'prose.change' },
      event.num.role === 'bare' ? 'unit' : undefined,
    );
    if (event.num.role === 'bare' && (this.inReason || !isMoneyLike(event.num))) return;
    const statement = this.changeStatement('change', event, figure);
    if (figure.lacks === 'unit') this.assumeUnit(figure, statement.current[0]);
    if (!this.inReason) {
      if (
        this.pendingRate &&
        this.pendingRate.change === undefined &&
        (event.subject === undefined || this.likeness.same(this.pendingRate.subject, event.subject))
      ) {
        this.pendingRate.change = statement;
        this.pendingRate = undefined;
      }
      this.lastChange = statement;
    }
  }

  private rate(event: ChangeEvent): void {
    const figure = this.makeFigure(
      event.num,
      { reason: 'prose.rate' },
      event.num.role === 'bare' ? 'percent' : undefined,
    );
    if (event.num.role === 'bare' && (this.inReason || !/\./.test(rawOf(this.paragraph, event.num)))) return;
    const statement = this.changeStatement('change-rate', event, figure);
    const change = this.lastChange;
    if (
      change &&
      !this.inReason &&
      (event.subject === undefined || this.likeness.same(change.subject, statement.subject)) &&
      sameAgainst(change, statement)
    ) {
      statement.change = change;
      this.settleChanged(change, statement);
      statement.current = change.current;
      statement.base = change.base;
      // One rate belongs to one change.
      this.lastChange = undefined;
    } else if (!this.inReason) this.pendingRate = statement;
  }

  /** `甲 3 万元，包括乙 1 万元、丙 1 万元，比上年增加 …`: of the total, where that fits and the last part does not. */
  private settleChanged(change: Statement, rate: Statement): void {
    const list = this.open.at(-1);
    const [now] = change.current;
    const total = list?.total;
    if (!list || !total?.figure || !now || change.base.length > 0 || total.paragraph !== this.paragraph)
      return;
    const part = list.parts.find((p) => p.figure === now);
    if (!part?.figure || isOff(part.figure) || isRateOf(rate, change, now)) return;
    if (!isRateOf(rate, change, total.figure)) return;
    for (const s of [change, rate] as Mutable<Statement>[]) {
      s.current = total.current;
      s.subject = total.subject;
      s.subjectText = total.subjectText;
    }
  }

  private changeStatement(
    kind: 'change' | 'change-rate',
    event: ChangeEvent,
    figure: ProseFigure,
  ): Statement {
    if (event.compare) this.compare = event.compare;
    const compare = event.compare ?? this.compare ?? this.toldBase();
    let subject =
      event.nth !== undefined && event.subject ? this.nthSubject(event.subject, event.nth) : event.subject;
    const own = subject !== undefined && !this.likeness.isAnaphor(subject);
    // `2022 年、2023 年支出合计分别为 …，其中 2023 年比 2022 年下降`: years of what was told are no parts of it.
    subject ??= this.subject ?? (event.year === undefined ? undefined : this.lastValue?.subject);
    const past = this.isOtherYear(event.year);
    const statement = this.push({
      kind,
      event,
      figure,
      subject,
      measure: event.measure,
      past,
      year: event.year,
      each: event.each,
      compare,
      direction: event.direction,
    });
    if (this.inReason) {
      statement.reason = 'prose.in-reason';
      return statement;
    }
    const current = past
      ? this.pastOf(subject, event.year, event.measure)
      : this.currentOf(subject, event.each);
    statement.current = current;
    if (current.length === 0) statement.reason = past ? 'prose.other-year' : 'prose.no-amount';
    statement.base = this.baseOf(subject, compare);
    if (own && current.length > 0 && event.subject) this.subject = subject;
    return statement;
  }

  /** `2,650 万元，上年 2,700 万元，减少 50 万元`: against the amount of last year right before it. */
  private toldBase(): Compare | undefined {
    const before = this.statements.slice(-2);
    const last = before.findLast((s) => s.kind !== 'change' && s.kind !== 'change-rate');
    const { year } = this;
    if (last?.kind !== 'value' || !last.past || last.paragraph !== this.paragraph || !this.spoken) return;
    const isLast = last.year === undefined || year === undefined || last.year === year - 1;
    return isLast && last.figure?.kind === 'money'
      ? { with: 'last', ...(last.measure ? { measure: last.measure } : {}) }
      : undefined;
  }

  private isOtherYear(year: number | undefined): boolean {
    return year !== undefined && this.year !== undefined && year !== this.year;
  }

  /** The amount of this year that a phrase means: as a sentence states it, else as its cell does. */
  private currentOf(
    subject: Phrase | undefined,
    each = false,
    measure: Measure = this.binder.isBudget ? 'budget' : 'final',
  ): readonly Figure[] {
    if (!subject)
      return this.lastValue && this.lastValue.paragraph === this.paragraph && !each
        ? this.lastValue.current
        : [];
    const stated = this.findValue(subject, measure);
    if (stated) return stated.current;
    if (
      this.likeness.isAnaphor(subject) &&
      this.lastValue?.paragraph === this.paragraph &&
      (this.lastValue.measure ?? 'final') === measure
    ) {
      const last = this.lastValue;
      // `支出增加` behind `收入总计 …` speaks of another amount.
      if (
        !/收入|支出/.test(subject.text) ||
        last.subjectText.includes(subject.text.slice(0, 2)) ||
        !/收入|支出/.test(last.subjectText)
      )
        return last.current;
    }
    const compound = this.compoundCandidates(subject, measure);
    const candidates = compound ? compound.flat() : this.candidates(subject, measure, false);
    const cell = candidates.find((c) => c.certain && c.cell?.state === 'amount')?.cell;
    if (cell) return [cell];
    // `收入支出总体`: what the sentences before said of each.
    for (const name of this.binder.compound(subject) ?? []) {
      const each = this.lookUp(phraseOf(name, subject), measure);
      if (each && each.score >= 3.5) return each.statement.current;
    }
    return [];
  }

  private findValue(subject: Phrase, measure: Measure): Statement | undefined {
    return this.lookUp(subject, measure)?.statement;
  }

  /** The statement of an amount of a subject: nearest before, this paragraph first; and how surely it is meant. */
  private lookUp(subject: Phrase, measure: Measure): { statement: Statement; score: number } | undefined {
    let best: Statement | undefined;
    let score = 0;
    const budget = isBudgetMeasure;
    const cells = this.cellsOf(subject, measure);
    for (let i = this.values.length - 1; i >= Math.max(0, this.values.length - WINDOW); i--) {
      const value = this.values[i] as Statement;
      if (value.past) continue;
      const fits =
        measure === 'final'
          ? !budget(value.measure) || this.binder.isBudget
          : measure === value.measure || (measure === 'budget' && budget(value.measure));
      if (!fits) continue;
      let own = this.likeness.of(value.subject, subject);
      const cell = value.figure?.binding.cell;
      if (own < 4 && cell && cells.has(cell)) own = 4;
      if (own === 0) continue;
      if (value.paragraph === this.paragraph) own += 0.5;
      if (own > score) {
        best = value;
        score = own;
        if (own >= 4.5) break;
      }
    }
    return best && score >= 2 ? { statement: best, score } : undefined;
  }

  private cellsOf(subject: Phrase, measure: Measure): ReadonlySet<CellFigure> {
    const cells = new Set<CellFigure>();
    if (subject.text === '') return cells;
    const candidates = this.candidates(subject, measure, false);
    for (const c of candidates) if (c.cell && c.certain) cells.add(c.cell);
    return cells;
  }

  /** The amount that a change is measured against, where a sentence states it. */
  private baseOf(subject: Phrase | undefined, compare: Compare | undefined): readonly Figure[] {
    if (!compare) return [];
    const { year } = this;
    if (compare.with === 'last') {
      const found = this.pastOf(subject, compare.year, compare.measure ?? 'final');
      // In a final account an amount without a measure is what was spent; in a budget it may be either.
      const strict = compare.measure !== undefined && !this.binder.isBudget;
      return found.length > 0 || strict ? found : this.pastOf(subject, compare.year, undefined);
    }
    if (compare.year !== undefined && (compare.year !== year || this.binder.isBudget))
      return this.pastOf(subject, compare.year, compare.measure);
    return this.budgetOf(subject, compare.measure ?? 'budget');
  }

  /** The amount of another year, the last unless it is named, said in the same paragraph. */
  private pastOf(
    subject: Phrase | undefined,
    year: number | undefined,
    measure: Measure | undefined,
  ): readonly Figure[] {
    const wanted = year ?? (this.year === undefined ? undefined : this.year - 1);
    const found = this.values
      .slice(-WINDOW)
      .findLast(
        (v) =>
          v.past &&
          v.paragraph === this.paragraph &&
          v.figure !== undefined &&
          (wanted === undefined || v.year === undefined || v.year === wanted) &&
          (measure === undefined || isBudgetMeasure(v.measure) === isBudgetMeasure(measure)) &&
          this.likeness.same(v.subject, subject),
      );
    return found?.current ?? [];
  }

  /** The budget of a subject: as stated, else from a column of a table. */
  private budgetOf(subject: Phrase | undefined, measure: Measure): readonly Figure[] {
    if (!subject) return [];
    const stated = this.findValue(subject, measure === 'final' ? 'budget' : measure);
    if (stated?.paragraph === this.paragraph) return stated.current;
    const cell = this.candidates(subject, measure, false).find(
      (c) => c.certain && c.cell?.state === 'amount',
    )?.cell;
    if (cell) return [cell];
    return stated ? stated.current : [];
  }

  // ---- percentages ----

  private share(event: ShareEvent): void {
    const lacks = event.num.role === 'bare' ? 'percent' : undefined;
    if (lacks && this.inReason) return;
    const figure = this.makeFigure(event.num, { reason: 'prose.share' }, lacks);
    const several = event.nth === undefined ? undefined : this.severalOf(event, event.nth);
    const subject = several?.own ? several.subject : event.subject;
    const statement = this.push({
      kind: 'share',
      event,
      figure,
      subject: several?.subject ?? subject ?? this.subject,
      measure: undefined,
      past: false,
      year: undefined,
      each: false,
    });
    if (this.inReason) {
      statement.reason = 'prose.in-reason';
      return;
    }
    if (several && !several.own) {
      this.nthShare(statement, event, several);
      return;
    }
    this.shareFirst =
      subject && !this.likeness.isAnaphor(subject) ? { share: statement, of: subject } : undefined;
    const last = this.lastValue;
    if (!this.sharePart(subject, event, statement, last)) return;
    if (event.of) this.shareOfNamed(statement, event, event.of);
    else this.shareOfImplied(statement, last);
  }

  /** A share whose clause names the whole. */
  private shareOfNamed(statement: Statement, event: ShareEvent, of: Phrase): void {
    const whole = this.wholeOf(of, event.ofMeasure, statement.current);
    statement.base = whole.figures;
    statement.guessed = !whole.sure;
    if (whole.sure && whole.figures.length > 0) {
      this.namedWhole = whole.figures;
      this.namedPartCell = cellOf(statement.current[0]);
    }
    if (statement.base.length > 0) return;
    statement.reason = 'prose.unknown-whole';
    this.evaluatedWhole(statement, of);
  }

  /** A share that leaves its whole to the sentences before it. */
  private shareOfImplied(statement: Statement, last: Statement | undefined): void {
    const own = this.ownPart(statement, last);
    const wholes = this.impliedWholes(own ? undefined : last);
    const named = this.namedWhole;
    if (wholes.length === 0) statement.reason = 'prose.no-whole';
    else
      statement.guessed =
        this.vagueWhole || (own ? !isBeside(own, wholes[0]?.[0]) : this.isGuess(wholes[0] ?? [], last));
    if (named && this.open.length === 0 && named !== wholes[0]) {
      wholes.unshift(named);
      // `甲占收入合计的 60%，乙占 40%`: of the same, where both are amounts of one line of a table.
      statement.guessed = !isInLine(this.namedPartCell, cellOf(statement.current[0]));
    }
    // The total of the section's table, if it fits; the sentence may mean another.
    const cell = last && (wholes.length === 0 || statement.guessed) ? this.topicWhole() : undefined;
    if (cell) {
      wholes.push([cell]);
      statement.guessed = true;
    }
    statement.base = wholes[0] ?? [];
    statement.bases = wholes.slice(1);
    const list = this.open.findLast((l) => l.parts.includes(last as Statement));
    list?.shares.push(statement);
  }

  /** `支出 16000 万元，其中基本支出占 57.06%`: the cell of a part that only its name tells, behind its total. */
  private ownPart({ current: [part] }: Statement, last: Statement | undefined): CellFigure | undefined {
    const told = this.open.some((l) => l.total === last);
    return told ? asCell(part) : undefined;
  }

  /** The part that a share is of; false, with the reason, where nobody knows. */
  private sharePart(
    subject: Phrase | undefined,
    event: ShareEvent,
    statement: Statement,
    last: Statement | undefined,
  ): boolean {
    if (subject) statement.current = this.namedPart(subject, last);
    else if (
      last?.paragraph === this.paragraph &&
      (!this.subject || this.likeness.same(last.subject, this.subject))
    )
      statement.current = last.current;
    if (statement.current.length > 0) return true;
    statement.reason = 'prose.no-part';
    if (!subject || !event.of) return false;
    this.vagueWhole = true;
    const whole = this.wholeOf(event.of, event.ofMeasure, []);
    if (whole.sure) statement.base = whole.figures;
    return false;
  }

  /** The part of a share, as its clause names it. */
  private namedPart(subject: Phrase, last: Statement | undefined): readonly Figure[] {
    const part = this.findValue(subject, this.binder.isBudget ? 'budget' : 'final');
    if (part?.paragraph === this.paragraph && this.likeness.of(part.subject, subject) >= 3.5)
      return part.current;
    if (last && this.likeness.isAnaphor(subject)) {
      // `甲占 60%，乙占 40%，合计占 100%`: of all that was listed, not of the last.
      const several = this.open.some((l) => l.parts.length > 1);
      return several && this.likeness.isTotal(subject) ? [] : last.current;
    }
    const own = this.candidates(subject, undefined, false).find(
      (c) => c.certain && c.cell?.state === 'amount',
    );
    return own?.cell ? [own.cell] : [];
  }

  /** What the nth of several shares is of: one of the names before it, or one of the amounts told before. */
  private severalOf({ subject, among = 0 }: ShareEvent, nth: number): SeveralShares {
    if (subject)
      return {
        own: true,
        subject: this.nthSubject(subject, nth),
        part: undefined,
        whole: undefined,
        sure: true,
      };
    const list = this.open.at(-1);
    let parts = list?.parts ?? this.amountsInRow();
    let whole = list?.total;
    const before = parts[parts.length - among - 1];
    if (!list && before && this.likeness.isTotal(before.subject)) {
      whole = before;
      parts = parts.slice(-among);
    }
    const part = parts[nth];
    return { own: false, subject: part?.subject, part, whole, sure: parts.length === among };
  }

  /**
   * `甲 3 万元、乙 1 万元，分别占 75% 和 25%`: of as many amounts as there are shares. Where there are more, which is
   * whose only a fit proves.
   */
  private nthShare(statement: Statement, event: ShareEvent, { part, whole, sure }: SeveralShares): void {
    statement.current = part?.current ?? [];
    const named = event.of && this.wholeOf(event.of, event.ofMeasure, statement.current);
    statement.base = named?.figures ?? whole?.current ?? [];
    statement.guessed = !sure || named?.sure === false;
    if (statement.current.length === 0) statement.reason = 'prose.no-part';
    else if (statement.base.length === 0) statement.reason = 'prose.no-whole';
  }

  /** The amounts of this year that stand side by side before the shares of this sentence. */
  private amountsInRow(): readonly Statement[] {
    const before = this.statements.slice(-WINDOW).filter((s) => s.paragraph === this.paragraph);
    while (before.at(-1)?.kind === 'share') before.pop();
    const from = before.findLastIndex((s) => s.kind !== 'value' || s.past || s.inReason);
    return before.slice(from + 1);
  }

  /** An evaluation's share of the 项目支出: whose it is it does not say, so that only a fit proves anything. */
  private evaluatedWhole(statement: Statement, of: Phrase): void {
    if (!this.topic?.performance || !of.text.includes('项目支出')) return;
    const cells = ['03.合计.项目支出', '05.合计.项目支出'].flatMap((ref) => this.binder.referred(ref) ?? []);
    const [first, ...rest] = cells.filter((c) => c.state === 'amount');
    if (!first) return;
    statement.base = [first];
    statement.bases = rest.map((c) => [c]);
    statement.guessed = true;
  }

  /** What is named behind 占; where only a part of the name says so, a share that does not fit proves nothing. */
  private wholeOf(
    of: Phrase,
    measure: Measure | undefined,
    part: readonly Figure[],
  ): { readonly figures: readonly Figure[]; readonly sure: boolean } {
    const sure = (figures: readonly Figure[]) => ({ figures, sure: true });
    const wanted: Measure = measure ?? (this.binder.isBudget ? 'budget' : 'final');
    const looked = this.lookUp(of, wanted);
    const stated = looked?.statement;
    const isPart = (s: Statement) => s.current.some((f) => part.includes(f));
    const exact = stated && !isPart(stated) && looked.score >= 3.5 ? stated : undefined;
    if (exact) return sure(exact.current);
    const candidates = this.candidates(of, wanted, false);
    const cells = candidates.filter((c) => c.certain && c.cell?.state === 'amount');
    if (cells[0]?.cell) return sure([cells[0].cell]);
    const indicator = candidates.find((c) => c.indicator)?.indicator;
    if (indicator) {
      const found = this.values.findLast((v) => v.figure?.binding.indicator === indicator && !v.past);
      if (found && !isPart(found)) return sure(found.current);
    }
    // `占总支出的`, `占支出总额的` of the sentence's own total.
    const list = this.open.at(-1);
    const total = list && this.likeness.isAnaphor(of) ? list.total : undefined;
    const holds = (whole: Statement) =>
      !part[0] || (whole.figure !== undefined && abs(whole.figure.value) >= abs(part[0].value));
    if (stated && !isPart(stated))
      return { figures: stated.current, sure: stated === total && holds(stated) };
    if (total) return { figures: total.current, sure: holds(total) };
    return { figures: [], sure: false };
  }

  /** The wholes that a share without one may mean: the totals of the lists it stands in, innermost first. */
  private impliedWholes(part: Statement | undefined): (readonly Figure[])[] {
    const wholes: (readonly Figure[])[] = [];
    for (let i = this.open.length - 1; i >= 0; i--) {
      const { total, parts } = this.open[i] as OpenList;
      // `收、支总计 A，其中：本年收入合计 B，财政拨款收入 C，占 …`: a total told on the way is the nearer whole.
      const subtotal = parts.findLast(
        (p) => p !== part && this.likeness.isTotal(p.subject) && isAtLeast(p, part),
      );
      if (subtotal) wholes.push(subtotal.current);
      if (total !== part) wholes.push(total.current);
    }
    if (wholes.length === 0 && this.within.length > 0) wholes.push(this.within);
    if (wholes.length === 0 && part) {
      // The first total of the section, where this is an item of the enumeration under it.
      const first = this.values.find(
        (v) =>
          v !== part &&
          v.figure?.kind === 'money' &&
          !v.past &&
          (v.measure ?? 'final') === (part.measure ?? 'final'),
      );
      if (first?.figure && part.figure && abs(first.figure.value) >= abs(part.figure.value))
        wholes.push(first.current);
    }
    return wholes;
  }

  /** Whether a whole was only the first amount of the section, and not the total of the part's own table. */
  private isGuess(whole: readonly Figure[], part: Statement | undefined): boolean {
    const isListed = (l: OpenList) => [l.total, ...l.parts].some((s) => s.current === whole);
    if (this.within === whole || this.open.some(isListed)) return false;
    const told = this.values.find((v) => v.current === whole);
    if (told && part && isDivision(this.words, told.subjectText, part.subjectText)) return false;
    const cell = told?.figure?.binding.cell;
    const own = part?.figure?.binding.cell;
    if (!cell || !own) return true;
    if (cell.owner !== own.owner) return !isBeside(own, cell);
    // `基本支出 9130 万元，…；项目支出 6870 万元，占`: columns side by side are no whole of one another.
    if (cell.row === own.row && [...own.row.cells.values()].some((c) => c.value > cell.value)) return true;
    return !(
      cell.row.role === 'total' ||
      (cell.owner.grid?.get('合计') && [...(cell.owner.grid.get('合计')?.values() ?? [])].includes(cell))
    );
  }

  private topicWhole(): CellFigure | undefined {
    const ref = this.topic?.whole;
    const cell = ref === undefined ? undefined : this.binder.referred(ref);
    return cell?.state === 'amount' ? cell : undefined;
  }

  private completion(event: Extract<ProseEvent, { t: 'completion' }>): void {
    const lacks = event.num.role === 'bare' ? 'percent' : undefined;
    const figure = this.makeFigure(event.num, { reason: 'prose.completion' }, lacks);
    const own = event.subject && !this.likeness.isAnaphor(event.subject) ? event.subject : undefined;
    const subject = own ?? this.subject;
    const statement = this.push({
      kind: 'completion',
      event,
      figure,
      subject,
      measure: event.measure,
      past: false,
      year: undefined,
      each: false,
    });
    if (this.inReason) {
      statement.reason = 'prose.in-reason';
      return;
    }
    // `完成…任务 10000 人的 168.42%`
    if (
      event.measure === undefined &&
      this.lastCount?.paragraph === this.paragraph &&
      this.lastCount === this.statements.at(-2)
    ) {
      const target = this.lastCount;
      const done = this.statements
        .slice(0, -2)
        .findLast(
          (s) =>
            s.kind === 'count' &&
            s.paragraph === this.paragraph &&
            s.figure?.unitText === target.figure?.unitText,
        );
      const near = done && this.statements.indexOf(done) >= this.statements.length - 4;
      if (near && done.figure && target.figure) {
        statement.current = [done.figure];
        statement.base = [target.figure];
      } else statement.reason = 'prose.no-amount';
      return;
    }
    const spent = subject ? this.findValue(subject, 'final') : this.lastValue;
    if (spent && spent.paragraph === this.paragraph) statement.current = spent.current;
    else if (subject) {
      const cell = this.candidates(subject, 'final', false).find(
        (c) => c.certain && c.cell?.state === 'amount',
      )?.cell;
      if (cell) statement.current = [cell];
    }
    statement.base = this.budgetOf(subject, event.measure ?? 'budget');
    // An execution rate of a part may be measured against a budget that is not told.
    if (statement.current.length === 0) statement.reason = 'prose.no-amount';
    else if (statement.base.length === 0) {
      statement.reason = 'prose.no-budget';
      this.openCompletion = statement;
    }
  }

  // ---- words ----

  private comparison(event: Extract<ProseEvent, { t: 'flat' | 'order' | 'claim' }>): void {
    if (this.inReason) return;
    const compare = event.t === 'order' ? event.right : (event.compare ?? this.compare);
    if (event.t !== 'order' && event.compare) this.compare = event.compare;
    const own = event.subject && !this.likeness.isAnaphor(event.subject) ? event.subject : undefined;
    const subject = own ?? this.subject;
    // `公务接待费决算比预算无增减变化，比去年增加 0.80 万元`: the item goes on being spoken of.
    if (own && event.t !== 'claim' && (this.knows(own, undefined) || (event.t === 'flat' && compare)))
      this.subject = own;
    const direction: Direction | undefined =
      event.t === 'claim'
        ? event.direction
        : event.t === 'order'
          ? {
              sign: event.word.value === 'greater' ? 1 : -1,
              text: event.word.text,
              start: event.word.start,
              end: event.word.end,
            }
          : undefined;
    const statement = this.push({
      kind: event.t,
      event,
      figure: undefined,
      subject,
      measure: event.t === 'order' ? event.left : undefined,
      past: false,
      year: undefined,
      each: event.t === 'flat' && event.roughly,
      compare,
      direction,
    });
    if (event.t === 'claim') {
      // The change that the reason explains.
      const changes = this.statements
        .slice(-WINDOW)
        .filter(
          (s) =>
            s.kind === 'change' &&
            !s.inReason &&
            s.paragraph === this.paragraph &&
            (!own || this.likeness.same(s.subject, own)),
        );
      const fitting = changes.filter((s) => compare === undefined || sameBase(s.against, compare));
      statement.change = fitting.length === 1 ? fitting[0] : undefined;
      return;
    }
    const left = event.t === 'order' ? event.left : undefined;
    if (left && isBudgetMeasure(left) && !this.binder.isBudget)
      statement.current = this.budgetOf(subject, left);
    else {
      const found = subject ? this.findValue(subject, 'final') : this.lastValue;
      if (found?.paragraph === this.paragraph) statement.current = found.current;
      else if (subject) statement.current = this.currentOf(subject);
    }
    if (compare) {
      statement.base =
        compare.with === 'last'
          ? this.baseOf(subject, compare)
          : this.budgetOf(subject, compare.measure ?? 'budget');
      if (
        compare.year !== undefined &&
        this.year !== undefined &&
        (compare.year !== this.year || this.binder.isBudget) &&
        compare.with === 'measure'
      )
        statement.base = [];
    }
    if (statement.current.length === 0) statement.reason = 'prose.no-amount';
    else if (statement.base.length === 0)
      statement.reason = compare?.with === 'last' ? 'prose.no-last-year' : 'prose.no-budget';
  }

  // ---- counts ----

  private count(event: Extract<ProseEvent, { t: 'count' }>): void {
    // `（含外事接待 0 批次、0 人次）`: the second count is of what the first was.
    const bare = event.subject === undefined && this.statements.at(-1) === this.lastCount;
    const context =
      bare && this.countContext !== '' ? this.countContext : event.words + (this.subject?.text ?? '');
    this.countContext = context;
    const indicator = this.countKind(foldName(context), event.num.classifier);
    const figure = this.makeFigure(
      event.num,
      indicator ? { indicator, reason: 'prose.indicator' } : { reason: 'prose.count' },
    );
    const subject = event.subject ?? this.subject;
    const statement = this.push({
      kind: 'count',
      event,
      figure,
      subject,
      measure: undefined,
      past: false,
      year: undefined,
      each: false,
    });
    statement.current = [figure];
    if (!this.inReason && event.subject && this.topic && !this.topic.off) {
      const candidates = this.candidates(event.subject, undefined, false).filter(
        (c) => c.cell?.kind === 'count' || (c.cell?.row.form?.count === true && c.cell.unit === 0),
      );
      const stated = statedOf(figure);
      const chosen =
        candidates.find((c) => c.cell?.state === 'amount' && stated && agrees(stated, c.cell)) ??
        candidates.find((c) => c.certain && c.cell?.state === 'amount');
      if (chosen?.cell)
        (figure as Mutable<ProseFigure>).binding = {
          cell: chosen.cell,
          reason: chosen.reason,
          ...(indicator ? { indicator } : {}),
        };
    }
    if (!this.inReason) {
      this.lastCount = statement;
      if (this.topic?.id === '国有资产') this.countList(event, statement);
    }
  }

  /** `共有车辆 7 辆，其中：…用车 0 辆、…用车 7 辆`. */
  private countList(event: Extract<ProseEvent, { t: 'count' }>, statement: Statement): void {
    // What follows the end of its sentence, without 其中 of its own, is no part of a list.
    if (this.pendingClose) {
      this.pendingClose = false;
      if (!this.open.some((l) => l.marked || l.parts.length === 0)) this.closeLists(0);
    }
    const list = this.open.at(-1);
    if (
      list &&
      list.total.figure?.kind === 'count' &&
      list.total.figure.unitText === statement.figure?.unitText &&
      event.subject
    ) {
      list.parts.push(statement);
      list.block = false;
      return;
    }
    if (!this.open.length) this.lastValue = statement;
  }

  private countKind(context: string, unit: string): string | undefined {
    for (const kind of this.words.counts) {
      if (!kind.units.some((u) => foldName(u) === unit)) continue;
      if (kind.topics && !kind.topics.includes(this.topic?.id ?? '')) continue;
      if (!kind.words.some((w) => context.includes(foldName(w)))) continue;
      if (kind.also && !kind.also.some((w) => context.includes(foldName(w)))) continue;
      if (kind.not?.some((w) => context.includes(foldName(w)))) continue;
      return kind.id;
    }
    return undefined;
  }

  private standard(event: Extract<ProseEvent, { t: 'standard' }>): void {
    const figure = this.makeFigure(event.num, { reason: 'prose.standard' });
    this.push({
      kind: 'standard',
      event,
      figure,
      subject: this.subject,
      measure: undefined,
      past: false,
      year: undefined,
      each: false,
    });
  }

  // ---- making ----

  private pushSimple(
    kind: StatementKind,
    event: ProseEvent,
    subject: Phrase | undefined,
    compare: Compare | undefined,
    measure?: Measure,
  ): void {
    this.push({
      kind,
      event,
      figure: undefined,
      subject,
      measure,
      past: false,
      year: undefined,
      each: false,
      compare,
    });
  }

  private push(more: {
    kind: StatementKind;
    event: ProseEvent;
    figure: ProseFigure | undefined;
    subject: Phrase | undefined;
    measure: Measure | undefined;
    past: boolean;
    year: number | undefined;
    each: boolean;
    compare?: Compare | undefined;
    direction?: Direction | undefined;
  }): Statement {
    const { flat } = this.paragraph;
    const { event, compare, direction } = more;
    const against: Against | undefined = compare
      ? {
          with: compare.with,
          measure: compare.measure,
          year: compare.year,
          yearPlace: compare.yearSpan ? placeOf(flat, compare.yearSpan) : undefined,
        }
      : undefined;
    const statement: Statement = {
      kind: more.kind,
      paragraph: this.paragraph,
      block: blockAt(flat, event.start),
      span: spansOf(flat, event.start, event.end)[0] as Span,
      figure: more.figure,
      subject: more.subject,
      subjectText: more.subject?.text ?? '',
      measure: more.measure,
      past: more.past,
      year: more.year,
      inReason: this.inReason,
      direction: direction ? { ...direction, ...placeOf(flat, direction) } : undefined,
      against,
      each: more.each,
      current: [],
      base: [],
      bases: [],
      change: undefined,
      guessed: false,
      reason: undefined,
    };
    this.statements.push(statement);
    return statement;
  }

  private makeFigure(num: NumberToken, binding: Binding, lacks?: 'unit' | 'percent'): ProseFigure {
    const { flat } = this.paragraph;
    const percent = num.role === 'percent' || lacks === 'percent';
    const kind = percent ? 'percent' : num.role === 'count' ? 'count' : 'money';
    // The sign `%` belongs to a percentage as written; a unit stands by itself.
    const end = num.role === 'percent' ? num.unitEnd : num.digitsEnd;
    const spans = spansOf(flat, num.start, end);
    // As it stands in its line, blanks included; a figure cut by a line end without them.
    const [only] = spans;
    const line = only && spans.length === 1 ? blockAt(flat, num.start).lines[only.line] : undefined;
    const raw = only && line ? line.text.slice(only.start, only.end) : flat.raw.slice(num.start, end);
    const { printed } = num;
    const unit = num.power;
    const unitStart = num.unitStart;
    const figure: ProseFigure = {
      owner: { kind: 'prose', block: blockAt(flat, num.start) },
      span: spans[0] as Span,
      spans,
      raw,
      state: printed ? 'amount' : 'unreadable',
      kind,
      role: percent ? 'percent' : num.role === 'count' ? 'count' : 'amount',
      printed,
      unit,
      value: printed ? scaledOf(printed, unit) : 0n,
      half:
        printed && !printed.zero
          ? kind === 'count' && unit === 0 && printed.decimals === 0
            ? 0n
            : halfDigit(printed.decimals, unit)
          : 0n,
      decimals: printed?.decimals ?? 0,
      unitSpan: num.unitEnd > unitStart ? spansOf(flat, unitStart, num.unitEnd)[0] : undefined,
      unitText: flat.raw.slice(unitStart, num.unitEnd),
      approximate: num.approximate || this.approximateBefore(num),
      fullWidth: /[０-９]/.test(raw),
      grouped: printed?.grouped ?? false,
      lacks,
      slip: undefined,
      binding,
      paragraph: this.paragraph,
    };
    if (lacks === 'unit') this.assumeUnit(figure, undefined);
    this.figures.push(figure);
    return figure;
  }

  /** A number without its unit is taken in the unit of the amounts around it. */
  private assumeUnit(figure: ProseFigure, like: Figure | undefined): void {
    const near = this.figures.findLast(
      (f) => f !== figure && f.kind === 'money' && f.lacks === undefined && f.paragraph === this.paragraph,
    );
    const unit = near?.unit ?? like?.unit ?? 4;
    const target = figure as Mutable<ProseFigure>;
    if (!target.printed) return;
    target.unit = unit;
    target.value = scaledOf(target.printed, unit);
    target.half = target.printed.zero ? 0n : halfDigit(target.printed.decimals, unit);
  }

  private approximateBefore(num: NumberToken): boolean {
    const before = this.paragraph.flat.text.slice(Math.max(0, num.start - 3), num.start);
    return (this.words.words.approx?.before ?? []).some((w) => before.endsWith(w));
  }
}
