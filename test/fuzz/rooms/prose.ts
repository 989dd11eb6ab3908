/** Sentences made of the forms by which sentences are read, with words of each class: what is said of them holds in every writing of the same text. */
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { PatternSeeds } from '../../../server/src/reference/patterns.ts';
import { type Analysis, open } from '../../../server/src/service.ts';
import { equal, Places, sound } from '../checks.ts';
import { entry } from '../entry.ts';
import type { Random } from '../random.ts';
import { lossless } from '../reading.ts';
import { number, ODD, WORDS } from '../texts.ts';

const seeds = parseYaml(readFileSync('seeds/prose/patterns.yaml', 'utf8')) as PatternSeeds;
const classes = (
  JSON.parse(readFileSync('seeds/prose.json', 'utf8')) as {
    words: Record<string, Record<string, readonly string[]>>;
  }
).words;
const contexts = JSON.parse(readFileSync('test/fixtures/prose/contexts.json', 'utf8')) as Record<
  string,
  { readonly front: readonly string[]; readonly tables: readonly string[] }
>;

interface Beside {
  readonly front: string;
  readonly tables: readonly string[];
  readonly names: readonly string[];
  readonly amounts: readonly string[];
}

/** What sentences are read beside: front matter, tables, and what stands in these. */
const BESIDE: readonly Beside[] = Object.values(contexts)
  .filter((c) => typeof c === 'object')
  .map(({ front, tables }) => {
    const cells = tables.filter((l) => l.startsWith('|')).flatMap((l) => l.split('|').map((c) => c.trim()));
    return {
      front: front.join('\n'),
      tables: tables.join('\n').split(/^(?=## )/m),
      names: [...new Set(cells.filter((c) => /\p{Script=Han}/u.test(c) && c.length < 16))],
      amounts: [...new Set(cells.filter((c) => /^[\d,]+\.\d+$/.test(c)))],
    };
  });

const pick = (r: Random, list: readonly string[] | undefined) => (list?.length ? r.pick(list) : '');

class Speaker {
  constructor(
    private readonly r: Random,
    private readonly beside: Beside,
  ) {}

  /** A sentence, nearly as a line of the seeds has it. */
  sentence(): string {
    const { r } = this;
    const line = r.pick(seeds.patterns);
    if (r.oneIn(4)) return r.pick(line.like);
    const clauses = r.times(1, 3, () =>
      r.oneIn(5) ? this.words(r.pick(seeds.patterns).form) : this.words(line.form),
    );
    return `${clauses.join(r.pick(['，', '，', '；', '、', '：', '（', '', '。']))}${r.pick(['。', '。', '。', '', '；', '！'])}`;
  }

  private words(form: string): string {
    return form
      .split(/\s+/)
      .map((item) => this.item(item))
      .join('');
  }

  private item(text: string): string {
    const { r } = this;
    const [, not, names = '', times] = /^(?:[a-z]+:)?(!?)(.+?)([?*+]?)$/u.exec(text) ?? [];
    const one = () => (not || names === '…' ? this.any() : this.atom(r.pick(names.split('|')), 0));
    if (names === '…' || times === '*') return r.times(0, 2, one).join('');
    if (times === '+') return r.times(1, 2, one).join('');
    return times === '?' && r.oneIn(2) ? '' : one();
  }

  private any(): string {
    return this.atom(
      this.r.pick(['NAME', 'NAME', 'TEXT', 'YEAR', 'ASIDE', '<period>', '<measure>', '<noise>']),
      0,
    );
  }

  private atom(name: string, depth: number): string {
    const { r } = this;
    const word = /^<([a-z]+)(?:=([a-z]+))?(?:~(.+))?>$/u.exec(name);
    if (word) {
      const [, cls = '', sense, holds] = word;
      const senses = classes[cls] ?? {};
      const list = sense === undefined ? Object.values(senses).flat() : senses[sense];
      const fit = holds ? list?.filter((w) => [...holds].some((c) => w.includes(c))) : list;
      return pick(r, fit);
    }
    const literal = /^'(.+)'$/u.exec(name)?.[1];
    if (literal !== undefined) return literal;
    const set = seeds.sets[name];
    if (set !== undefined && depth < 4) return this.atom(r.pick(set.split('|')), depth + 1);
    return this.kind(name);
  }

  private kind(name: string): string {
    const { r, beside } = this;
    switch (name) {
      case 'MONEY':
        return `${this.amount()}${r.pick(['万元', '万元', '万元', '元', '亿元', ' 万元'])}`;
      case 'PERCENT':
        return `${number(r)}${r.pick(['%', '%', '％', '个百分点', '‰'])}`;
      case 'COUNT':
        return `${r.below(300)}${r.pick(['批次', '人次', '辆', '人', '个', '个团组'])}`;
      case 'NUMBER':
        return this.amount();
      case 'STANDARD':
        return `${r.below(90)}元/人`;
      case 'OTHER':
        return `${r.below(90)}万元以上`;
      case 'NAME':
        return pick(r, beside.names);
      case 'TEXT':
        return r.pick(['培训', '学校建设', '一项工作', '某某', ...WORDS.slice(0, 20)]);
      case 'LEVEL':
        return r.pick(['（类）', '（款）', '（项）', '类', '款']);
      case 'ASIDE':
        return `（${pick(r, beside.names)}${r.oneIn(2) ? this.kind('MONEY') : ''}）`;
      case 'YEAR':
        return `${r.between(2020, 2025)}年${r.pick(['', '度'])}`;
      case 'PUNCT':
        return r.pick(['，', '、', '；', '：']);
      case 'MARK':
        return r.pick(['“', '”', '《', '》']);
      case 'END':
        return '';
      default:
        return name;
    }
  }

  private amount(): string {
    return this.r.oneIn(3) ? number(this.r) : pick(this.r, this.beside.amounts);
  }
}

interface Said {
  readonly front: string;
  readonly tables: string;
  readonly heading: string;
  readonly text: string;
  /** What stood there before. */
  readonly before: string;
}

const HEADINGS = [
  '收入决算情况说明',
  '支出决算情况说明',
  '财政拨款支出决算具体情况',
  '“三公”经费支出决算情况说明',
  '机关运行经费支出说明',
  '收支预算总体情况说明',
  '政府采购支出情况',
];

const whole = ({ front, tables, heading, text }: Said) => `${front}\n\n${tables}\n## ${heading}\n\n${text}\n`;

/** What is said of a text but for its words: where, by which rule, how grave, and what would mend it. */
const told = (analysis: Analysis) =>
  analysis.findings.map((f) => [
    f.rule,
    f.severity,
    f.range,
    f.printed,
    f.expected,
    f.fixes.map((x) => x.edits),
  ]);

export const patterns = entry(
  'patterns',
  6,
  (r): Said => {
    const beside = r.pick(BESIDE);
    const speaker = new Speaker(r, beside);
    const paragraph = () => {
      let text = r.times(1, 3, () => speaker.sentence()).join('');
      if (r.oneIn(4)) {
        const at = r.below(text.length + 1);
        text = text.slice(0, at) + (r.oneIn(2) ? r.pick(ODD) : '') + text.slice(at + r.below(3));
      }
      return text;
    };
    const first = r.below(beside.tables.length);
    return {
      front: beside.front,
      tables: beside.tables.slice(first, first + r.below(3)).join(''),
      heading: r.pick(HEADINGS),
      text: r.times(1, 2, paragraph).join(r.pick(['\n\n', '\n', ''])),
      before: paragraph(),
    };
  },
  (said) => {
    const text = whole(said);
    const analysis = open(text);
    lossless(text, analysis.tree);
    sound(analysis, new Places(text));
    const before = open(whole({ ...said, text: said.before }));
    void before.findings;
    const after = open(text, {}, before);
    equal(after.findings, analysis.findings, 'other findings than from scratch');
    equal(after.coverage, analysis.coverage, 'another coverage than from scratch');
    equal(told(open(text, { locale: 'en' })), told(analysis), 'another finding in English');
    if (/\r/.test(text)) return;
    const other = open(text.replaceAll('\n', '\r\n'));
    const message = (a: Analysis) => a.findings.map((f) => [f.rule, f.range, f.message]);
    equal(message(other), message(analysis), 'another finding with other line ends');
  },
);
