/** A whole report: its books, its layout, its tables and what it says of them, and all that it owes. */
import { Random } from '../fuzz/random.ts';
import { type Book, type BookOptions, drawBefore, drawBook, together } from './book.ts';
import { budgetSheets } from './budget.ts';
import { type Equation, holds, lastDigit, type Term } from './figures.ts';
import { finalSheets } from './final.ts';
import { houseSheets } from './house-sheets.ts';
import { type Line, type Part, print, tableLines } from './print.ts';
import { Maker, type Sheet } from './sheets.ts';
import { drawStyle, type Style, stepOf } from './style.ts';
import { tell } from './telling.ts';
import { drawTitles } from './titles.ts';

export interface Made {
  readonly seed: string;
  readonly style: Style;
  readonly dialect: string;
  readonly parts: readonly Part[];
  readonly equations: readonly Equation[];
  /** Texts of the reports that its front matter links to, by path. */
  readonly others: ReadonlyMap<string, string>;
}

const UNITS = ['本级', '第一中心', '第二中心'];
const TABLES = ['01', '02', '03', '04', '05', '06', '07', '08', '09'];

function front(style: Style, links: readonly Line[]): Line[] {
  const title = `标题：${style.year}年${style.kind === '决算' ? '度' : ''}${style.unitName}${style.kind === '决算' ? '部门决算' : '部门预算'}`;
  return [
    [title],
    [`单位：${style.unitName}`],
    [`年度：${style.year}`],
    [`类型：${style.kind}`],
    [`金额单位：${style.unit}`],
    [`单位性质：${style.nature}`],
    ...links,
    [],
  ];
}

function optionsOf(random: Random, style: Style): BookOptions {
  return {
    year: style.year,
    step: stepOf(style, random),
    digit: Math.max(lastDigit(style.numbers), lastDigit(style.prose)),
    own: random.oneIn(2),
    // Not every province prints columns of business, subsidies and remittances.
    business: !style.house,
    carry: random.oneIn(2),
    funds: random.oneIn(3),
    capital: random.oneIn(6),
    size: style.unit === '亿元' ? 5_000_000_000 : random.pick([30_000_000, 300_000_000]),
  };
}

const GLOSSARY: readonly (readonly [term: string, text: string])[] = [
  ['基本支出', '指为保障机构正常运转、完成日常工作任务而发生的人员经费和公用经费。'],
  ['项目支出', '指在基本支出之外为完成特定任务和事业发展目标所发生的支出。'],
  ['“三公”经费', '指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。'],
];

function glossary(): Line[] {
  return [
    ['# 第四部分 名词解释'],
    [],
    ...GLOSSARY.flatMap(([term, text], i): Line[] => [[`${'一二三'[i]}、${term}：${text}`], []]),
  ];
}

/** A report before it is joined to others. */
interface Draft {
  readonly maker: Maker;
  readonly sheets: readonly Sheet[];
  readonly told: ReturnType<typeof tell>;
}

function draft(
  random: Random,
  style: Style,
  titles: ReadonlyMap<string, string>,
  books: readonly [Book, Book],
): Draft {
  const maker = new Maker(random, style);
  const usual = style.kind === '决算' ? finalSheets : budgetSheets;
  const sheets = style.house ? houseSheets(maker, ...books, style.house) : usual(maker, ...books, titles);
  return { maker, sheets, told: tell(maker, ...books) };
}

function partsOf({ maker: { style }, sheets, told }: Draft, links: readonly Line[] = []): Part[] {
  const noun = style.kind === '决算' ? '决算' : '预算';
  const year = `${style.year}年${noun === '决算' ? '度' : ''}`;
  return [
    { lines: front(style, links) },
    { lines: [['# 第一部分 单位概况'], [], ['本单位负责职责范围内的各项工作，内设机构按规定设置。'], []] },
    { lines: [[`# 第二部分 ${year}部门${noun}表`], []] },
    ...sheets.map((sheet) => ({ sheet, lines: tableLines(sheet, style) })),
    { lines: [[`# 第三部分 ${year}部门${noun}情况说明`], []] },
    { lines: told.lines },
    { lines: glossary() },
  ];
}

const textOf = (made: Draft) => print(partsOf(made).flatMap((p) => p.lines)).text;

/** What last year's report must bear out: what was left then, and every change that is said. */
function overYears(now: Draft, last: Draft): Equation[] {
  const pairs: readonly (readonly [string, string])[] =
    now.maker.style.kind === '决算'
      ? [
          ['01.年初.金额', '01.年末.金额'],
          ['04.年初.金额', '04.年末.合计'],
          ['07.合计.年初', '07.合计.年末'],
        ]
      : [];
  const carried = pairs.flatMap(([a, b]): Equation[] => {
    const [left, right] = [now.maker.get(a), last.maker.get(b)];
    return left && right ? [{ kind: 'sum', left: [[left, 1]], right: [[right, 1]], op: '=' }] : [];
  });
  const changed = now.told.changes.flatMap(({ cell, change, sign }): Equation[] => {
    const [a, b] = [now.maker.get(cell), last.maker.get(cell)];
    return a && b
      ? [
          {
            kind: 'sum',
            left: [
              [a, 1],
              [b, -1],
            ],
            right: [[change, sign]],
            op: '=',
          },
        ]
      : [];
  });
  return [...carried, ...changed];
}

/** Every cell of a department's tables is the sum of its units' cells. */
function overUnits(all: Draft, units: readonly Draft[]): Equation[] {
  return [...all.maker.names()].flatMap((name): Equation[] => {
    const left = all.maker.get(name);
    const right = units.flatMap((u): Term[] => {
      const own = u.maker.get(name);
      return own ? [[own, 1]] : [];
    });
    const other = /\.上年$/.test(name);
    return left && right.length > 0 && !other ? [{ kind: 'sum', left: [[left, 1]], right, op: '=' }] : [];
  });
}

/**
 * Makes the report of a seed, with the reports that it links to.
 * @param plain parts of its style that are to be otherwise than drawn
 */
export function make(seed: string, plain: Partial<Style> = {}): Made {
  const random = new Random(seed);
  const kind = random.oneIn(3) ? '预算' : '决算';
  const drawn = { ...drawStyle(random, plain.kind ?? kind), ...plain };
  const options = optionsOf(random, drawn);
  const titles = drawTitles(random, drawn, TABLES);
  const count = random.oneIn(8) && !plain.house ? random.between(2, 3) : 0;
  const linked = random.oneIn(5);
  const style: Style = count > 0 ? { ...drawn, nature: '汇总' } : drawn;
  const books = Array.from({ length: count }, () => drawBook(random, options));
  const now = count > 0 ? together(books) : drawBook(random, options);
  const lasts = books.map((b) => drawBefore(random, options, b));
  const last = count > 0 ? together(lasts) : drawBefore(random, options, now);
  const main = draft(random, style, titles, [now, last]);
  const units = books.map((b, i) =>
    draft(random, { ...drawn, unitName: `${drawn.unitName}${UNITS[i]}` }, titles, [b, lasts[i] as Book]),
  );
  const past = { ...options, year: style.year - 1 };
  const before = linked
    ? draft(random, { ...style, year: style.year - 1 }, titles, [last, drawBefore(random, past, last)])
    : undefined;
  const others = new Map(units.map((u, i) => [`${UNITS[i]}.disclosure`, textOf(u)]));
  const links: Line[] = count > 0 ? [[`汇总：${[...others.keys()].join('、')}`]] : [];
  if (before) {
    others.set('上年.disclosure', textOf(before));
    links.push(['上年：上年.disclosure']);
  }
  const equations = [
    ...main.maker.equations,
    ...main.told.equations,
    ...(before ? overYears(main, before) : []),
    ...(count > 0 ? overUnits(main, units) : []),
  ];
  const wrong = equations.find((e) => !holds(e));
  if (wrong) throw new Error(`${seed}: an equation does not hold: ${JSON.stringify(wrong)}`);
  return { seed, style, dialect: main.told.dialect, equations, parts: partsOf(main, links), others };
}

export const linesOf = (made: Made): readonly Line[] => made.parts.flatMap((p) => p.lines);
