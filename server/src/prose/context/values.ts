/** An amount: what it is of, where the clause says it and where it does not. */
import type { Measure } from '../../reference/prose.ts';
import type { Candidate } from '../bind/candidate.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Phrase } from '../events.ts';
import { phraseOf } from '../likeness.ts';
import { asCell, isMoneyLike } from '../parts.ts';
import { isNamed, isPast } from '../statement.ts';
import type { Binding, NamedValue, ValueStatement } from '../types.ts';
import { keepTied, tieOf } from './choice.ts';
import { addPart, amountsInRow, leaveSide, sumBehind } from './lists.ts';
import { clauseOf, numberOf, push } from './making.ts';
import {
  candidatesOf,
  candidatesOfParts,
  isMadeOfAside,
  ofList,
  projectByName,
  projectCandidates,
  topicCandidates,
} from './meaning.ts';
import { type Context, type ValueEvent, valuesHere } from './state.ts';
import { isOfPast, isOtherYear, isThisYears, yearPlace } from './years.ts';

/** Of which year an amount is, and of what measure. */
interface When {
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  readonly past: boolean;
  /** Whether the sentence says another year of an amount that is this year's. */
  readonly slip: boolean;
}

/** What an amount is of. */
interface Meant {
  /** What the clause says itself. */
  readonly own: Phrase | undefined;
  /** Whether that only stands for what was spoken of. */
  readonly generic: boolean;
  readonly subject: Phrase | undefined;
  /** Whether the clause says nothing of it. */
  readonly inherited: boolean;
}

/** An amount that a clause tells: its year, its subject, what that may mean, its cell, and what is carried on. */
export function takeValue(ctx: Context, event: ValueEvent): void {
  const { num } = event;
  const own = subjectOfValue(ctx, event);
  const when = whenOf(ctx, event, own);
  // A bare number states something only where it is an amount of a known name or measure.
  if (num.role === 'bare' && (ctx.inReason || !isMoneyLike(num))) return;
  const meant = meantBy(ctx, event, own, when.measure);
  ctx.spoken = true;
  if (ctx.fund === null) ctx.fund = own && ctx.knows.fund(own);
  const meanings = meaningsOf(ctx, meant, when);
  const lacks = num.role === 'bare' ? 'unit' : undefined;
  const told = numberOf(ctx, num, { lacks });
  const { inherited } = meant;
  const { measure, past, year } = when;
  const loose = inherited || (own === event.behind?.name && event.behind?.sure === false);
  const standing = { subject: meant.subject !== undefined, past, inherited: loose, measure };
  const binding = tieOf(
    ctx,
    told,
    isMadeOfAside(ctx, told, meant.subject, measure) ? [] : meanings,
    standing,
  );
  const ofAll = isOfAll(ctx, binding, meant, when);
  const subject = ofAll ? own : meant.subject;
  // Neither a known cell nor a measure: a number, but of what is not sure.
  const sure = binding.cell !== undefined || event.measure !== undefined;
  const figure = keepTied(ctx, sure ? told : { ...told, lacks: undefined }, binding);
  const statement: ValueStatement = push(ctx, {
    kind: 'value',
    ...clauseOf(ctx, event, subject),
    figure,
    named: !inherited || past || !isUnnamed(ctx, binding, subject, measure),
    measure,
    past,
    year,
    each: event.each,
    yearSlip: when.slip && year !== undefined ? yearPlace(ctx, event, year) : undefined,
    turned: event.turn === 'from',
  });
  if (ofAll) ctx.subject = own;
  carryOn(ctx, event, statement, ofAll ? { ...meant, subject } : meant);
}

/** `…其次为项目支出，为 1,169 万元。支出决算 2,650 万元`: the section's own total, and not what was spoken of. */
function isOfAll(ctx: Context, { cell }: Binding, { subject, own, generic }: Meant, when: When): boolean {
  if (!cell || !subject || !mayBeOfAll(ctx, own, generic, when.measure) || cell !== ctx.meanings.topicWhole())
    return false;
  return !candidatesOf(ctx, subject, when.measure, when.past).some((c) => c.cell === cell);
}

/** Whether an amount that begins a sentence says no more than of what kind it is. */
function mayBeOfAll(
  ctx: Context,
  own: Phrase | undefined,
  generic: boolean,
  measure: Measure | undefined,
): boolean {
  if (isBudgetMeasure(measure) && !ctx.knows.isBudget) return false;
  return (own === undefined || generic) && ctx.statements.length === ctx.sentenceFrom;
}

function whenOf(ctx: Context, event: ValueEvent, own: Phrase | undefined): When {
  const { nth } = event;
  const turned = turnedFrom(ctx, event);
  const measure = turned ?? measureOf(ctx, event, nth);
  const year = nth !== undefined && event.years.length > 1 ? event.years[nth] : event.year;
  const told = year ?? (event.last ? undefined : ctx.listYear);
  const past =
    (event.last && !ctx.topic?.lastIsNow && turned === undefined) ||
    isOtherYear(ctx, told) ||
    isOfPast(ctx, event, own, measure);
  const slip = past && year !== undefined && isThisYears(ctx, event, own, { measure, year });
  return { measure, year, past: past && !slip, slip };
}

/** `与年初预算相比，由 230 万元增至`: the amount before is the one compared with. */
function turnedFrom({ compare }: Context, { turn, measure, year }: ValueEvent): Measure | undefined {
  if (turn !== 'from' || measure !== undefined || year !== undefined) return undefined;
  return compare?.with === 'measure' ? (compare.measure ?? 'budget') : undefined;
}

/** What an amount is of: as its clause says, else as those before it do. */
function meantBy(
  ctx: Context,
  event: ValueEvent,
  own: Phrase | undefined,
  measure: Measure | undefined,
): Meant {
  const before = ctx.statements.at(-1);
  const turned = event.turn === 'to' && before !== undefined && isPast(before);
  // `占比最大的是基本支出，为 3 万元`: the clause before only named it.
  const announced = event.is === true && ctx.announced !== undefined && ctx.announced === ctx.subject;
  const inherited = own === undefined && event.measure === undefined && !turned && !announced;
  const generic =
    own !== undefined &&
    ((ctx.likeness.isAnaphor(own) && !ctx.knows.surely(own, measure)) || isSpentOf(ctx, own, measure));
  if (own !== undefined && !generic) return { own, generic, subject: own, inherited };
  const carries = event.measure !== undefined || generic || event.each || event.subject === undefined;
  let subject = carries ? (ctx.subject ?? (generic ? own : undefined)) : undefined;
  // `甲 3 万元，乙 1 万元，合计 4 万元`: of both.
  if (generic && ctx.likeness.isTotal(own) && (isTold(ctx, subject) || isOfSeveral(ctx))) subject = own;
  // `支出预算 3000 万元` behind a sentence on 收入 speaks of another side.
  if (generic && own && subject && ctx.likeness.isOtherSide(own, subject)) subject = own;
  return { own, generic, subject, inherited };
}

/** `某基金年初预算 3 万元，全年支出 2 万元`: what was spent of the same, not of all. */
function isSpentOf(ctx: Context, own: Phrase, measure: Measure | undefined): boolean {
  const before = ctx.statements.at(-1);
  if (ctx.knows.isBudget || isBudgetMeasure(measure) || !ctx.likeness.isOfYear(own)) return false;
  if (before?.kind !== 'value' || !isBudgetMeasure(before.measure) || before.paragraph !== ctx.paragraph)
    return false;
  if (!ctx.spoken || !ctx.subject || ctx.likeness.isOtherSide(own, ctx.subject)) return false;
  return ctx.likeness.same(before.subject, ctx.subject) && !ctx.likeness.isOfYear(ctx.subject);
}

/** The groups of cells that an amount may mean: one, or one for each of the names that it is of. */
function meaningsOf(ctx: Context, meant: Meant, { measure, past }: When): readonly (readonly Candidate[])[] {
  const { own, generic, subject, inherited } = meant;
  let found =
    projectCandidates(ctx, own, measure, past) ??
    (subject && !ctx.inReason ? candidatesOf(ctx, subject, measure, past) : []);
  if (own && !generic) leaveSide(ctx, own);
  found = ofList(ctx, found);
  if (past || ctx.inReason) return [found];
  if (subject === undefined && !inherited) found = topicCandidates(ctx);
  else if (!inherited && mayBeOfAll(ctx, own, generic, measure)) found = [...found, ...topicCandidates(ctx)];
  if (found.length === 0 && own) found = projectByName(ctx, own, measure);
  return (subject && candidatesOfParts(ctx, subject, measure)) ?? [found];
}

/** What later clauses take over from an amount. */
function carryOn(ctx: Context, event: ValueEvent, statement: ValueStatement, meant: Meant): void {
  const { own, generic, subject } = meant;
  const { past, measure } = statement;
  if (own !== undefined && !generic && !ctx.inReason && !event.aside) ctx.subject = subject;
  if (!isNamed(statement)) {
    // `1,200.00万元。800.00万元为基本支出`: nobody's total, part or whole, and what follows may speak of it.
    ctx.subject = undefined;
    ctx.lastValue = undefined;
    return;
  }
  if (ctx.inReason) return;
  ctx.values.push(statement);
  if (past) settleBase(ctx, statement);
  if (event.turn === 'from') settleTurned(ctx, statement);
  if (past) return;
  if (isBudgetMeasure(measure)) settleCompletion(ctx, statement);
  if (event.aside || isBudgetOfLast(ctx, statement)) return;
  if (generic && own && subject === own && ctx.open.length === 0)
    if (sumBehind(ctx, statement) || ctx.likeness.isTotal(own)) ctx.subject = own;
  addPart(ctx, statement);
  ctx.lastValue = statement;
}

/** `增加 5 万元，由 2,400 万元增至 2,405 万元`: the change was told before what it is measured against. */
function settleTurned(ctx: Context, from: NamedValue): void {
  const change = ctx.lastChange;
  if (!change || change !== ctx.statements.at(-2) || change.base) return;
  if (from.past && change.against?.with === 'last')
    ctx.later.set(change, { ...ctx.later.get(change), base: from.figure });
}

/** `下降 2.86%（上年 28 万元）`, `增长 3.88%，由 2,580 万元增至`: what a rate or a change was measured against is told behind it. */
function settleBase(ctx: Context, past: NamedValue): void {
  const told = ctx.statements.at(-2);
  if (!told || (told !== ctx.pendingRate && told !== ctx.lastChange)) return;
  if (told.base || told.against?.with !== 'last') return;
  if (told.against.year !== undefined && past.year !== undefined && told.against.year !== past.year) return;
  if (past.subject && told.subject && !ctx.likeness.same(past.subject, told.subject)) return;
  ctx.later.set(told, { ...ctx.later.get(told), base: past.figure });
}

/** The value that lists and shares speak of is what was spent, where both it and its budget are told. */
function isBudgetOfLast(ctx: Context, { measure, subject }: NamedValue): boolean {
  const { lastValue } = ctx;
  if (!lastValue || !isBudgetMeasure(measure) || ctx.knows.isBudget) return false;
  return ctx.likeness.same(lastValue.subject, subject) && lastValue.paragraph === ctx.paragraph;
}

function subjectOfValue(ctx: Context, event: ValueEvent): Phrase | undefined {
  const { subject, nth } = event;
  if (nth !== undefined && subject) return nthSubject(ctx, subject, nth);
  if (subject) return summed(ctx, subject) ?? subject;
  return behindSubject(ctx, event) ?? sharedSubject(ctx, event) ?? summedSubject(ctx, event);
}

/** `以上三项合计 4 万元`: of what was told, however it is counted. */
function summed({ words }: Context, subject: Phrase): Phrase | undefined {
  const { text } = subject;
  const end = [...words.totalEnds, ...words.sumWords].find((word) => text.endsWith(word));
  if (end === undefined || end === text) return undefined;
  const counted = [...text.slice(0, -end.length)].every((c) => /\d/.test(c) || words.counted.includes(c));
  return counted ? phraseOf(words.totalEnds[0] ?? end, subject) : undefined;
}

/** `甲 3 万元，乙 1 万元，共计 4 万元`: the sum of both, where nothing else is named. */
function summedSubject(ctx: Context, event: ValueEvent): Phrase | undefined {
  if (event.measure !== undefined || event.is !== true || ctx.inReason) return undefined;
  const said = ctx.paragraph.flat.text.slice(event.start, event.num.start);
  const { sumWords, totalEnds } = ctx.words;
  if (!sumWords.some((word) => said.includes(word)) || amountsInRow(ctx).length < 2) return undefined;
  return phraseOf(totalEnds[0] ?? '', { start: event.start, end: event.num.start });
}

/** `30 万元用于基本支出`: the name behind the amount, where a table or a sentence knows it. */
function behindSubject(ctx: Context, { behind }: ValueEvent): Phrase | undefined {
  if (!behind || ctx.inReason) return undefined;
  return ctx.knows.surely(behind.name, undefined) ? behind.name : undefined;
}

/** `基本支出占 57.06%，9130.00 万元`: the amount is that of which the share was told, where nothing stated it yet. */
function sharedSubject(ctx: Context, event: ValueEvent): Phrase | undefined {
  const { share, of } = ctx.shareFirst ?? {};
  if (!share || share !== ctx.statements.at(-1) || event.measure !== undefined) return undefined;
  if (event.year !== undefined || event.last || event.nth !== undefined || ctx.inReason) return undefined;
  return asCell(share.current) && of;
}

/** `为年初预算的 96.67%（年初预算 300 万元）`: the budget is told behind the rate. */
function settleCompletion(ctx: Context, budget: NamedValue): void {
  const rate = ctx.openCompletion;
  if (!rate || rate !== ctx.statements.at(-2) || !ctx.likeness.same(rate.subject, budget.subject)) return;
  if (rate.measure !== undefined && rate.measure !== budget.measure) return;
  ctx.later.set(rate, { base: budget.figure });
  ctx.openCompletion = undefined;
}

/** Whether the amount before is this year's of a subject, in the same paragraph. */
function isTold(ctx: Context, subject: Phrase | undefined): boolean {
  const last = ctx.statements.at(-1);
  return last?.kind === 'value' && last.subject === subject && last.paragraph === ctx.paragraph;
}

/** `甲 3 万元，比上年增加 1 万元；乙 1 万元，…；合计`: whether the sentence told several items. */
function isOfSeveral(ctx: Context): boolean {
  const items = valuesHere(ctx).filter((v) => !v.past && v.subject && !ctx.likeness.isAnaphor(v.subject));
  return new Set(items.map((v) => v.subject?.text)).size > 1;
}

/** Whether an amount has only the subject of the one before it, and nothing says that it is that subject's. */
function isUnnamed(
  ctx: Context,
  binding: Binding,
  subject: Phrase | undefined,
  measure: Measure | undefined,
): boolean {
  if (ctx.inReason || binding.cell !== undefined) return false;
  if (binding.reason === 'prose.doubtful') return true;
  return ctx.values.some(
    (v) =>
      v.paragraph === ctx.paragraph &&
      !v.past &&
      v.measure === measure &&
      ctx.likeness.same(v.subject, subject),
  );
}

/** The subject of the nth figure of `分别为 A、B、C`. */
export function nthSubject(ctx: Context, subject: Phrase, nth: number): Phrase {
  const name = ctx.knows.parts(subject)?.[nth];
  if (name !== undefined) return phraseOf(name, subject);
  return subject.parts.length > 1 ? ctx.likeness.partOf(subject, nth) : subject;
}

function measureOf(ctx: Context, event: ValueEvent, nth: number | undefined): Measure | undefined {
  if (nth !== undefined && event.measures.length > 1) return event.measures[nth];
  return event.measure ?? ctx.knows.ownMeasure;
}
