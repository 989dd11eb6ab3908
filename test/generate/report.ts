/** A whole report: its books, its layout, its tables and what it says of them, and all that it owes. */
import { Random } from '../fuzz/random.ts';
import { type Book, drawBook } from './book.ts';
import { budgetSheets } from './budget.ts';
import { type Equation, holds, lastDigit } from './figures.ts';
import { finalSheets } from './final.ts';
import { type Line, type Part, tableLines } from './print.ts';
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
}

const TABLES = ['01', '02', '03', '04', '05', '06', '07', '08', '09'];

function front(style: Style): Line[] {
  const title = `标题：${style.year}年${style.kind === '决算' ? '度' : ''}${style.unitName}${style.kind === '决算' ? '部门决算' : '部门预算'}`;
  return [
    [title],
    [`单位：${style.unitName}`],
    [`年度：${style.year}`],
    [`类型：${style.kind}`],
    [`金额单位：${style.unit}`],
    [`单位性质：${style.nature}`],
    [],
  ];
}

function books(random: Random, style: Style): { now: Book; last: Book } {
  const options = {
    step: stepOf(style, random),
    digit: Math.max(lastDigit(style.numbers), lastDigit(style.prose)),
    own: random.oneIn(2),
    carry: random.oneIn(2),
    funds: random.oneIn(3),
    capital: random.oneIn(6),
    size: style.unit === '亿元' ? 5_000_000_000 : random.pick([30_000_000, 300_000_000]),
  };
  return {
    now: drawBook(random, { ...options, year: style.year }),
    last: drawBook(random, { ...options, year: style.year }),
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

/**
 * Makes the report of a seed.
 * @param plain parts of its style that are to be otherwise than drawn
 */
export function make(seed: string, plain: Partial<Style> = {}): Made {
  const random = new Random(seed);
  const style = { ...drawStyle(random, random.oneIn(3) ? '预算' : '决算'), ...plain };
  const { now, last } = books(random, style);
  const maker = new Maker(random, style);
  const titles = drawTitles(random, style, TABLES);
  const sheets: Sheet[] =
    style.kind === '决算' ? finalSheets(maker, now, last, titles) : budgetSheets(maker, now, last, titles);
  const told = tell(maker, now, last);
  const equations = [...maker.equations, ...told.equations];
  const wrong = equations.filter((e) => !holds(e));
  if (wrong.length > 0)
    throw new Error(`${seed}: ${wrong.length} equations do not hold: ${JSON.stringify(wrong[0])}`);
  const noun = style.kind === '决算' ? '决算' : '预算';
  return {
    seed,
    style,
    dialect: told.dialect,
    equations,
    parts: [
      { lines: front(style) },
      { lines: [['# 第一部分 单位概况'], [], ['本单位负责职责范围内的各项工作，内设机构按规定设置。'], []] },
      { lines: [[`# 第二部分 ${style.year}年${noun === '决算' ? '度' : ''}部门${noun}表`], []] },
      ...sheets.map((sheet) => ({ sheet, lines: tableLines(sheet, style) })),
      { lines: [[`# 第三部分 ${style.year}年${noun === '决算' ? '度' : ''}部门${noun}情况说明`], []] },
      { lines: told.lines },
      { lines: glossary() },
    ],
  };
}

export const linesOf = (made: Made): readonly Line[] => made.parts.flatMap((p) => p.lines);
