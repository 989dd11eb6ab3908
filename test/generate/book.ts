/**
 * The books of a unit for one year, in whole 分, of which every table and sentence of a report is taken: what reconciles
 * here reconciles in print. Whole numbers below 2^53 are exact.
 */
import type { Random } from '../fuzz/random.ts';
import { drawSubjects, type Fund, type Subject } from './catalogue.ts';

/** Own money by where it comes from. */
export const SOURCES = ['superior', 'operating', 'business', 'affiliated', 'other'] as const;
export type SourceOfOwn = (typeof SOURCES)[number];

/** One 项 and all that goes in and out under it. */
export interface Item {
  readonly subject: Subject;
  readonly people: number;
  readonly public: number;
  readonly project: number;
  readonly ownBasic: number;
  readonly ownProject: number;
  readonly businessOut: number;
  readonly opening: number;
  readonly closing: number;
  readonly ownOpening: number;
  readonly ownClosing: number;
  readonly ownSource: SourceOfOwn;
  /** 年初预算 of the appropriation. */
  readonly budget: number;
}

export interface Three {
  readonly abroad: number;
  readonly purchase: number;
  readonly running: number;
  readonly reception: number;
}

export interface Procurement {
  readonly goods: number;
  readonly works: number;
  readonly services: number;
  readonly small: number;
  readonly micro: number;
}

export interface Book {
  readonly year: number;
  readonly items: readonly Item[];
  /** Economic 款 of basic spending out of the general budget. */
  readonly economic: ReadonlyMap<string, number>;
  readonly three: Three;
  readonly threeBudget: Three;
  readonly procurement: Procurement;
}

export type Amount = (item: Item) => number;

export const appropriated: Amount = (i) => i.people + i.public + i.project;
export const basicOut: Amount = (i) => i.people + i.public + i.ownBasic;
export const projectOut: Amount = (i) => i.project + i.ownProject;
export const spent: Amount = (i) => basicOut(i) + projectOut(i) + i.businessOut;
export const grantedIn: Amount = (i) => appropriated(i) + i.closing - i.opening;
export const ownIn: Amount = (i) => i.ownBasic + i.ownProject + i.businessOut + i.ownClosing - i.ownOpening;
export const income: Amount = (i) => grantedIn(i) + ownIn(i);
export const from =
  (source: SourceOfOwn): Amount =>
  (i) =>
    i.ownSource === source ? ownIn(i) : 0;
export const ofFund =
  (fund: Fund, amount: Amount): Amount =>
  (i) =>
    i.subject.fund === fund ? amount(i) : 0;

export function sum(book: Book, amount: Amount): number {
  return book.items.reduce((total, item) => total + amount(item), 0);
}

export interface BookOptions {
  readonly year: number;
  /** Every amount is a multiple of this many 分: what is printed is then exact. */
  readonly step: number;
  /** The last digit that is printed, in 分. */
  readonly digit: number;
  readonly own: boolean;
  /** Whether there may be business outside the unit's own tasks. */
  readonly business: boolean;
  readonly carry: boolean;
  readonly funds: boolean;
  readonly capital: boolean;
  /** Amounts are of this size, in 分. */
  readonly size: number;
}

/** Splits an amount over places, in steps; what is left over goes to the first. */
export function split(random: Random, amount: number, places: number, step: number): number[] {
  const parts: number[] = [];
  let left = amount;
  for (let i = places - 1; i > 0; i--) {
    const part = random.oneIn(5) ? 0 : Math.floor((left * random.between(1, 60)) / 100 / step) * step;
    parts.push(part);
    left -= part;
  }
  return [left, ...parts];
}

function drawItem(random: Random, subject: Subject, options: BookOptions): Item {
  const most = Math.floor(options.size / options.step);
  const money = () => random.between(Math.ceil(most / 200), most) * options.step;
  const maybe = (one: number, of: number) => (random.below(of) < one ? money() : 0);
  const general = subject.fund === 'general';
  const basic = general && !random.oneIn(3);
  const people = basic ? money() : 0;
  const publicPart = basic && !random.oneIn(3) ? money() : 0;
  const project = basic ? maybe(1, 2) : money();
  const own = options.own && general && random.oneIn(3);
  const carried = options.carry && random.oneIn(2);
  const out = people + publicPart + project;
  const opening = carried ? Math.min(money(), out) : 0;
  const ownProject = own ? maybe(2, 3) : 0;
  const ownBasic = own ? maybe(1, 3) : 0;
  const businessOut = own && options.business ? maybe(1, 8) : 0;
  const ownCarry = own && options.carry && random.oneIn(2);
  return {
    subject,
    people,
    public: publicPart,
    project,
    ownBasic,
    ownProject,
    businessOut,
    opening,
    closing: carried ? maybe(2, 3) : 0,
    ownOpening: ownCarry ? Math.min(money(), ownProject + ownBasic + businessOut) : 0,
    ownClosing: ownCarry ? maybe(1, 2) : 0,
    ownSource:
      businessOut > 0 ? 'business' : random.pick(options.business ? SOURCES : ['operating', 'other']),
    budget: random.oneIn(6) ? out : random.oneIn(8) ? 0 : money(),
  };
}

const PEOPLE = ['30101', '30102', '30103', '30107', '30108', '30109', '30110', '30112', '30113', '30199'];
const PENSIONS = ['30301', '30302', '30305', '30399'];
const GOODS = [
  '30201',
  '30202',
  '30205',
  '30206',
  '30207',
  '30211',
  '30213',
  '30216',
  '30226',
  '30228',
  '30239',
];
const EQUIPMENT = ['31002', '31003'];

function drawEconomic(random: Random, people: number, publicPart: number, step: number): Map<string, number> {
  const amounts = new Map<string, number>();
  const pick = (codes: readonly string[]) => codes.filter((_, i) => i === 0 || !random.oneIn(3));
  const spread = (codes: readonly string[], amount: number) => {
    const chosen = pick(codes);
    const parts = split(random, amount, chosen.length, step);
    chosen.forEach((code, i) => {
      if (parts[i]) amounts.set(code, parts[i] as number);
    });
  };
  const [staff = 0, pensions = 0] = split(random, people, 2, step);
  spread(PEOPLE, staff);
  spread(PENSIONS, pensions);
  const [goods = 0, equipment = 0] = split(random, publicPart, 2, step);
  spread(['30299', ...GOODS, '30217', '30231', '30212'], goods);
  if (equipment > 0) spread(EQUIPMENT, equipment);
  return new Map([...amounts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Draws books until something comes in: a year that only spends what was left has no income to tell of. */
function withIncome(draw: () => Book): Book {
  for (;;) {
    const book = draw();
    if (sum(book, income) > 0) return book;
  }
}

/** Draws the books of a year. */
export const drawBook = (random: Random, options: BookOptions): Book =>
  withIncome(() => drawOnce(random, options));

function drawOnce(random: Random, options: BookOptions): Book {
  const { year } = options;
  const subjects = [
    ...drawSubjects(random, year, 'general', 9),
    ...(options.funds ? drawSubjects(random, year, 'fund', 3) : []),
    ...(options.capital ? drawSubjects(random, year, 'capital', 2) : []),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
  return withRest(
    random,
    options,
    subjects.map((s) => drawItem(random, s, options)),
  );
}

/** The books of the year before: what was left then is what this year began with. */
export function drawBefore(random: Random, options: BookOptions, book: Book): Book {
  return withIncome(() => {
    const items = book.items.map((now) => ({
      ...drawItem(random, now.subject, options),
      closing: now.opening,
      ownClosing: now.ownOpening,
    }));
    return withRest(random, { ...options, year: book.year - 1 }, items);
  });
}

/** What a department's books are: those of its units together. */
export function together(books: readonly Book[]): Book {
  const first = books[0] as Book;
  const economic = new Map<string, number>();
  for (const b of books)
    for (const [code, cents] of b.economic) economic.set(code, (economic.get(code) ?? 0) + cents);
  const added = <T extends object>(of: (b: Book) => T): T =>
    Object.fromEntries(
      Object.keys(of(first)).map((key) => [
        key,
        books.reduce((t, b) => t + Number((of(b) as Record<string, number>)[key]), 0),
      ]),
    ) as T;
  return {
    year: first.year,
    items: books.flatMap((b) => b.items).sort((a, b) => (a.subject.code < b.subject.code ? -1 : 1)),
    economic: new Map([...economic].sort(([a], [b]) => (a < b ? -1 : 1))),
    three: added((b) => b.three),
    threeBudget: added((b) => b.threeBudget),
    procurement: added((b) => b.procurement),
  };
}

function withRest(random: Random, options: BookOptions, items: readonly Item[]): Book {
  const { year, step, digit } = options;
  const book = { year, items };
  const total = (amount: Amount) => items.reduce((t, i) => t + amount(i), 0);
  const economic = drawEconomic(
    random,
    total((i) => i.people),
    total((i) => i.public),
    step,
  );
  const projects = total(ofFund('general', (i) => i.project));
  const more = () => (projects > 2000 * digit && random.oneIn(2) ? random.between(50, 300) * digit : 0);
  const three: Three = {
    abroad: (economic.get('30212') ?? 0) + more(),
    purchase: more(),
    running: (economic.get('30231') ?? 0) + more(),
    reception: (economic.get('30217') ?? 0) + more(),
  };
  const above = (amount: number) =>
    amount > 50 * digit && random.oneIn(2)
      ? amount
      : amount + random.between(amount > 0 ? 50 : 0, 500) * digit;
  const threeBudget: Three = {
    abroad: above(three.abroad),
    purchase: above(three.purchase),
    running: above(three.running),
    reception: above(three.reception),
  };
  const [goods = 0, works = 0, services = 0] = split(random, random.between(1000, 500_000) * digit, 3, digit);
  const all = goods + works + services;
  const small = random.oneIn(2) ? all : Math.floor((all * random.between(30, 99)) / 100 / digit) * digit;
  const micro = Math.floor((small * random.between(10, 100)) / 100 / digit) * digit;
  return { ...book, economic, three, threeBudget, procurement: { goods, works, services, small, micro } };
}
