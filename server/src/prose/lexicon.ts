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

interface Node {
  readonly next: Map<string, Node>;
  entry?: LexEntry;
}

export class Lexicon {
  private readonly root: Node = { next: new Map() };
  readonly classifiers: Trie;
  readonly approxAfter: Trie;

  constructor(reference: Reference) {
    const data = reference.prose;
    for (const cls of WORD_CLASSES) {
      for (const [value, words] of Object.entries(data.words[cls] ?? {})) {
        for (const word of words) this.add(word, cls, value);
      }
    }
    for (const level of ['类', '款', '项']) this.add(`(${level})`, 'level', level);
    for (const name of namesOf(reference)) this.add(name, 'name', name);
    this.classifiers = new Trie(data.classifiers);
    this.approxAfter = new Trie(data.approxAfter);
  }

  private add(word: string, cls: LexEntry['cls'], value: string): void {
    const text = foldName(word);
    if (text === '') return;
    let node = this.root;
    for (const char of text) {
      node = getOrMake(node.next, char, (): Node => ({ next: new Map() }));
    }
    // `plain` words are no keywords; a name that equals one is a name.
    if (!node.entry || (cls === 'name' && (node.entry.cls === 'plain' || node.entry.cls === 'noise')))
      node.entry = { length: text.length, cls, value };
  }

  /** The longest word that starts at a place. */
  at(text: string, start: number): LexEntry | undefined {
    let node: Node | undefined = this.root;
    let found: LexEntry | undefined;
    for (let i = start; i < text.length; i++) {
      node = node.next.get(text[i] as string);
      if (!node) break;
      if (node.entry) found = node.entry;
    }
    return found;
  }
}

/** A set of words, longest match. */
export class Trie {
  private readonly root: Node = { next: new Map() };

  constructor(words: readonly string[]) {
    for (const word of words) {
      let node = this.root;
      const text = foldName(word);
      for (const char of text) {
        node = getOrMake(node.next, char, (): Node => ({ next: new Map() }));
      }
      node.entry = { length: text.length, cls: 'plain', value: text };
    }
  }

  /** The length of the longest word at a place; 0 for none. */
  at(text: string, start: number): number {
    let node: Node | undefined = this.root;
    let length = 0;
    for (let i = start; i < text.length; i++) {
      node = node.next.get(text[i] as string);
      if (!node) break;
      if (node.entry) length = node.entry.length;
    }
    return length;
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
  const ofYear = (name: string) =>
    Object.values(period ?? {})
      .flat()
      .some((p) => name.startsWith(p) && measures.includes(name.slice(p.length)));
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
