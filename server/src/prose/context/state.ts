/**
 * What is carried on from clause to clause under one heading. Only the functions of this folder change it, each for the
 * kind of event that it takes; what is told at last is in `statements`, `lists`, `names` and `figures`.
 */
import { stripNumber } from '../../base/fold.ts';
import type { CellFigure, Figure } from '../../model/types.ts';
import type { ProseWords, Topic } from '../../reference/prose.ts';
import type { Binder } from '../bind.ts';
import type { Compare, Phrase, ProseEvent } from '../events.ts';
import { Likeness, phraseOf } from '../likeness.ts';
import type { Later } from '../settled.ts';
import type {
  ChangeStatement,
  CompletionStatement,
  CountStatement,
  ListedStatement,
  NamedValue,
  NameList,
  Paragraph,
  PartList,
  ProseFigure,
  RateStatement,
  ShareStatement,
  Statement,
} from '../types.ts';
import { type Knows, Meanings, type NamedProject } from './names.ts';

export type ValueEvent = Extract<ProseEvent, { t: 'value' }>;
export type ShareEvent = Extract<ProseEvent, { t: 'share' }>;
export type ChangeEvent = Extract<ProseEvent, { t: 'change' | 'rate' }>;

/** What a share is of. */
export type ShareOf = Pick<ShareStatement, 'current' | 'base' | 'bases' | 'guessed' | 'reason'>;

/** How many statements back a sentence may refer to: enough for any section, and work stays linear. */
export const WINDOW = 200;

/** A list of parts that may still go on. */
export interface OpenList extends PartList {
  readonly parts: ListedStatement[];
  readonly shares: ShareStatement[];
  readonly paragraph: Paragraph;
  readonly depth: number;
  /** Whether the list may go on in sentences and paragraphs of its own. */
  block: boolean;
  /** The style of the number that its total stands under. */
  readonly under: string | undefined;
  /** Whether its items are numbered; then one value behind each number is a part. */
  marked: boolean;
  taken: boolean;
  /** What the change of the total is measured against: that of its parts is as well. */
  readonly compare: Compare | undefined;
}

/** What was spoken of before a bracket. */
interface Frame {
  readonly value: ListedStatement | undefined;
  readonly subject: Phrase | undefined;
  readonly compare: Compare | undefined;
  readonly lists: number;
}

/** What names mean under a heading. */
export interface Ground {
  readonly knows: Knows;
  /** For those who tie and pick amounts. */
  readonly meanings: Meanings;
  readonly words: ProseWords;
  readonly topic: Topic | undefined;
  readonly year: number | undefined;
  readonly likeness: Likeness;
}

/** What is given to read the paragraphs under a heading with. */
export interface Given extends Pick<Ground, 'words' | 'topic' | 'year'> {
  readonly binder: Binder;
}

export interface Context extends Ground {
  readonly statements: Statement[];
  /** What later clauses said of those before them. */
  readonly later: Map<Statement, Later>;
  readonly lists: PartList[];
  readonly names: NameList[];
  readonly figures: ProseFigure[];
  /** The statements of amounts that later ones may point at. */
  readonly values: NamedValue[];
  paragraph: Paragraph;
  subject: Phrase | undefined;
  compare: Compare | undefined;
  lastValue: ListedStatement | undefined;
  lastChange: ChangeStatement | undefined;
  lastCount: CountStatement | undefined;
  countContext: string;
  pendingRate: RateStatement | undefined;
  inReason: boolean;
  open: OpenList[];
  pendingClose: boolean;
  underMark: boolean;
  /** The style of the last number of an item. */
  under: string | undefined;
  /** The amount of which a sentence lists parts (`…支出决算中，`). */
  within: Figure | undefined;
  /** How many lists were open when it was told. */
  withinAt: number;
  /** Whether this sentence or item has told a figure: then a clause without one names no new subject. */
  spoken: boolean;
  /** The fund that this sentence began with; null before its first figure. */
  fund: Topic | undefined | null;
  /** The project whose evaluation the paragraph sums up. */
  project: NamedProject | undefined;
  frames: Frame[];
  /** The year of a total that is not of this year's, whose parts a list tells (`2021 年…合计 20 万元，其中：`). */
  listYear: number | undefined;
  /** The item that the heading itself names. */
  readonly headed: Phrase | undefined;
  /** Whether this sentence told a share of a whole for a part that nobody knows: those behind it may be alike. */
  vagueWhole: boolean;
  /** How many statements there were when a bracket closed last. */
  closedAt: number;
  /** How many amounts there were to point at when this sentence, or item of one, began. */
  itemFrom: number;
  /** How many statements, and how many amounts to point at, there were when this sentence began. */
  sentenceFrom: number;
  valuesFrom: number;
  /** The subject that a clause without a figure named just before. */
  announced: Phrase | undefined;
  /** How many there were when a bracket, a sentence or an item last began or ended. */
  rowFrom: number;
  /** The whole that a share of this paragraph names. */
  namedWhole: Figure | undefined;
  /** The cell of the part whose share named it, in this sentence. */
  namedPartCell: CellFigure | undefined;
  /** A rate of completion whose budget is not told yet. */
  openCompletion: CompletionStatement | undefined;
  /** A share that names what it is of, and that name: an amount right behind it is that one's. */
  shareFirst: { readonly share: ShareStatement; readonly of: Phrase } | undefined;
}

/**
 * The context at the first of the paragraphs under a heading.
 * @param heading the heading's own text, which may name the item of all of them
 */
export function contextOf(given: Given, heading: string, paragraph: Paragraph): Context {
  const { words, topic, year } = given;
  const meanings = new Meanings(given.binder, topic);
  return {
    knows: meanings,
    meanings,
    words,
    topic,
    year,
    likeness: new Likeness(words),
    statements: [],
    later: new Map(),
    lists: [],
    names: [],
    figures: [],
    values: [],
    paragraph,
    subject: undefined,
    compare: undefined,
    lastValue: undefined,
    lastChange: undefined,
    lastCount: undefined,
    countContext: '',
    pendingRate: undefined,
    inReason: false,
    open: [],
    pendingClose: false,
    underMark: false,
    under: undefined,
    within: undefined,
    withinAt: 0,
    spoken: false,
    fund: null,
    project: undefined,
    frames: [],
    listYear: undefined,
    headed: headedOf(meanings, topic, heading),
    vagueWhole: false,
    closedAt: 0,
    rowFrom: 0,
    itemFrom: 0,
    sentenceFrom: 0,
    valuesFrom: 0,
    announced: undefined,
    namedWhole: undefined,
    namedPartCell: undefined,
    openCompletion: undefined,
    shareFirst: undefined,
  };
}

/** The amounts of this sentence that later clauses may point at. */
export function valuesHere({ values, valuesFrom }: Context): readonly NamedValue[] {
  return values.slice(Math.max(valuesFrom, values.length - WINDOW));
}

/** The item that a heading names, where its name can only mean one. */
function headedOf(knows: Knows, topic: Topic | undefined, heading: string): Phrase | undefined {
  const name = stripNumber(heading);
  if (name === '' || topic?.off) return undefined;
  const phrase = phraseOf(name, { start: 0, end: 0 });
  return knows.surely(phrase, undefined) ? phrase : undefined;
}
