/** Tokens of a paragraph → the events of its clauses, in order. */
import { append } from '../../base/lists.ts';
import type { Phrase, ProseEvent } from '../events.ts';
import type { NumberToken, ProseToken, WordToken } from '../tokens.ts';
import { type ClauseMemory, eventsOf, textOf } from './patterns.ts';
import { parsePhrase } from './phrase.ts';
import { tailEvents } from './tail.ts';
import { isWord, lastIndex } from './words.ts';

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

const isUse = (token: ProseToken) => token.kind === 'word' && token.text === '用于';

const isFigure = (token: ProseToken) => token.kind === 'number' && token.role !== 'bare';

class EventReader {
  private readonly events: ProseEvent[] = [];
  private segment: ProseToken[] = [];
  /** Parts of the last `分别为`, whose figures follow. */
  private respectively: { limit: number; template: ProseEvent; count: number } | undefined;
  /** Open list of names without figures. */
  private naming = false;
  private memory: ClauseMemory = { completing: undefined, sharing: undefined };
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
    this.memory = { completing: undefined, sharing: undefined };
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as ProseToken;
      if (token.kind !== 'number') continue;
      if (token.role === 'bare' && !this.isLoneNumber(tokens, i)) continue;
      const phrase = tokens.slice(from, i);
      this.figure(isNameBehind(tokens[from - 1], phrase) ? [] : phrase, token, tokens, i);
      from = i + 1;
    }
    const tail = { text: this.text, closer, afterFigure: from > 0, purpose: this.purpose };
    append(this.events, tailEvents(tokens.slice(from), tail));
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
          ? { t: 'standard', num, words: textOf(phrase, this.text), ...base }
          : { t: 'other', num, ...base },
      );
      return;
    }
    // `每人 8400 元`, `每月…2000 元`: a standard.
    if (num.role === 'amount' && /每|人均|户均|标准/.test(textOf(phrase, this.text).slice(-8))) {
      this.events.push({ t: 'standard', num, words: textOf(phrase, this.text), ...base });
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
    // The later figures of `分别为 A、B、C`.
    if (this.respectively && isJoint(phrase)) {
      const { limit, template } = this.respectively;
      const nth = this.respectively.count;
      if (nth < limit) {
        this.respectively.count++;
        this.events.push({ ...template, num, nth, ...base } as ProseEvent);
        return;
      }
    }
    this.respectively = undefined;
    const parsed = parsePhrase(phrase, this.text);
    const found = eventsOf({ num, phrase, parsed, all, at, base, text: this.text, memory: this.memory });
    const event = found.at(-1);
    append(this.events, found.slice(0, -1));
    if (!event) return;
    const respectively = phrase.some((t) => isWord(t, 'each', 'respectively'));
    if (respectively && 'num' in event) {
      const subject = 'subject' in event ? event.subject : undefined;
      const limit = respectivelyMany(event, subject, all.length);
      this.respectively = { limit, template: event, count: 1 };
      this.events.push({ ...event, nth: 0 } as ProseEvent);
    } else this.events.push(event);
  }
}

/** Whether nothing but joints stands between two figures. */
function isJoint(phrase: readonly ProseToken[]): boolean {
  return phrase.every(
    (t) => (t.kind === 'word' && (t.cls === 'compare' || t.cls === 'noise')) || t.kind === 'punct',
  );
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

/** How many figures `分别为` may be followed by: as many as there are subjects, measures or years. */
function respectivelyMany(event: ProseEvent, subject: Phrase | undefined, most: number): number {
  // `甲 3 万元、乙 1 万元，分别占 75% 和 25%`
  if (event.t === 'share' && !subject) return most;
  const several = event.t === 'value' ? Math.max(event.measures.length, event.years.length) : 0;
  return Math.max(subject?.parts.length ?? 0, several);
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
