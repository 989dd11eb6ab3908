/** The written part of a report: headings and paragraphs, out of a dialect's templates. */
import type { Book, Item } from './book.ts';
import { BUDGET_DIALECTS, type BudgetDialect } from './budget-dialects.ts';
import { economicOf } from './catalogue.ts';
import { type Dialect, FINAL_DIALECTS } from './dialects.ts';
import type { Equation } from './figures.ts';
import { chinese } from './pairs.ts';
import type { Line, Piece } from './print.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import type { Maker } from './sheets.ts';
import { Teller } from './teller.ts';

type Own = Readonly<Record<string, () => Piece[]>>;

interface Part {
  readonly name: string;
  /** Under which the amount is known. */
  readonly key: string;
  readonly quantity: Quantity;
}

/** Writes sections: a heading each, paragraphs parted by blank lines. */
class Writer {
  readonly lines: Line[] = [];
  private sections = 0;

  constructor(
    readonly teller: Teller,
    readonly maker: Maker,
  ) {}

  heading(text: string): void {
    this.lines.push([`## ${chinese(++this.sections)}、${text}`], []);
  }

  /** A paragraph; a line break inside it begins a new line of the file. */
  paragraph(...pieces: Piece[]): void {
    let line: Piece[] = [];
    for (const piece of pieces) {
      const [first, ...others] = typeof piece === 'string' ? piece.split('\n') : [piece];
      line.push(first as Piece);
      for (const other of others) {
        this.lines.push(line);
        line = [other];
      }
    }
    this.lines.push(line, []);
    this.teller.begin();
  }

  /** Parts with their shares, behind a total that was said. */
  parts(pattern: string, parts: readonly Part[], total: string, own: Own = {}): Piece[] {
    const { teller } = this;
    const said = parts.map((p, i): Piece[] => [
      ...(i === 0 ? [] : ['；']),
      ...teller.tell(pattern, {
        名: () => [p.name],
        类: () => [p.name],
        '=': () => [teller.amount(p.key, p.quantity)],
        '%': () => [teller.share(p.key, total, [p.quantity.now, teller.quantity(total).now])],
        '±': () => teller.change(p.key, p.quantity),
        ...own,
      }),
    ]);
    teller.listed(
      total,
      parts.map((p) => p.key),
    );
    return [...said.flat(), '。'];
  }

  named(names: readonly (readonly [key: string, name: string])[], zeros: boolean): Part[] {
    const all = names.map(([key, name]) => ({ key, name, quantity: this.teller.quantity(key) }));
    const kept = all.filter((p) => p.quantity.now !== 0 || zeros);
    return kept.length > 0 ? kept : all.slice(0, 1);
  }

  /** Names that stand behind `主要包括`. */
  economic(book: Book, tops: readonly string[]): string {
    const names = new Map(tops.flatMap((t) => economicOf(t)).map((c) => [c.code, c.name]));
    const own = [...book.economic.keys()].filter((c) => tops.some((t) => c.startsWith(t)));
    return `${own.map((c) => names.get(c) ?? '').join('、')}。`;
  }
}

/** Items of one code, of several units, as one. */
function byCode(items: readonly Item[]): Item[] {
  const by = new Map<string, Item>();
  for (const item of items) {
    const before = by.get(item.subject.code);
    by.set(
      item.subject.code,
      before
        ? {
            ...before,
            people: before.people + item.people,
            public: before.public + item.public,
            project: before.project + item.project,
            budget: before.budget + item.budget,
          }
        : item,
    );
  }
  return [...by.values()];
}

const general = (book: Book): Item[] => book.items.filter((i) => i.subject.fund === 'general');

function classParts(book: Book): Part[] {
  const by = new Map<string, { name: string; now: number }>();
  for (const { subject, people, public: open, project } of general(book)) {
    const before = by.get(subject.class.code)?.now ?? 0;
    by.set(subject.class.code, { name: subject.class.name, now: before + people + open + project });
  }
  return [...by]
    .filter(([, c]) => c.now !== 0)
    .map(([code, c]) => ({
      name: c.name.replace(/支出$/, ''),
      key: code,
      quantity: { now: c.now, last: 0, cell: `05.${code}.合计` },
    }));
}

const pathOf = ({ subject }: Item) =>
  `${subject.class.name}（类）${subject.group.name}（款）${subject.name}（项）`;

function items(w: Writer, book: Book, pattern: string): void {
  const { teller } = w;
  const own = byCode(general(book)).filter((i) => i.people + i.public + i.project + i.budget > 0);
  own.forEach((item, n) => {
    const now = item.people + item.public + item.project;
    const quantity = { now, last: 0, cell: `05.${item.subject.code}.合计` };
    const pieces = teller.tell(pattern, {
      目: () => [pathOf(item)],
      '=': () => [teller.amount('决', quantity)],
      b: () => [teller.amount('预', { now: item.budget, last: 0 })],
      '，': () => (item.budget > 0 ? [teller.share('决', '预', [now, item.budget])] : []),
      '?': () => [now > item.budget ? '大于' : now < item.budget ? '小于' : '等于'],
    });
    const open = pieces.at(-1);
    const ends = typeof open === 'string' && open.endsWith('。');
    w.paragraph(`${n + 1}. `, ...pieces, ...(ends ? [] : [`${teller.reason()}。`]));
  });
}

const INCOME = ['上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'].map(
  (n) => [n, n] as const,
);
const SPENDING = ['基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'].map(
  (n) => [n, n] as const,
);
const THREE = [
  ['出国', '因公出国（境）费'],
  ['用车', '公务用车购置及运行维护费'],
  ['接待', '公务接待费'],
] as const;

function threeFinal(w: Writer, d: Dialect): void {
  const { teller, maker } = w;
  w.heading('财政拨款“三公”经费支出决算情况说明');
  if (teller.quantity('三公预算合计').now === 0) {
    w.paragraph(`${maker.style.year}年度本单位没有“三公”经费预算，也没有发生支出。`);
    return;
  }
  w.paragraph(...teller.tell(d.three));
  THREE.forEach(([key, name], i) => {
    const now = teller.quantity(`三公${key}`);
    const budget = teller.quantity(`三公预算${key}`);
    const n = now.now === 0 ? 0 : maker.random.between(1, 20);
    w.paragraph(
      `${i + 1}. `,
      ...teller.tell(d.threeItem, {
        名: () => [name],
        '=': () => [teller.amount('决', now)],
        b: () => [teller.amount('预', budget)],
        '，': () => (budget.now > 0 ? [teller.share('决', '预', [now.now, budget.now])] : []),
      }),
      ...teller.tell(d.counts[i] as string, {
        n: () => [String(key === '用车' && teller.quantity('三公购置').now === 0 ? 0 : n)],
        m: () => [String(n * 3)],
      }),
    );
  });
}

function runningAndMore(
  w: Writer,
  d: { running: string; procurement: string },
  headings: readonly [string, string],
): void {
  const { teller, maker } = w;
  w.heading(headings[0]);
  if (maker.style.nature === '事业') w.paragraph('本单位为事业单位，没有机关运行经费。');
  else if (teller.quantity('公用经费').now === 0) w.paragraph('本单位没有机关运行经费支出。');
  else w.paragraph(...teller.tell(d.running), `${teller.reason()}。`);
  w.heading(headings[1]);
  const told = teller.tell(d.procurement);
  teller.listed('采购', ['货物', '工程', '服务']);
  w.paragraph(...told);
}

function funds(w: Writer, book: Book): void {
  const { teller, maker } = w;
  const { year } = maker.style;
  w.heading(`政府性基金预算${maker.style.kind === '决算' ? '财政拨款支出决算情况说明' : '支出情况'}`);
  if (!book.items.some((i) => i.subject.fund === 'fund'))
    w.paragraph('本单位没有政府性基金预算财政拨款收支。');
  else
    w.paragraph(
      ...teller.tell(
        `${year}年${maker.style.kind === '决算' ? '度' : ''}政府性基金预算支出{=基金支出}，主要用于有关项目。`,
      ),
    );
  w.heading(`国有资本经营预算${maker.style.kind === '决算' ? '财政拨款支出决算情况说明' : '支出情况'}`);
  if (!book.items.some((i) => i.subject.fund === 'capital'))
    w.paragraph('本单位没有国有资本经营预算财政拨款支出。');
  else
    w.paragraph(
      ...teller.tell(
        `${year}年${maker.style.kind === '决算' ? '度' : ''}国有资本经营预算支出{=国资支出}，主要用于有关项目。`,
      ),
    );
}

function assets(w: Writer): void {
  const { random, style } = w.maker;
  w.heading('国有资产占用情况说明');
  const [a, b, c] = [random.below(4), random.below(6), random.below(5)];
  w.paragraph(
    `截至${style.year}年12月31日，本单位共有车辆${a + b + c}辆，其中，机要通信用车${a}辆、应急保障用车${b}辆、其他用车${c}辆。`,
  );
}

function tellFinal(w: Writer, book: Book, d: Dialect): void {
  const { teller } = w;
  const because = () => `${teller.reason()}。`;
  w.heading('收入支出决算总体情况说明');
  w.paragraph(...teller.tell(d.overall), because());
  w.heading('收入决算情况说明');
  const 计 = (text: string) => ({ 计: () => [text] });
  const income = w.named([['拨款收入', '财政拨款收入'], ...INCOME], d.namesZeros);
  w.paragraph(...teller.tell(d.income), ...w.parts(d.part, income, '本年收入', 计('收入合计')));
  w.heading('支出决算情况说明');
  w.paragraph(
    ...teller.tell(d.spending),
    ...w.parts(d.part, w.named(SPENDING, d.namesZeros), '本年支出', 计('支出合计')),
  );
  w.heading('财政拨款收入支出决算总体情况说明');
  w.paragraph(...teller.tell(d.appropriations), because());
  if (teller.quantity('一般支出').now > 0) {
    w.heading('一般公共预算财政拨款支出决算情况说明');
    const whole = teller.quantity('一般预算').now > 0 ? d : (FINAL_DIALECTS[0] as Dialect);
    w.paragraph(...teller.tell(whole.general), because());
    w.paragraph(...teller.tell(d.classes), ...w.parts(d.class, classParts(book), '一般支出'));
    items(w, book, d.item);
  }
  w.heading('一般公共预算财政拨款基本支出决算情况说明');
  basic(w, book, d.basic);
  threeFinal(w, d);
  funds(w, book);
  runningAndMore(w, d, ['机关运行经费支出情况说明', '政府采购支出情况说明']);
  assets(w);
}

function basic(w: Writer, book: Book, templates: readonly string[]): void {
  const { teller } = w;
  if (teller.quantity('一般基本').now === 0) {
    w.paragraph('本单位没有一般公共预算财政拨款基本支出。');
    return;
  }
  const [first = '', people = '', open = ''] = templates;
  const rest: Piece[] = [];
  const head = teller.tell(first);
  if (teller.quantity('人员经费').now > 0)
    rest.push('\n', ...teller.tell(people), w.economic(book, ['301', '303']));
  if (teller.quantity('公用经费').now > 0)
    rest.push('\n', ...teller.tell(open), w.economic(book, ['302', '310']));
  teller.listed('一般基本', ['人员经费', '公用经费']);
  w.paragraph(...head, ...rest);
}

const BUDGET_INCOME = [
  ['一般收入', '一般公共预算拨款收入'],
  ['基金收入', '政府性基金预算拨款收入'],
  ['国资收入', '国有资本经营预算拨款收入'],
  ['事业收入', '事业收入'],
  ['事业单位经营收入', '事业单位经营收入'],
  ['上级补助收入', '上级补助收入'],
  ['附属单位上缴收入', '附属单位上缴收入'],
  ['其他收入', '其他收入'],
] as const;

function tellBudget(w: Writer, book: Book, d: BudgetDialect): void {
  const { teller } = w;
  const because = () => `${teller.reason()}。`;
  w.heading(d.headings.overall);
  w.paragraph(...teller.tell(d.overall), because());
  w.heading(d.headings.income);
  w.paragraph(...teller.tell(d.income), ...w.parts(d.part, w.named(BUDGET_INCOME, false), '本年收入'));
  w.heading(d.headings.spending);
  const spending = ['基本支出', '项目支出', '事业单位经营支出'].map((n) => [n, n] as const);
  w.paragraph(...teller.tell(d.spending), ...w.parts(d.part, w.named(spending, false), '本年支出'));
  w.heading(d.headings.appropriations);
  w.paragraph(...teller.tell(d.appropriations), because());
  w.heading(d.headings.general);
  const told = teller.tell(d.general);
  teller.listed('一般支出', ['一般基本', '一般项目']);
  w.paragraph(...told);
  if (teller.quantity('一般支出').now > 0) {
    w.paragraph(
      ...teller.tell('按功能分类，{年}年一般公共预算支出{=一般支出}，包括：'),
      ...w.parts(d.class, classParts(book), '一般支出'),
    );
    for (const [n, item] of byCode(general(book)).entries())
      w.paragraph(
        `${n + 1}. `,
        ...teller.tell(d.item, {
          目: () => [pathOf(item)],
          '=': () => [
            teller.amount('x', {
              now: item.people + item.public + item.project,
              last: 0,
              cell: `05.${item.subject.code}.合计`,
            }),
          ],
        }),
      );
  }
  w.heading(d.headings.basic);
  const head = teller.tell(d.basic);
  teller.listed('一般基本', ['人员经费', '公用经费']);
  w.paragraph(...head);
  w.heading(d.headings.three);
  const three = THREE.map(([key, name]) => ({
    key: `三公${key}`,
    name,
    quantity: teller.quantity(`三公${key}`),
  }));
  w.paragraph(...teller.tell(d.three), ...w.parts(d.threeItem, three, '三公合计'));
  funds(w, book);
  runningAndMore(w, d, [d.headings.running, d.headings.procurement]);
}

/** Tells what a report says besides its tables. */
export function tell(
  maker: Maker,
  now: Book,
  last: Book,
): { lines: Line[]; equations: readonly Equation[]; changes: Teller['changes']; dialect: string } {
  const { style, random } = maker;
  const quantities = quantitiesOf(style.kind, now, last);
  const final = random.pick(FINAL_DIALECTS);
  const budget = random.pick(BUDGET_DIALECTS);
  const own = style.kind === '决算' ? final : budget;
  const w = new Writer(new Teller(maker, quantities, own.words), maker);
  if (style.kind === '决算') tellFinal(w, now, final);
  else tellBudget(w, now, budget);
  return { lines: w.lines, equations: w.teller.equations, changes: w.teller.changes, dialect: own.id };
}
