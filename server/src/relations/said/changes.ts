/** Changes of all parts of a total, against the change of the total. */
import { formatScaled, type Scaled } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import type { Report } from '../../model/report.ts';
import type { Figure } from '../../model/types.ts';
import { Likeness } from '../../prose/likeness.ts';
import { cellOf, isOff } from '../../prose/parts.ts';
import type {
  ChangeStatement,
  FlatStatement,
  ProseFigure,
  ProseIssue,
  ProseSection,
  Statement,
} from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { isCell } from '../figure.ts';
import { type Divided, divided } from './divisions.ts';
import { clauseOf, isAmount, nameKey } from './places.ts';

interface Change {
  /** Where it is said; none where the sentence says that nothing changed. */
  readonly at: Told;
  readonly value: Scaled;
  readonly half: Scaled;
}

/** What says how an amount changed. */
type Told = ChangeStatement | FlatStatement;

/** The changes that are told in a section, in its report. */
interface Where {
  readonly changes: ReadonlyMap<Figure, readonly Told[]>;
  readonly report: Report;
  readonly words: ProseWords;
  readonly isToldWrong: (figure: ProseFigure) => boolean;
}

/**
 * Changes that do not add up. Of a fixed division they must; of a list, what is missing was a part of last year's
 * total that this year has not: it cannot be less than nothing.
 * @param isToldWrong whether a change is told to be wrong by itself
 */
export function changeSums(
  section: ProseSection,
  report: Report,
  words: ProseWords,
  isToldWrong: (figure: ProseFigure) => boolean,
): ProseIssue[] {
  const issues: ProseIssue[] = [];
  const told = new Set<Statement>();
  const where = { changes: changesByAmount(section), report, words, isToldWrong };
  const check = (group: Divided, exact: boolean) => {
    if (told.has(group.total)) return;
    const issue = changeSum(group, where, exact);
    if (!issue) return;
    told.add(group.total);
    issues.push(issue);
  };
  for (const group of divided(section, words)) check(group, true);
  for (const { total, parts } of section.lists) {
    const amounts = parts.filter(isAmount);
    if (amounts.length !== parts.length || parts.length < 2 || !isAmount(total)) continue;
    const sum = amounts.reduce((all, p) => all + (p.figure?.value ?? 0n), 0n);
    if (sum === total.figure?.value) check({ total, parts }, false);
  }
  for (const group of changesTogether(section, words)) {
    const issue = issueOf(group, where);
    if (
      issue &&
      !issues.some(
        (i) =>
          i.block === issue.block && i.span.start === issue.span.start && i.span.line === issue.span.line,
      )
    )
      issues.push(issue);
  }
  return issues;
}

/** The change of a total and those of its parts. */
interface Changes {
  readonly subject: string;
  readonly whole: Change;
  readonly parts: readonly Change[];
  /** Whether these are all parts that there can be. */
  readonly exact: boolean;
}

function changeSum({ total, parts }: Divided, where: Where, exact: boolean): ProseIssue | undefined {
  const whole = changeOf(total, where);
  const own = parts.map((p) => changeOf(p, where));
  if (!whole?.at.figure || own.some((c) => c === undefined)) return undefined;
  // Where an amount is not its cell's, the change that was worked out from it goes with it.
  if ([total, ...parts].some((p) => p.figure !== undefined && isOff(p.figure))) return undefined;
  return issueOf({ subject: total.subjectText, whole, parts: own as Change[], exact }, where);
}

function issueOf({ subject, whole, parts, exact }: Changes, where: Where): ProseIssue | undefined {
  const { report, words } = where;
  const { figure } = whole.at;
  if (!figure) return undefined;
  const base = baseKey(whole.at, report, words);
  // Parts that do not say it change against the same as their total.
  if (parts.some((c) => c.at.against !== undefined && baseKey(c.at, report, words) !== base))
    return undefined;
  const sum = parts.reduce((all, c) => all + c.value, 0n);
  const slack = parts.reduce((all, c) => all + c.half, whole.half);
  const difference = whole.value - sum;
  if (difference <= slack && (!exact || -difference <= slack)) return undefined;
  if ([whole, ...parts].some((c) => c.at.figure && where.isToldWrong(c.at.figure))) return undefined;
  const { unit } = figure;
  const show = (value: Scaled) => formatScaled(value, { decimals: figure.decimals, grouped: true }, unit);
  return {
    rule: 'list-sum',
    what: 'changes',
    block: figure.owner.block,
    span: figure.span,
    data: { subject, change: show(whole.value), sum: show(sum), unit: figure.unitText },
    printed: figure.raw,
  };
}

/** How many changes behind that of a total may be those of its parts. */
const MOST_PARTS = 40;

/** `支出增加 60 万元，其中甲增加 20 万元，乙增加 40 万元`: changes alone, whose amounts add up in the tables. */
function* changesTogether(section: ProseSection, words: ProseWords): Iterable<Changes> {
  const told = section.statements.filter(isToldChange);
  const likeness = new Likeness(words);
  for (const [i, whole] of told.entries()) {
    const parts = partsBehind(whole, told.slice(i + 1, i + 1 + MOST_PARTS));
    const names = parts.map((p) => nameKey(p.subjectText));
    const changes = [whole, ...parts].flatMap((at) => changeSaid(at) ?? []);
    const [first, ...own] = changes;
    if (!first || whole.against === undefined || own.length < 2 || own.length < parts.length) continue;
    if (!areParts(whole, parts) || new Set(names).size < names.length) continue;
    // 收入 and 支出 balance, and are no parts of one another.
    const { subject } = whole;
    if (subject && parts.some((p) => p.subject && likeness.isOtherSide(p.subject, subject))) continue;
    const exact = words.divisions.some(
      (d) =>
        d.parts.length === names.length &&
        d.parts.every((group) => names.some((n) => group.some((w) => n.startsWith(foldName(w))))),
    );
    yield { subject: whole.subjectText, whole: first, parts: own, exact };
  }
}

/** The changes right behind that of a total whose amounts, one after the other, fill it up. */
function partsBehind(whole: Told, behind: readonly Told[]): Told[] {
  const parts: Told[] = [];
  let rest = whole.current?.value ?? 0n;
  for (const s of behind) {
    if (s.paragraph !== whole.paragraph || rest <= 0n) break;
    parts.push(s);
    rest -= s.current?.value ?? 0n;
  }
  return rest === 0n ? parts : [];
}

/** Whether the cells of the parts stand in one line or one column of a table, and that of the total with them or apart. */
function areParts(whole: Told, parts: readonly Told[]): boolean {
  const total = whole.current && cellOf(whole.current);
  const cells = parts.flatMap((p) => (p.current && cellOf(p.current)) ?? []);
  const [first] = cells;
  if (!total || !first || cells.length < parts.length) return false;
  const all = total.owner === first.owner ? [total, ...cells] : cells;
  return all.every((c) => c.row === first.row) || all.every((c) => c.column === first.column);
}

function isToldChange(s: Statement): s is Told {
  if (s.kind !== 'change' && (s.kind !== 'flat' || s.roughly)) return false;
  return !s.inReason && s.current !== undefined && s.current.value > 0n && !(s.kind === 'change' && s.past);
}

/** By how much a statement says that an amount changed; nothing where it says so only about. */
function changeSaid(at: Told): Change | undefined {
  if (at.kind === 'flat') return { at, value: 0n, half: 0n };
  const { figure, direction } = at;
  if (!figure.printed || figure.approximate) return undefined;
  return { at, value: figure.value * BigInt(direction.sign), half: figure.half };
}

/** The change that a sentence tells of an amount; nothing where it tells none, or more than one. */
function changeOf(value: Statement, { changes, report, words }: Where): Change | undefined {
  const { figure: amount } = value;
  if (!amount) return undefined;
  const { cell } = amount.binding;
  const name = nameKey(value.subjectText);
  const sameItem = ({ subjectText }: Statement) => subjectText !== '' && nameKey(subjectText) === name;
  const own = changes.get(amount) ?? [];
  const byCell = cell ? (changes.get(cell) ?? []).filter((s) => sameItem(s) && !own.includes(s)) : [];
  const found = [...own, ...byCell].filter((s) => s.paragraph === value.paragraph);
  const bases = new Set(found.map((s) => baseKey(s, report, words)));
  const [at] = found;
  if (!at || found.length !== bases.size || bases.size !== 1) return undefined;
  return changeSaid(at);
}

/** The changes that a section tells, by the amounts that they lead to and by the cells of these. */
function changesByAmount({ statements }: ProseSection): ReadonlyMap<Figure, Told[]> {
  const found = new Map<Figure, Told[]>();
  for (const s of statements) {
    if (s.kind !== 'change' && (s.kind !== 'flat' || s.roughly)) continue;
    const { current } = s;
    if (s.inReason || s.against === undefined || !current) continue;
    pushTo(found, current, s);
    const cell = isCell(current) ? undefined : (current as ProseFigure).binding.cell;
    if (cell) pushTo(found, cell, s);
  }
  return found;
}

/** What a change is measured against. */
function baseKey(s: Told, report: Report, words: ProseWords): string {
  const { against } = s;
  const year = against?.year ?? (report.front.year === undefined ? undefined : report.front.year - 1);
  // `比上年决算数` and `比上年` are two bases in a budget.
  const base = against?.measure ?? (words.closedWords.some((w) => clauseOf(s).includes(w)) ? 'final' : '');
  return `${year ?? ''}|${against?.year === undefined ? against?.with : ''}|${base}`;
}
