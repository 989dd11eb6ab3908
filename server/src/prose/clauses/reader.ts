/** Tokens of a paragraph → the events of its clauses, in order. */
import { append } from '../../base/lists.ts';
import type { Base, Direction, ProseEvent } from '../events.ts';
import type { NumberToken, ProseToken, WordToken } from '../token.ts';
import { bracketsOf } from './brackets.ts';
import { kindsOf } from './forms.ts';
import type { Hit, Patterns } from './patterns.ts';
import {
  type ChangeEvent,
  isChange,
  paired,
  type Respectively,
  severalOf,
  withCounts,
} from './respectively.ts';
import { type Clause, Stretch } from './said.ts';
import { isWord } from './words.ts';

const CLOSERS: Readonly<Record<string, 'sentence' | 'semicolon' | 'comma' | 'colon'>> = {
  '。': 'sentence',
  '!': 'sentence',
  '?': 'sentence',
  ';': 'semicolon',
  ',': 'comma',
  '、': 'comma',
  ':': 'colon',
};

/** The text of a paragraph, and its tokens. */
export interface ReadText {
  readonly tokens: readonly ProseToken[];
  readonly text: string;
}

/**
 * Reads the events of a paragraph's tokens, in order.
 * @param hit told which patterns fit
 */
export function readEvents(read: ReadText, patterns: Patterns, hit?: Hit): ProseEvent[] {
  return new EventReader(read, patterns, hit).run();
}

const isUse = (token: ProseToken) => isWord(token, 'noise', 'use');

const isFigure = (token: ProseToken) => token.kind === 'number' && token.role !== 'bare';

class EventReader {
  private readonly events: ProseEvent[] = [];
  private segment: ProseToken[] = [];
  /** Parts of the last `分别为`, whose figures follow. */
  private respectively: Respectively | undefined;
  /** Open list of names without figures. */
  private naming = false;
  private cursor = 0;
  private names: { text: string; start: number; end: number }[] = [];
  /** `主要用于：…`: up to the end of the sentence, what has no figure is what money was used for. */
  private purpose = false;
  /** `上年：48 万元`: a clause that tells only of when, and belongs to the next. */
  private when: readonly ProseToken[] = [];
  /** `较上年（收入 950 万元、支出 800 万元）`: when what is told in the brackets was. */
  private whenInside: readonly ProseToken[] = [];
  /** Figures behind a 分别 that names nobody. */
  private readonly open = new Set<ProseEvent>();

  private readonly tokens: readonly ProseToken[];
  private readonly text: string;

  constructor(
    { tokens, text }: ReadText,
    private readonly patterns: Patterns,
    private readonly hit: Hit | undefined,
  ) {
    this.tokens = tokens;
    this.text = text;
  }

  run(): ProseEvent[] {
    const { tokens } = this;
    const brackets = bracketsOf(tokens);
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as ProseToken;
      this.cursor = i;
      if (token.kind === 'mark') {
        const { text, inner, start, end } = token;
        this.flush(undefined, start);
        this.events.push({ t: 'mark', text, inner, start, end });
      } else if (token.kind === 'punct' && token.text === '(') i = this.bracket(token, i, brackets.get(i));
      else if (token.kind !== 'punct' || !this.stop(token)) this.segment.push(token);
    }
    this.flush('sentence', this.text.length);
    return withCounts(paired(this.events, this.open));
  }

  /**
   * An opening bracket.
   * @param close where it closes, −1 where figures stand in it, undefined where it does not
   * @returns the last token that is done with
   */
  private bracket({ start, end }: ProseToken, at: number, close: number | undefined): number {
    if (close === undefined) this.flush('comma', end);
    else if (close < 0) {
      this.whenInside = comparedYear(this.segment);
      this.flush(undefined, start);
      this.events.push({ t: 'open', start, end });
    } else {
      // An aside without figures: a part of the name, or a remark.
      const last = this.tokens[close] as ProseToken;
      const text = this.text.slice(start, last.end);
      this.segment.push({ kind: 'aside', text, start, end: last.end });
      return close;
    }
    return at;
  }

  /** Whether a sign ends the clause, which then is read. */
  private stop({ text, start, end }: Extract<ProseToken, { kind: 'punct' }>): boolean {
    if (text === ')') {
      this.flush(undefined, start);
      this.whenInside = [];
      this.events.push({ t: 'close', start, end });
      return true;
    }
    const c = this.isRatio(text) ? undefined : CLOSERS[text];
    if (c === undefined || (text === '、' && this.segment.at(-1)?.kind !== 'number' && !this.naming))
      return false;
    this.flush(c, end);
    return true;
  }

  /** `之比为 2:1`: the sign stands between two numbers of one. */
  private isRatio(sign: string): boolean {
    const [before, after] = [this.tokens[this.cursor - 1], this.tokens[this.cursor + 1]];
    const isBare = (token: ProseToken | undefined) => token?.kind === 'number' && token.role === 'bare';
    return sign === ':' && isBare(before) && isBare(after);
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
    if (!tokens.some((t) => this.whenInside.includes(t))) tokens = [...this.whenInside, ...tokens];
    const middle = middleOf(tokens);
    if (middle > 0) {
      this.part(tokens.slice(0, middle), undefined);
      this.clause(tokens.slice(middle), closer);
      return;
    }
    if (tokens.some((t) => isUse(t))) this.purpose = true;
    // `（含上年结转 3 万元）` is an aside; `，含甲 3 万元，乙 2 万元` lists.
    const [head, ...rest] = tokens;
    if (isWord(head, 'list', 'behind') && this.events.at(-1)?.t === 'open')
      tokens = [{ ...head, cls: 'plain' }, ...rest];
    const listAt = tokens.findIndex((t) => isWord(t, 'list'));
    if (listAt >= 0) {
      this.listed(tokens, listAt, closer);
      return;
    }
    if (this.naming) {
      if (!tokens.some((t) => isFigure(t))) {
        this.addName(tokens);
        return;
      }
      this.closeNames((tokens[0] as ProseToken).start);
    }
    // `主要原因是`: what follows explains.
    const reasonAt = tokens.findIndex((t) => isWord(t, 'reason'));
    if (reasonAt >= 0) {
      const { start, end } = tokens[reasonAt] as ProseToken;
      this.part(tokens.slice(0, reasonAt), 'reason');
      this.events.push({ t: 'reason', start, end });
      this.part(tokens.slice(reasonAt + 1), closer);
      return;
    }
    this.told(tokens, closer);
  }

  /** A part of a clause, unless nothing is left for it. */
  private part(tokens: readonly ProseToken[], closer: string | undefined): void {
    if (tokens.length > 0) this.clause(tokens, closer);
  }

  /** `其中`, `包括`, `主要用于以下方面`: what follows are parts. */
  private listed(tokens: readonly ProseToken[], at: number, closer: string | undefined): void {
    const { text: word, value, start, end } = tokens[at] as WordToken;
    const rest = tokens.slice(at + 1);
    const items = value !== 'parts';
    // `包括` within a definition without figures lists nothing that is checked.
    this.part(tokens.slice(0, at), undefined);
    if (this.naming && value !== 'items') this.closeNames(start);
    this.events.push({
      t: 'list',
      opens: !items || value === 'holds' || value === 'behind',
      word,
      start,
      end,
    });
    if (items && !rest.some((t) => t.kind === 'number')) {
      this.naming = true;
      this.addName(rest);
    } else this.part(rest, closer);
  }

  /** The figures of a clause, each with the words before it, and what stands behind the last. */
  private told(tokens: readonly ProseToken[], closer: string | undefined): void {
    const { text, purpose } = this;
    const clause: Clause = { tokens, kinds: kindsOf(tokens), text, purpose, closer, memory: {} };
    let since = 0;
    for (const [at, token] of tokens.entries()) {
      if (token.kind !== 'number' || (token.role === 'bare' && !isLoneNumber(tokens, at))) continue;
      this.figure(clause, isNameBehind(tokens, since, at) ? at : since, at);
      since = at + 1;
    }
    if (since < tokens.length) this.read(new Stretch(clause, since, since, tokens.length));
  }

  private read(stretch: Stretch): void {
    append(this.events, this.patterns.read(stretch, this.hit));
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

  private figure(clause: Clause, since: number, at: number): void {
    const { tokens } = clause;
    const num = tokens[at] as NumberToken;
    if (num.role === 'other') {
      this.read(new Stretch(clause, since, since, at));
      return;
    }
    const stretch = new Stretch(clause, since, behindUse(tokens, since, at), at);
    const phrase = tokens.slice(stretch.from, at);
    if (isJoint(phrase) && this.nthAgain({ num, start: phrase[0]?.start ?? num.start, end: num.end })) return;
    const found = this.patterns.read(stretch, this.hit);
    const event = found.at(-1);
    append(this.events, found.slice(0, -1));
    if (!event) {
      this.respectively = undefined;
      return;
    }
    const respectively = phrase.some((t) => isWord(t, 'each', 'respectively'));
    if (!respectively && isChange(event) && this.nthChange(event)) return;
    this.respectively = respectively && 'num' in event ? severalOf(event, tokens.length) : undefined;
    if (this.respectively)
      this.nth(this.respectively, { ...this.respectively.template, nth: 0 } as ProseEvent);
    else this.events.push(event);
  }

  /** The next figure of `分别为 A、B、C`, in the words of the first; false where there are no more. */
  private nthAgain(own: Base & { readonly num: NumberToken; readonly direction?: Direction }): boolean {
    const { respectively } = this;
    if (!respectively || respectively.count >= respectively.limit) return false;
    const nth = respectively.count++;
    this.nth(respectively, { ...respectively.template, ...own, nth } as ProseEvent);
    return true;
  }

  private nth({ open }: Respectively, event: ProseEvent): void {
    this.events.push(event);
    if (open) this.open.add(event);
  }

  /** `分别增长 5%、下降 9%`: each goes its own way. */
  private nthChange({ t, num, direction, subject, compare, start, end }: ChangeEvent): boolean {
    const { respectively } = this;
    if (respectively?.template.t !== t || subject || compare) return false;
    return this.nthAgain({ num, start, end, direction });
  }
}

/** `较上年（`: the year that brackets behind it tell of. */
function comparedYear(tokens: readonly ProseToken[]): readonly ProseToken[] {
  const [compare, year] = tokens.slice(-2);
  const isYear = year?.kind === 'year' || isWord(year, 'period', 'last');
  return year && isYear && isWord(compare, 'compare') ? [year] : [];
}

/** `…主要用于办公费 5 万元`: where the words begin that tell what money was used for; the figure is of that. */
function behindUse(tokens: readonly ProseToken[], since: number, at: number): number {
  for (let i = at - 1; i >= since; i--) {
    if (!isUse(tokens[i] as ProseToken)) continue;
    const names = tokens.slice(i + 1, at).some((t) => t.kind === 'name' || t.kind === 'text');
    return names ? i + 1 : since;
  }
  return since;
}

/** `财政拨款收入中一般公共预算拨款 3 万元`: where what stands behind 中 begins. */
function middleOf(tokens: readonly ProseToken[]): number {
  const at = tokens.findIndex((t, i) => isWord(t, 'noise', 'within') && tokens[i - 1]?.kind === 'name');
  const front = tokens.slice(0, Math.max(at, 0));
  const isPlain = front.every((t) => t.kind === 'name' || t.kind === 'year' || isWord(t, 'noise'));
  return at > 0 && isPlain && tokens[at + 1]?.kind === 'name' ? at + 1 : 0;
}

/** Whether a number without a unit ends its clause, and may lack one. */
function isLoneNumber(tokens: readonly ProseToken[], at: number): boolean {
  const next = tokens[at + 1];
  return next === undefined || (next.kind === 'punct' && next.text !== '、');
}

/** Whether nothing but joints stands between two figures. */
function isJoint(phrase: readonly ProseToken[]): boolean {
  return phrase.every(
    (t) => (t.kind === 'word' && (t.cls === 'compare' || t.cls === 'noise')) || t.kind === 'punct',
  );
}

/** `由 800 万元基本支出和 400 万元项目支出组成`: what stands between two amounts is the name of the first. */
function isNameBehind(tokens: readonly ProseToken[], from: number, to: number): boolean {
  const before = tokens[from - 1];
  const first = tokens[from];
  if (before?.kind !== 'number' || before.role !== 'amount' || !first || first.start !== before.end)
    return false;
  if (first.kind !== 'name' && first.kind !== 'text') return false;
  const last = tokens[to - 1];
  return to - from > 1 && (isWord(last, 'compare', 'with') || isWord(last, 'noise'));
}
