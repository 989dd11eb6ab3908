/**
 * The words that sentences are cut at: the keywords of seeds/prose.json, and the names of forms, codes and glossary,
 * which keep a keyword inside a name (`一般公共预算财政拨款`) from being taken for one. The longest word wins.
 */
import { foldName } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import { comparableHeader } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';

/** Classes of keywords, in the order in which they are preferred where one word is in two. */
export const WORD_CLASSES = [
  'measure',
  'period',
  'direction',
  'flat',
  'order',
  'to',
  'share',
  'complete',
  'compare',
  'list',
  'each',
  'approx',
  'reason',
  'none',
  'plain',
  'noise',
] as const;

export type WordClass = (typeof WORD_CLASSES)[number];

export interface LexEntry {
  readonly length: number;
  readonly cls: WordClass | 'name' | 'level';
  readonly value: string;
}

/** Words, looked up by the longest that begins at a place of a text. */
export class Words<T> {
  /** In the order of their characters; a word stands before those that it begins. */
  private readonly words: readonly string[];
  private readonly alone = new Map<number, string>();
  /** Where the words stand that begin with two characters, by these. */
  private readonly ranges = new Map<number, { readonly from: number; to: number }>();

  constructor(private readonly entries: ReadonlyMap<string, T>) {
    // By code units, as strings are compared.
    this.words = [...entries.keys()].sort();
    for (const [at, word] of this.words.entries()) {
      if (word.length === 1) {
        this.alone.set(word.charCodeAt(0), word);
        continue;
      }
      const pair = pairAt(word, 0);
      const range = this.ranges.get(pair);
      if (range) range.to = at + 1;
      else this.ranges.set(pair, { from: at, to: at + 1 });
    }
  }

  /** The longest word that starts at a place, with what it stands for. */
  at(text: string, start: number): { readonly word: string; readonly entry: T } | undefined {
    let word = this.alone.get(text.charCodeAt(start));
    let { from, to } = this.ranges.get(pairAt(text, start)) ?? NONE;
    for (let depth = 2; from < to; depth++) {
      if (this.words[from]?.length === depth) word = this.words[from++];
      const char = text.charCodeAt(start + depth);
      from = this.first(from, to, depth, char);
      to = this.first(from, to, depth, char + 1);
    }
    return word === undefined ? undefined : { word, entry: this.entries.get(word) as T };
  }

  /** The first of some words whose character at a depth is not below another; behind a text's end none is. */
  private first(from: number, to: number, depth: number, char: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle] as string).charCodeAt(depth) >= char) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const NONE = { from: 0, to: 0 };

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

/** A set of words. */
export class WordSet {
  private readonly words: Words<true>;

  constructor(words: readonly string[]) {
    this.words = new Words(new Map(words.map((word) => [foldName(word), true])));
  }

  /** The length of the longest word at a place; 0 for none. */
  at(text: string, start: number): number {
    return this.words.at(text, start)?.word.length ?? 0;
  }
}

export class Lexicon {
  private readonly words: Words<LexEntry>;
  readonly classifiers: WordSet;
  readonly approxAfter: WordSet;

  constructor(reference: Reference) {
    const data = reference.prose;
    const entries = new Map<string, LexEntry>();
    const add = (word: string, cls: LexEntry['cls'], value: string) => {
      const text = foldName(word);
      const known = entries.get(text);
      // `plain` words are no keywords; a name that equals one is a name.
      if (text !== '' && (!known || (cls === 'name' && (known.cls === 'plain' || known.cls === 'noise'))))
        entries.set(text, { length: text.length, cls, value });
    };
    for (const cls of WORD_CLASSES)
      for (const [value, words] of Object.entries(data.words[cls] ?? {}))
        for (const word of words) add(word, cls, value);
    for (const level of ['类', '款', '项']) add(`(${level})`, 'level', level);
    for (const name of namesOf(reference)) add(name, 'name', name);
    this.words = new Words(entries);
    this.classifiers = new WordSet(data.classifiers);
    this.approxAfter = new WordSet(data.approxAfter);
  }

  /** The longest word that starts at a place. */
  at(text: string, start: number): LexEntry | undefined {
    return this.words.at(text, start)?.entry;
  }
}

/** Names that are too general to say anything, or that stand in for a measure. */
const GENERAL =
  /^(?:类|款|项|项目|栏次|行次|序号|名称|备注|金额|数量|单价|部门|单位|本级|预算单位|单位预算|单位决算|预算公开|决算公开|部门决算|部门预算|结余|结转|总分|得分|分值|权重|人数|收支|支出数|收入数|货物|工程|服务|完成值|编码|自评)$/;

/**
 * The names that stand in the lexicon. A term or a column that is a name and a measure (`支出预算`), and a column that
 * is a year and a measure (`上年执行数`), are two words in sentences.
 */
function* namesOf(reference: Reference): Iterable<string> {
  const { period, measure } = reference.prose.words;
  const measures = Object.values(measure ?? {}).flat();
  const periods = Object.values(period ?? {}).flat();
  const ofYear = (name: string) =>
    periods.some((p) => name.startsWith(p) && measures.includes(name.slice(p.length)));
  const words = new Set(namesOfWords(reference));
  const known = new Set([...words, ...namesOfItems(reference)].filter((name) => !ofYear(name)));
  const isMeasured = (name: string) =>
    measures.some((m) => name.endsWith(m) && known.has(name.slice(0, -m.length)));
  // `国有资本经营预算` is a fund, `项目支出预算` a budget of expenditure.
  const ends = reference.prose.sharedEnds;
  const isItemMeasured = (name: string) =>
    measures.some((m) => name.endsWith(m) && ends.some((end) => name.endsWith(end + m))) && isMeasured(name);
  for (const name of known) if (words.has(name) || !isItemMeasured(name)) yield name;
  for (const name of namesOfTerms(reference)) if (!isMeasured(name)) yield name;
}

function* namesOfWords({ prose: data }: Reference): Iterable<string> {
  for (const word of ['收入', '支出', '合计', '总计', '小计', '总额', '收支']) yield word;
  for (const name of Object.keys(data.names)) yield name;
  for (const name of Object.keys(data.compounds)) yield name;
  for (const topic of data.topics) for (const name of Object.keys(topic.names ?? {})) yield name;
}

function* namesOfItems(reference: Reference): Iterable<string> {
  const items = reference.forms.forms
    .flatMap((form) => form.panels)
    .flatMap((panel) => [...panel.columns.filter((c) => !c.unnamed), ...(panel.rows ?? [])]);
  const aliases = items.flatMap((item) => [item.id, ...(item.aliases ?? [])]);
  for (const part of aliases.flatMap((alias) => alias.split('/'))) {
    const name = comparableHeader(part);
    if (name.length >= 2 && !GENERAL.test(name)) yield name;
  }
  for (const entry of reference.codes.entries) {
    if (entry.name.length >= 3 && entry.catalogue !== 'economic_government') yield entry.name;
  }
}

function* namesOfTerms(reference: Reference): Iterable<string> {
  for (const entry of reference.glossary.entries) {
    for (const name of [entry.term, ...(entry.aliases ?? [])]) {
      // `完成年初预算` is a clause, not a name.
      if (name.length >= 2 && !name.startsWith('完成') && !GENERAL.test(foldName(name))) yield name;
    }
  }
}

const lexicons = new WeakMap<Reference, Lexicon>();

export function lexiconOf(reference: Reference): Lexicon {
  return getOrMake(lexicons, reference, () => new Lexicon(reference));
}
