/**
 * Tokens → events: what each clause says by itself. An event names its subject only where the clause does; what is
 * carried on from clause to clause is worked out afterwards (discourse.ts), so that a paragraph's events can be kept.
 */
import { append } from '../base/lists.ts';
import type { Measure } from '../reference/prose.ts';
import type { NumberToken, ProseToken, WordToken } from './tokens.ts';

/** The words by which a clause names what it speaks of. */
export interface Phrase {
  /** Folded, without noise, years and keywords. */
  readonly text: string;
  /** Its pieces: names of the lexicon and text between them. */
  readonly pieces: readonly string[];
  /** Names of a `…（类）…（款）…（项）`, or of fewer levels. */
  readonly path: readonly { readonly name: string; readonly level: string }[];
  /** Stated parts, where several subjects stand side by side (`货物、工程、服务支出`). */
  readonly parts: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Compare {
  /** Last year, a budget of this year, or a year that is named. */
  readonly with: 'last' | 'measure';
  readonly measure?: Measure;
  readonly year?: number;
  readonly yearSpan?: { readonly start: number; readonly end: number };
}

export interface Direction {
  readonly sign: 1 | -1;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Base {
  readonly start: number;
  readonly end: number;
}

export type ProseEvent = Base &
  (
    | {
        readonly t: 'value';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly measure: Measure | undefined;
        readonly year: number | undefined;
        readonly last: boolean;
        readonly each: boolean;
        /** All measures and years that the phrase names, for `年初预算、支出决算分别为 A、B`. */
        readonly measures: readonly Measure[];
        readonly years: readonly number[];
        /** Index among `分别为 A、B、C`. */
        readonly nth?: number;
        /** `占支出合计 300 万元的 40%`: told of the whole in passing. */
        readonly aside?: true;
      }
    | {
        readonly t: 'change' | 'rate';
        readonly num: NumberToken;
        readonly direction: Direction;
        readonly subject: Phrase | undefined;
        readonly compare: Compare | undefined;
        readonly measure: Measure | undefined;
        /** The year whose amount changed, where it stands before the comparison (`2022 年比 2021 年`). */
        readonly year: number | undefined;
        readonly each: boolean;
        readonly nth?: number;
      }
    | {
        readonly t: 'share';
        readonly num: NumberToken;
        readonly of: Phrase | undefined;
        readonly ofMeasure: Measure | undefined;
        readonly subject: Phrase | undefined;
        readonly nth?: number;
        /** How many shares `分别占` is followed by. */
        readonly among?: number;
      }
    | {
        readonly t: 'completion';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly measure: Measure | undefined;
        readonly done: boolean;
      }
    | {
        readonly t: 'count';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly words: string;
        readonly completed: boolean;
      }
    | { readonly t: 'standard'; readonly num: NumberToken; readonly words: string }
    | { readonly t: 'other'; readonly num: NumberToken }
    | {
        readonly t: 'flat';
        readonly roughly: boolean;
        readonly compare: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | {
        readonly t: 'order';
        readonly word: WordToken;
        readonly left: Measure | undefined;
        readonly right: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | {
        readonly t: 'claim';
        readonly direction: Direction;
        readonly compare: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | { readonly t: 'compare'; readonly compare: Compare }
    | { readonly t: 'none'; readonly measure: Measure; readonly subject: Phrase | undefined }
    | {
        readonly t: 'subject';
        readonly subject: Phrase;
        readonly whole: boolean /** `…支出中，`: what follows are its parts. */;
        readonly within: boolean;
      }
    | { readonly t: 'list'; readonly items: boolean; readonly word: string }
    | {
        readonly t: 'names';
        readonly names: readonly { readonly text: string; readonly start: number; readonly end: number }[];
      }
    | { readonly t: 'mark'; readonly text: string; readonly inner: boolean }
    | { readonly t: 'reason' }
    | { readonly t: 'end'; readonly c: 'sentence' | 'semicolon' | 'comma' | 'colon' }
    | { readonly t: 'open' }
    | { readonly t: 'close' }
  );

type ShareEvent = Extract<ProseEvent, { t: 'share' }>;

const OF = '的';
const IS: ReadonlySet<string> = new Set(['为', '是']);

const CLOSERS: Readonly<Record<string, 'sentence' | 'semicolon' | 'comma' | 'colon'>> = {
  '。': 'sentence',
  '!': 'sentence',
  '?': 'sentence',
  ';': 'semicolon',
  ',': 'comma',
  '、': 'comma',
  ':': 'colon',
};

/** Reads the events of a paragraph's tokens, in order. */
export function readEvents(tokens: readonly ProseToken[], text: string): ProseEvent[] {
  return new EventReader(tokens, text).run();
}

function isWord(token: ProseToken | undefined, cls: string, value?: string): token is WordToken {
  return token?.kind === 'word' && token.cls === cls && (value === undefined || token.value === value);
}

const isUse = (token: ProseToken) => token.kind === 'word' && token.text === '用于';

const isFigure = (token: ProseToken) => token.kind === 'number' && token.role !== 'bare';

class EventReader {
  private readonly events: ProseEvent[] = [];
  private segment: ProseToken[] = [];
  /** Parts of the last `分别为`, whose figures follow. */
  private respectively: { limit: number; template: ProseEvent; count: number } | undefined;
  /** Open list of names without figures. */
  private naming = false;
  /** `占支出合计 300 万元的 40%`: the whole whose amount is told between. */
  private sharing: Pick<ShareEvent, 'of' | 'ofMeasure' | 'subject'> | undefined;
  /** `完成预算 33 万元的 82.42%`: the budget is told between. */
  private completing: Measure | 'count' | undefined;
  private cursor = 0;
  private names: { text: string; start: number; end: number }[] = [];
  /** `主要用于：…`: up to the end of the sentence, what has no figure is what money was used for. */
  private purpose = false;
  /** `上年：48 万元`: a clause that tells only of when, and belongs to the next. */
  private when: readonly ProseToken[] = [];

  constructor(
    private readonly tokens: readonly ProseToken[],
    private readonly text: string,
  ) {}

  run(): ProseEvent[] {
    const { tokens } = this;
    const brackets = this.brackets();
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as ProseToken;
      this.cursor = i;
      if (token.kind === 'mark') {
        this.flush(undefined, token.start);
        this.events.push({
          t: 'mark',
          text: token.text,
          inner: token.inner,
          start: token.start,
          end: token.end,
        });
        continue;
      }
      if (token.kind === 'punct') {
        if (token.text === '(') {
          const close = brackets.get(i);
          if (close === undefined) {
            this.flush('comma', token.end);
            continue;
          }
          if (close < 0) {
            this.flush(undefined, token.start);
            this.events.push({ t: 'open', start: token.start, end: token.end });
          } else {
            // An aside without figures: a part of the name, or a remark.
            const last = tokens[close] as ProseToken;
            this.segment.push({
              kind: 'aside',
              text: this.text.slice(token.start, last.end),
              start: token.start,
              end: last.end,
            });
            i = close;
          }
          continue;
        }
        if (token.text === ')') {
          this.flush(undefined, token.start);
          this.events.push({ t: 'close', start: token.start, end: token.end });
          continue;
        }
        const c = CLOSERS[token.text];
        if (
          c !== undefined &&
          (token.text !== '、' || this.segment.at(-1)?.kind === 'number' || this.naming)
        ) {
          this.flush(c, token.end);
          continue;
        }
      }
      this.segment.push(token);
    }
    this.flush('sentence', this.text.length);
    return withCounts(this.events);
  }

  /** For each `(`: the index of its `)` where no figure stands between, −1 where one does. */
  private brackets(): Map<number, number> {
    const found = new Map<number, number>();
    const open: { at: number; figures: boolean }[] = [];
    this.tokens.forEach((token, i) => {
      if (
        token.kind === 'number' &&
        token.role !== 'other' &&
        (token.role !== 'bare' || this.tokens[i + 1]?.kind === 'punct')
      ) {
        for (const o of open) o.figures = true;
      }
      if (token.kind !== 'punct') return;
      if (token.text === '(') open.push({ at: i, figures: false });
      else if (token.text === ')') {
        const last = open.pop();
        if (last) found.set(last.at, last.figures ? -1 : i);
      } else if (token.text === '。') open.length = 0;
    });
    return found;
  }

  private flush(c: 'sentence' | 'semicolon' | 'comma' | 'colon' | undefined, at: number): void {
    const segment = this.segment;
    this.segment = [];
    if (segment.length > 0) this.clause(segment, c);
    if (c === undefined) return;
    if (
      this.naming &&
      (c === 'sentence' || (c === 'semicolon' && this.names.length > 0 && this.aheadIsFigure(at)))
    )
      this.closeNames(at);
    if (c === 'sentence' || c === 'semicolon') {
      this.respectively = undefined;
      this.purpose = false;
      this.when = [];
    }
    this.events.push({ t: 'end', c, start: at - 1, end: at });
  }

  /** Whether the clause that follows a place states a figure. */
  private aheadIsFigure(at: number): boolean {
    for (let i = this.cursor; i < this.tokens.length; i++) {
      const token = this.tokens[i] as ProseToken;
      if (token.start < at) continue;
      if (token.kind === 'number' && token.role !== 'other') return true;
      if (token.kind === 'punct' && CLOSERS[token.text] !== undefined && token.text !== '、') return false;
      if (token.start > at + 60) return false;
    }
    return false;
  }

  private closeNames(at: number): void {
    const names = this.names;
    this.naming = false;
    this.names = [];
    if (names.length > 0)
      this.events.push({ t: 'names', names, start: (names[0] as { start: number }).start, end: at });
  }

  // ---- one clause ----

  private clause(tokens: readonly ProseToken[], closer: string | undefined): void {
    if (closer === 'colon' && tokens.length > 0 && tokens.every((t) => isWord(t, 'period', 'last'))) {
      this.when = tokens;
      return;
    }
    if (this.when.length > 0) {
      tokens = [...this.when, ...tokens];
      this.when = [];
    }
    if (tokens.some((t) => isUse(t))) this.purpose = true;
    // `其中`, `包括`, `主要用于以下方面`: what follows are parts.
    const listAt = tokens.findIndex((t) => t.kind === 'word' && t.cls === 'list');
    if (listAt >= 0) {
      const word = tokens[listAt] as WordToken;
      const rest = tokens.slice(listAt + 1);
      const stays =
        word.text === '包括' || word.text === '包含' || word.text === '主要有' || word.text === '主要由';
      // `包括` within a definition without figures lists nothing that is checked.
      if (listAt > 0) this.clause(tokens.slice(0, listAt), undefined);
      if (this.naming && word.value === 'parts') this.closeNames(word.start);
      this.events.push({
        t: 'list',
        items: word.value === 'items' || stays,
        word: word.text,
        start: word.start,
        end: word.end,
      });
      if (word.value === 'items' || stays) {
        if (!rest.some((t) => t.kind === 'number')) {
          this.naming = true;
          this.addName(rest);
          return;
        }
      }
      if (rest.length > 0) this.clause(rest, closer);
      return;
    }
    if (this.naming) {
      if (tokens.some((t) => isFigure(t))) this.closeNames((tokens[0] as ProseToken).start);
      else {
        this.addName(tokens);
        return;
      }
    }
    // `主要原因是`: what follows explains.
    const reasonAt = tokens.findIndex((t) => isWord(t, 'reason'));
    if (reasonAt >= 0) {
      const before = tokens.slice(0, reasonAt);
      const reason = tokens[reasonAt] as ProseToken;
      if (before.length > 0) this.clause(before, 'reason');
      this.events.push({ t: 'reason', start: reason.start, end: reason.end });
      const rest = tokens.slice(reasonAt + 1);
      if (rest.length > 0) this.clause(rest, closer);
      return;
    }
    let from = 0;
    this.completing = undefined;
    this.sharing = undefined;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as ProseToken;
      if (token.kind !== 'number') continue;
      if (token.role === 'bare' && !this.isLoneNumber(tokens, i)) continue;
      const phrase = tokens.slice(from, i);
      this.figure(isNameBehind(tokens[from - 1], phrase) ? [] : phrase, token, tokens, i);
      from = i + 1;
    }
    this.tail(tokens.slice(from), closer, from > 0);
  }

  private addName(tokens: readonly ProseToken[]): void {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (!first || !last) return;
    // `、` stands inside the clause while no figure has come.
    let start = first.start;
    for (const token of [...tokens, undefined]) {
      if (token === undefined || (token.kind === 'punct' && token.text === '、')) {
        const end = token === undefined ? last.end : token.start;
        const text = this.text.slice(start, end);
        if (text !== '') this.names.push({ text, start, end });
        if (token) start = token.end;
      }
    }
  }

  /** A number without a unit that ends its clause, and may lack one. */
  private isLoneNumber(tokens: readonly ProseToken[], at: number): boolean {
    const next = tokens[at + 1];
    return next === undefined || (next.kind === 'punct' && next.text !== '、');
  }

  private figure(
    phrase: readonly ProseToken[],
    num: NumberToken,
    all: readonly ProseToken[],
    at: number,
  ): void {
    const start = phrase[0]?.start ?? num.start;
    const base = { start, end: num.end };
    if (num.role === 'other') {
      this.events.push(
        num.why === 'standard'
          ? { t: 'standard', num, words: this.textOf(phrase), ...base }
          : { t: 'other', num, ...base },
      );
      return;
    }
    // `每人 8400 元`, `每月…2000 元`: a standard.
    if (num.role === 'amount' && /每|人均|户均|标准/.test(this.textOf(phrase).slice(-8))) {
      this.events.push({ t: 'standard', num, words: this.textOf(phrase), ...base });
      return;
    }
    // `…主要用于办公费 5 万元`: the figure is of what it was used for.
    const use = lastIndex(phrase, isUse);
    if (
      use >= 0 &&
      use < phrase.length - 1 &&
      phrase.slice(use + 1).some((t) => t.kind === 'name' || t.kind === 'text')
    )
      phrase = phrase.slice(use + 1);
    const words = phrase.filter((t): t is WordToken => t.kind === 'word');
    const parsed = this.parse(phrase);
    const respectively = phrase.some((t) => isWord(t, 'each', 'respectively'));
    // The later figures of `分别为 A、B、C`.
    if (this.respectively && this.isBare(phrase)) {
      const { limit, template } = this.respectively;
      const nth = this.respectively.count;
      if (nth < limit) {
        this.respectively.count++;
        this.events.push({ ...template, num, nth, ...base } as ProseEvent);
        return;
      }
    }
    this.respectively = undefined;
    const first = respectively ? { nth: 0 } : {};
    const event = this.event(phrase, words, parsed, num, base, all, at);
    if (respectively && event && 'num' in event) {
      const subject = 'subject' in event ? event.subject : undefined;
      const limit = respectivelyMany(event, subject, all.length);
      this.respectively = { limit, template: event, count: 1 };
      this.events.push({ ...event, ...first } as ProseEvent);
      return;
    }
    if (event) this.events.push(event);
  }

  private isBare(phrase: readonly ProseToken[]): boolean {
    return phrase.every(
      (t) => (t.kind === 'word' && (t.cls === 'compare' || t.cls === 'noise')) || t.kind === 'punct',
    );
  }

  private event(
    phrase: readonly ProseToken[],
    words: readonly WordToken[],
    parsed: ParsedPhrase,
    num: NumberToken,
    base: Base,
    all: readonly ProseToken[],
    at: number,
  ): ProseEvent | undefined {
    const last = phrase.at(-1);
    if (num.role === 'count') {
      if (words.some((w) => w.cls === 'complete')) this.completing = 'count';
      return {
        t: 'count',
        num,
        subject: parsed.subject,
        words: this.textOf(phrase),
        completed: words.some((w) => w.cls === 'complete'),
        ...base,
      };
    }
    const shareAt = lastIndex(phrase, (t) => isWord(t, 'share'));
    const completeAt = lastIndex(phrase, (t) => isWord(t, 'complete'));
    const directionAt = lastIndex(phrase, (t) => isWord(t, 'direction'));
    const asPercent =
      num.role === 'percent' ||
      (num.role === 'bare' &&
        (shareAt >= 0 ||
          (completeAt >= 0 &&
            (isWord(phrase[completeAt], 'complete', 'rate') || this.textOf(phrase).endsWith('的')))));
    if (shareAt >= 0 && asPercent) {
      const noun = isWord(phrase[shareAt], 'share', 'noun');
      const behind = phrase.slice(shareAt + 1);
      // `占比`, `比重` name no whole; what stands before them is the part.
      const of = noun ? undefined : subjectOf(behind, this.text);
      const ofMeasure = lastMeasure(behind);
      return {
        t: 'share',
        num,
        of,
        ofMeasure,
        subject: this.parse(phrase.slice(0, shareAt)).subject,
        ...base,
      };
    }
    if (shareAt >= 0 && num.role === 'amount' && isPercentNext(all, at)) {
      const behind = phrase.slice(shareAt + 1);
      const of = subjectOf(behind, this.text);
      const ofMeasure = lastMeasure(behind);
      this.sharing = { of, ofMeasure, subject: this.parse(phrase.slice(0, shareAt)).subject };
      const { year, last } = this.parse(behind);
      const told = { year, last, each: false, measures: [], years: [], aside: true as const };
      return { t: 'value', num, subject: of, measure: ofMeasure, ...told, ...base };
    }
    if (directionAt >= 0 && directionAt > completeAt) {
      const word = phrase[directionAt] as WordToken;
      // Only a direction that speaks of this figure: `增加了补助资金 50 万元` does not.
      if (phrase.slice(directionAt + 1).every((t) => isFiller(t))) {
        const direction: Direction = {
          sign: word.value === 'up' ? 1 : -1,
          text: word.text,
          start: word.start,
          end: word.end,
        };
        const before = this.parse(phrase.slice(0, directionAt));
        const percent = num.role === 'percent' || (num.role === 'bare' && /长|幅|率/.test(word.text));
        return {
          t: percent ? 'rate' : 'change',
          num,
          direction,
          subject: before.subject,
          compare: before.compare,
          measure: before.measure,
          year: before.compare && before.year,
          each: words.some((w) => w.cls === 'each'),
          ...base,
        };
      }
    }
    if (completeAt >= 0 && asPercent) {
      const behind = phrase.slice(completeAt + 1);
      const word = phrase[completeAt] as WordToken;
      const measure = lastMeasure(behind) ?? lastMeasure(phrase.slice(0, completeAt));
      const named = subjectOf(behind, this.text);
      // `完成…预算的 p%`; `率达到 98%` of something else is no completion.
      if (word.value === 'rate' || lastMeasure(behind) !== undefined) {
        if (word.value === 'rate' && named !== undefined) return { t: 'other', num, ...base };
        return {
          t: 'completion',
          num,
          subject: this.parse(phrase.slice(0, completeAt)).subject,
          measure,
          done: true,
          ...base,
        };
      }
      if (named === undefined && /的$/.test(this.textOf(phrase)))
        return { t: 'completion', num, subject: undefined, measure: undefined, done: true, ...base };
      return { t: 'other', num, ...base };
    }
    if (num.role === 'percent') {
      const of = budgetOf(phrase);
      if (of)
        return { t: 'completion', num, ...of, subject: this.parse(of.before).subject, done: true, ...base };
      if (this.sharing && phrase.every((t) => isWord(t, 'noise')))
        return { t: 'share', num, ...this.sharing, ...base };
      if (this.completing && phrase.every((t) => isWord(t, 'noise')))
        return {
          t: 'completion',
          num,
          subject: undefined,
          measure: this.completing === 'count' ? undefined : this.completing,
          done: true,
          ...base,
        };
      return { t: 'other', num, ...base };
    }
    if (
      completeAt >= 0 &&
      isWord(phrase[completeAt], 'complete', 'done') &&
      lastMeasure(phrase.slice(completeAt + 1)) !== undefined
    )
      this.completing = lastMeasure(phrase.slice(completeAt + 1));
    // `为年初预算 650 万元的 107.69%`
    if (isWord(last, 'measure') && last.value !== 'final' && isPercentNext(all, at))
      this.completing = last.value as Measure;
    if (
      num.role === 'bare' &&
      !(isWord(last, 'measure') || isWord(last, 'noise', 'noise') || last?.kind === 'name')
    )
      return undefined;
    // `比 2023 年年初预算数 28 万元减少 4 万元`: what is compared with is told here.
    const { compare } = parsed;
    const bare = parsed.measure === undefined && parsed.subject === undefined;
    if (compare && (bare || (compare.with === 'last' && isComparedWith(phrase, all[at + 1])))) {
      this.events.push({ t: 'compare', compare, ...base });
      const last = compare.with === 'last';
      return {
        t: 'value',
        num,
        subject: parsed.subject,
        measure: last ? (compare.measure ?? 'final') : compare.measure,
        year: compare.year,
        last,
        each: false,
        measures: [],
        years: [],
        ...base,
      };
    }
    return {
      t: 'value',
      num,
      subject: parsed.subject,
      measure: parsed.measure,
      year: parsed.year,
      last: parsed.last,
      each: words.some((w) => w.cls === 'each'),
      measures: words.filter((w) => w.cls === 'measure').map((w) => w.value as Measure),
      years: phrase.flatMap((t) => (t.kind === 'year' ? [t.value] : [])),
      ...base,
    };
  }

  private parse(phrase: readonly ProseToken[]): ParsedPhrase {
    return parsePhrase(phrase, this.text);
  }

  private textOf(tokens: readonly ProseToken[]): string {
    const first = tokens[0];
    const last = tokens.at(-1);
    return first && last ? this.text.slice(first.start, last.end) : '';
  }

  /** What a clause says behind its last figure, or without any. */
  private tail(tokens: readonly ProseToken[], closer: string | undefined, afterFigure: boolean): void {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (!first || !last) return;
    const base = { start: first.start, end: last.end };
    const flatAt = tokens.findIndex((t) => isWord(t, 'flat'));
    if (flatAt >= 0) {
      const parsed = this.parse(tokens.slice(0, flatAt));
      this.events.push({
        t: 'flat',
        roughly: isWord(tokens[flatAt], 'flat', 'roughly'),
        compare: parsed.compare,
        subject: parsed.subject,
        ...base,
      });
      return;
    }
    const orderAt = tokens.findIndex((t) => isWord(t, 'order'));
    if (orderAt >= 0) {
      const before = this.parse(tokens.slice(0, orderAt));
      const behind = this.parse(tokens.slice(orderAt + 1));
      const right: Compare | undefined = behind.last
        ? { with: 'last' }
        : behind.measure
          ? { with: 'measure', measure: behind.measure }
          : undefined;
      if (right && behind.subject === undefined && isWord(tokens[orderAt], 'order', 'equal'))
        this.events.push({ t: 'flat', roughly: false, compare: right, subject: before.subject, ...base });
      else if (right && behind.subject === undefined) {
        this.events.push({
          t: 'order',
          word: tokens[orderAt] as WordToken,
          left: before.measure,
          right,
          subject: before.subject,
          ...base,
        });
      }
      return;
    }
    const noneAt = tokens.findIndex((t) => isWord(t, 'none'));
    if (noneAt >= 0) {
      const measure = lastMeasure(tokens.slice(noneAt + 1)) ?? lastMeasure(tokens.slice(0, noneAt));
      const named = subjectOf(tokens.slice(noneAt + 1), this.text);
      if (measure && measure !== 'final' && named === undefined)
        this.events.push({ t: 'none', measure, subject: undefined, ...base });
      return;
    }
    const parsed = this.parse(tokens);
    const directionAt = lastIndex(tokens, (t) => isWord(t, 'direction'));
    if (directionAt >= 0) {
      const word = tokens[directionAt] as WordToken;
      if (closer === 'reason' && tokens.slice(directionAt + 1).every((t) => isFiller(t))) {
        const before = this.parse(tokens.slice(0, directionAt));
        this.events.push({
          t: 'claim',
          direction: {
            sign: word.value === 'up' ? 1 : -1,
            text: word.text,
            start: word.start,
            end: word.end,
          },
          compare: before.compare,
          subject: before.subject,
          ...base,
        });
      }
      return;
    }
    if (parsed.compare && !afterFigure) {
      this.events.push({ t: 'compare', compare: parsed.compare, ...base });
      if (parsed.subject)
        this.events.push({ t: 'subject', subject: parsed.subject, whole: false, within: false, ...base });
      return;
    }
    // What money was used for is not what the next clause speaks of.
    if (parsed.subject && !afterFigure && !this.purpose) {
      this.events.push({
        t: 'subject',
        subject: parsed.subject,
        whole: closer === 'sentence' || closer === 'colon',
        within: last.kind === 'word' && last.text === '中',
        ...base,
      });
    }
  }
}

/** `为年初预算的 96%`: the budget that a percentage is of, and what stands before it. */
function budgetOf(
  phrase: readonly ProseToken[],
): { readonly measure: Measure; readonly before: readonly ProseToken[] } | undefined {
  const [is, measure, of] = phrase.slice(-3);
  if (!isWord(is, 'noise') || !isWord(measure, 'measure') || !isWord(of, 'noise')) return undefined;
  if (measure.value === 'final' || !IS.has(is.text) || of.text !== OF) return undefined;
  return { measure: measure.value as Measure, before: phrase.slice(0, -3) };
}

/** `300 万元的 40%`: a percentage of the amount before it. */
function isPercentNext(all: readonly ProseToken[], at: number): boolean {
  const [of, percent] = all.slice(at + 1, at + 3);
  return isWord(of, 'noise') && of.text === OF && percent?.kind === 'number' && percent.role === 'percent';
}

/** Shares behind one `分别占`, told how many they are. */
function withCounts(events: readonly ProseEvent[]): ProseEvent[] {
  let among = 0;
  return events
    .toReversed()
    .map((event) => {
      if (event.t !== 'share' || event.nth === undefined) return event;
      among = Math.max(among, event.nth + 1);
      const counted = { ...event, among };
      if (event.nth === 0) among = 0;
      return counted;
    })
    .reverse();
}

interface ParsedPhrase {
  readonly subject: Phrase | undefined;
  readonly compare: Compare | undefined;
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  readonly last: boolean;
}

/** How many figures `分别为` may be followed by: as many as there are subjects, measures or years. */
function respectivelyMany(event: ProseEvent, subject: Phrase | undefined, most: number): number {
  // `甲 3 万元、乙 1 万元，分别占 75% 和 25%`
  if (event.t === 'share' && !subject) return most;
  const several = event.t === 'value' ? Math.max(event.measures.length, event.years.length) : 0;
  return Math.max(subject?.parts.length ?? 0, several);
}

/** Parts a phrase into what it compares with and what it speaks of. */
export function parsePhrase(tokens: readonly ProseToken[], text: string): ParsedPhrase {
  let rest = [...tokens];
  let compare: Compare | undefined;
  const at = rest.findIndex(
    (t, i) =>
      isWord(t, 'compare') &&
      t.value === 'than' &&
      !isSuffixCompare(t) &&
      compareBase(rest, i + 1) !== undefined,
  );
  const withAt = rest.findIndex(
    (t, i) => isWord(t, 'compare', 'with') && compareBase(rest, i + 1) !== undefined,
  );
  const open = at >= 0 ? at : withAt;
  if (open >= 0) {
    const base = compareBase(rest, open + 1);
    if (base) {
      compare = base.compare;
      let end = base.end;
      // 相比 closes what 与 opened.
      if (isWord(rest[end], 'compare')) end++;
      rest = [...rest.slice(0, open), ...rest.slice(end)];
    }
  } else {
    const same = rest.findIndex((t) => isWord(t, 'compare') && t.text === '同比');
    if (same >= 0) {
      compare = { with: 'last' };
      rest.splice(same, 1);
    } else {
      // `2021 年相比`
      const suffix = rest.findIndex((t) => isWord(t, 'compare') && isSuffixCompare(t));
      if (suffix > 0) {
        const base =
          compareBase(rest, suffix - 1) ?? (suffix > 1 ? compareBase(rest, suffix - 2) : undefined);
        if (base && base.end >= suffix) {
          compare = base.compare;
          rest = rest.slice(suffix + 1);
        }
      }
    }
  }
  const years = rest.filter((t) => t.kind === 'year');
  const measure = lastMeasure(rest);
  return {
    subject: subjectOf(rest, text),
    compare,
    measure,
    year: (years[0] as { value: number } | undefined)?.value,
    last: rest.some((t) => isWord(t, 'period', 'last')),
  };
}

/** `比上年累计支出 2.00 万元下降`, `与上年支出 2.00 万元相比`: the amount is the one compared with. */
function isComparedWith(phrase: readonly ProseToken[], next: ProseToken | undefined): boolean {
  const open = phrase.find((t): t is WordToken => isWord(t, 'compare') && !isSuffixCompare(t));
  if (!open || phrase.some((t) => isWord(t, 'compare') && isSuffixCompare(t as WordToken))) return false;
  if (open.value === 'with') return isWord(next, 'compare') && isSuffixCompare(next);
  return isWord(next, 'direction');
}

/** `由 800 万元基本支出和 400 万元项目支出组成`: what stands between two amounts is the name of the first. */
function isNameBehind(before: ProseToken | undefined, phrase: readonly ProseToken[]): boolean {
  const [first] = phrase;
  if (before?.kind !== 'number' || before.role !== 'amount' || !first || first.start !== before.end)
    return false;
  if (first.kind !== 'name' && first.kind !== 'text') return false;
  const last = phrase.at(-1);
  return phrase.length > 1 && (isWord(last, 'compare', 'with') || isWord(last, 'noise'));
}

function isSuffixCompare(token: WordToken): boolean {
  return token.text.startsWith('相') || token.text === '对比';
}

/** What a comparison is made with: last year, a year, a budget; with the index behind it. */
function compareBase(
  tokens: readonly ProseToken[],
  from: number,
): { compare: Compare; end: number } | undefined {
  let at = from;
  let year: number | undefined;
  let yearSpan: { start: number; end: number } | undefined;
  let last = false;
  let measure: Measure | undefined;
  let budgetWord = false;
  for (; at < tokens.length; at++) {
    const token = tokens[at] as ProseToken;
    const word = token.kind === 'word' ? token : undefined;
    if (token.kind === 'year') {
      if (year !== undefined) break;
      year = token.value;
      yearSpan = { start: token.start, end: token.end };
    } else if (word?.cls === 'period' && word.value === 'last') last = true;
    else if (word?.cls === 'period' && word.value === 'this') continue;
    else if (word?.cls === 'measure') {
      measure = word.value as Measure;
      if (measure !== 'final') budgetWord = true;
    } else if (word?.cls === 'noise' && word.text !== '为' && word.text !== '共') continue;
    else if (
      token.kind === 'name' &&
      (year !== undefined || last) &&
      measure === undefined &&
      ((/^(?:收入|支出|合计|总计)/.test(token.text) && isWord(tokens[at + 1], 'compare')) ||
        // `比 2023 年“三公”经费年初预算`: the subject said again.
        tokens.slice(at + 1, at + 4).some((t) => isWord(t, 'measure') && t.value !== 'final'))
    )
      continue;
    else break;
  }
  if (year !== undefined) {
    return {
      compare: {
        with: budgetWord ? 'measure' : 'last',
        year,
        ...(measure ? { measure } : {}),
        ...(yearSpan ? { yearSpan } : {}),
      },
      end: at,
    };
  }
  if (last) return { compare: { with: 'last', ...(measure ? { measure } : {}) }, end: at };
  if (measure) return { compare: { with: 'measure', measure }, end: at };
  return undefined;
}

function lastMeasure(tokens: readonly ProseToken[]): Measure | undefined {
  const at = lastIndex(tokens, (t) => isWord(t, 'measure'));
  return at < 0 ? undefined : ((tokens[at] as WordToken).value as Measure);
}

function lastIndex<T>(list: readonly T[], test: (item: T) => boolean): number {
  for (let i = list.length - 1; i >= 0; i--) if (test(list[i] as T)) return i;
  return -1;
}

/** Words that may stand between a direction and its figure. */
function isFiller(token: ProseToken): boolean {
  // `增长(下降)263.48%`: a template's choice that was never made.
  if (token.kind === 'aside') return true;
  return (
    token.kind === 'word' &&
    (token.cls === 'noise' || token.cls === 'approx' || token.cls === 'each' || token.cls === 'period')
  );
}

const DROPPED = new Set([
  'measure',
  'period',
  'direction',
  'flat',
  'order',
  'to',
  'share',
  'complete',
  'compare',
  'each',
  'approx',
  'none',
  'list',
  'reason',
]);

/** The phrase that a run of tokens names, without keywords, years and the noise at its ends. */
export function subjectOf(tokens: readonly ProseToken[], text: string): Phrase | undefined {
  const kept: ProseToken[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'year' || token.kind === 'mark') continue;
    const next = tokens[i + 1];
    if (
      isWord(token, 'measure') &&
      /^(?:收入|支出)/.test(token.text) &&
      next &&
      /^[总合]计/.test(text.slice(next.start, next.end))
    ) {
      // `支出决算总计`: the side belongs to the total.
      kept.push({ kind: 'name', text: token.text.slice(0, 2), start: token.start, end: token.start + 2 });
      continue;
    }
    if (token.kind === 'word' && DROPPED.has(token.cls)) {
      // `和` inside a name is part of it; at its edge it joins clauses.
      if (token.cls === 'compare' && token.value === 'with' && kept.length > 0) kept.push(token);
      else if (token.cls === 'measure' || token.cls === 'period')
        kept.push({ kind: 'punct', text: ' ', start: token.start, end: token.start });
      continue;
    }
    kept.push(token);
  }
  const isNoise = (t: ProseToken | undefined) =>
    t !== undefined &&
    ((t.kind === 'word' && (t.cls === 'noise' || t.cls === 'compare')) ||
      (t.kind === 'punct' && !/[《》]/.test(t.text)));
  let start = 0;
  let end = kept.length;
  while (start < end && isNoise(kept[start])) start++;
  while (end > start && (isNoise(kept[end - 1]) || (kept[end - 1]?.kind === 'aside' && end - 1 > start)))
    end--;
  if (start === end) return undefined;
  const inner = behindIs(kept.slice(start, end));
  const pieces: string[] = [];
  const path: { name: string; level: string }[] = [];
  const parts: string[] = [];
  let whole = '';
  let part = '';
  let levelled = '';
  for (const token of inner) {
    if (token.kind === 'level') {
      path.push({ name: levelled, level: token.text });
      levelled = '';
      continue;
    }
    if (token.kind === 'punct' && token.text === ' ') continue;
    const joint =
      (token.kind === 'punct' && token.text === '、') ||
      (token.kind === 'word' && token.cls === 'compare') ||
      (token.kind === 'word' && token.cls === 'noise' && token.text === '及');
    const piece = text.slice(token.start, token.end);
    if (joint) {
      if (part !== '') parts.push(part);
      part = '';
    } else if (token.kind === 'name' && piece.includes('、')) {
      // A compound name of the lexicon: `收入总计、支出总计`.
      const split = (part + piece).split('、');
      append(parts, split.slice(0, -1));
      part = split.at(-1) ?? '';
    } else part += piece;
    if (token.kind === 'aside' && path.length > 0) continue;
    whole += piece;
    levelled += piece;
    pieces.push(piece);
  }
  if (part !== '') parts.push(part);
  if (path.length > 0 && levelled !== '') {
    // `社会保障和就业（类）支出`: the rest of the name stands behind the level.
    const last = path.at(-1) as { name: string; level: string };
    path[path.length - 1] = { name: last.name + levelled, level: last.level };
  }
  if (path.length === 0) append(path, joinedPath(whole));
  const first = inner[0] as ProseToken;
  const final = inner.at(-1) as ProseToken;
  return { text: whole, pieces, path, parts, start: first.start, end: final.end };
}

/** `支出为城乡社区支出`: what stands behind 为 is the name, where only the side is told before it. */
function behindIs(tokens: readonly ProseToken[]): readonly ProseToken[] {
  const at = tokens.findIndex((t) => isWord(t, 'noise') && IS.has(t.text));
  const front = tokens.slice(0, Math.max(at, 0)).reduce((length, t) => length + t.end - t.start, 0);
  return at === 1 && front === 2 && tokens.length > 2 ? tokens.slice(at + 1) : tokens;
}

/** `教育支出-普通教育-小学教育`: the names of 类, 款 and 项 joined by hyphens. */
function joinedPath(text: string): { name: string; level: string }[] {
  const names = text.split(/[-—]+/);
  if (names.length !== 3 || names.some((n) => n.length < 2 || /\d/.test(n))) return [];
  return names.map((name, i) => ({ name, level: '类款项'[i] as string }));
}
