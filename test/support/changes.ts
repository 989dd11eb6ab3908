/** Changes that hands make of a report, one at a time, drawn by a seed: in cells, in sentences, in whole lines. */
import type { Random } from '../fuzz/random.ts';

export interface Change {
  readonly what: string;
  /** Counted from one. */
  readonly line: number;
  readonly text: string;
}

const CELL = /(?<=\| )-?\d[\d,]*\.\d+(?=%? \|)/g;
const FIGURE = /\d[\d,]*(?:\.\d+)?(?=%|万元|亿元|千元|元|辆|人|个|批)/g;

/** Words that are taken for one another. */
export const WORDS: readonly (readonly [string, string])[] = [
  ['增加', '减少'],
  ['减少', '增加'],
  ['增长', '下降'],
  ['下降', '增长'],
  ['上年', '本年'],
  ['本年', '上年'],
  ['年初预算', '上年决算'],
  ['大于', '小于'],
  ['小于', '大于'],
  ['万元', '元'],
  ['万元', '亿元'],
  ['收入', '支出'],
  ['支出', '收入'],
  ['基本', '项目'],
  ['其中', '另外'],
  ['持平', '增加'],
  ['占', '为'],
  ['，', '。'],
  ['。', '，'],
  ['、', '；'],
  ['合计', '小计'],
  ['总计', '合计'],
  ['一般公共预算', '政府性基金预算'],
  ['决算', '预算'],
  ['预算', '决算'],
];

/** The places of a text where a pattern or a word stands, in lines of one kind. */
interface Spot {
  readonly line: number;
  readonly start: number;
  readonly from: string;
}

function spots(lines: readonly string[], of: (line: string) => Iterable<RegExpMatchArray>): Spot[] {
  return lines.flatMap((line, i) =>
    [...of(line)].map((m) => ({ line: i, start: m.index as number, from: m[0] })),
  );
}

const isRow = (line: string) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line);
const none: RegExpMatchArray[] = [];

/** A number as a hand gets it wrong. */
function otherNumber(random: Random, number: string): string {
  const digits = [...number].flatMap((d, i) => (/\d/.test(d) ? [i] : []));
  const at = random.pick(digits);
  const put = (to: string) => number.slice(0, at) + to + number.slice(at + 1);
  switch (random.below(6)) {
    case 0:
      return number.startsWith('-') ? number.slice(1) : `-${number}`;
    case 1:
      return number.replace(/(\d)\.(\d)/, '$1$2.') === number
        ? put('')
        : number.replace(/(\d)\.(\d)/, '$1$2.');
    case 2:
      return number.replace(/(\d)(\d)(?=\D*$)/, '$2$1');
    case 3:
      return number.replace(/\d$/, (d) => String((Number(d) + 1) % 10));
    default:
      return put(String((Number(number[at]) + 3) % 10));
  }
}

/** Lines as they are after a change of one of them. */
const LINES: Readonly<Record<string, (lines: readonly string[], i: number) => string[]>> = {
  deleted: () => [],
  doubled: (lines, i) => [lines[i] as string, lines[i] as string],
  halved: (lines, i) => {
    const line = lines[i] as string;
    return [line.slice(0, line.length >> 1), line.slice(line.length >> 1)];
  },
  'with the next': (lines, i) => [`${lines[i]}${lines[i + 1] ?? ''}`],
  'without its end': (lines, i) => [(lines[i] as string).slice(0, -1)],
  'without its beginning': (lines, i) => [(lines[i] as string).replace(/^\S+\s*/, '')],
  'without a cell': (lines, i) => [(lines[i] as string).replace(/\|[^|]*\|/, '|')],
  'with a cell more': (lines, i) => [(lines[i] as string).replace('|', '|  |')],
  'after a blank': (lines, i) => ['', lines[i] as string],
  spaced: (lines, i) => [(lines[i] as string).replace(/(\p{Script=Han})(?=\p{Script=Han})/u, '$1 ')],
  shortened: (lines, i) => [(lines[i] as string).replace(/\p{Script=Han}(?=\p{Script=Han})/u, '')],
  'of another code': (lines, i) => [
    (lines[i] as string).replace(/\d(?=\D)/, (d) => `${(Number(d) + 1) % 10}`),
  ],
};

/** So many changes of a report, their kinds in turns. */
export function changesOf(random: Random, { text }: { readonly text: string }, count: number): Change[] {
  const lines = text.split('\n');
  const cells = spots(lines, (line) => (isRow(line) ? line.matchAll(CELL) : none)).filter(
    ({ from }) => !/^[-0.,]+$/.test(from),
  );
  const told = spots(lines, (line) =>
    line.startsWith('|') || line.includes('：') ? none : line.matchAll(FIGURE),
  );
  const names = Object.keys(LINES);
  const replaced = ({ line, start, from }: Spot, to: string): Change => ({
    what: `${from} → ${to}`,
    line: line + 1,
    text: lines
      .map((l, i) => (i === line ? l.slice(0, start) + to + l.slice(start + from.length) : l))
      .join('\n'),
  });
  const makes: readonly (() => Change | undefined)[] = [
    () => {
      if (cells.length === 0) return undefined;
      const spot = random.pick(cells);
      const to = random.oneIn(6)
        ? random.pick(['', '0.00', '-', '—', 'x', '/'])
        : otherNumber(random, spot.from);
      return replaced(spot, to);
    },
    () => {
      if (told.length === 0) return undefined;
      const spot = random.pick(told);
      return replaced(spot, otherNumber(random, spot.from));
    },
    () => {
      const [from, to] = random.pick(WORDS);
      const all = spots(lines, (line) => line.matchAll(new RegExp(from, 'g')));
      return all.length === 0 ? undefined : replaced(random.pick(all), to);
    },
    () => {
      const name = random.pick(names);
      const i = random.below(lines.length);
      const made = LINES[name]?.(lines, i) ?? [];
      const used = name === 'with the next' ? 2 : 1;
      return {
        what: name,
        line: i + 1,
        text: [...lines.slice(0, i), ...made, ...lines.slice(i + used)].join('\n'),
      };
    },
  ];
  const changes: Change[] = [];
  for (let i = 0; changes.length < count; i++) {
    const change = makes[i % makes.length]?.();
    if (change && change.text !== text) changes.push(change);
  }
  return changes;
}
