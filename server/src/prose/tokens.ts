/** Flat text → tokens: figures with their units, years, keywords, names, punctuation, and text between them. */
import { type Printed, parseNumber, UNITS } from '../base/amount.ts';
import type { Lexicon, WordClass } from './lexicon.ts';
import { type FlatText, malformedGroups } from './text.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface NumberToken extends Place {
  readonly kind: 'number';
  /** `other`: a threshold, a standard, points of a percentage, a number that cannot be read. */
  readonly role: 'amount' | 'percent' | 'count' | 'bare' | 'other';
  readonly printed: Printed | undefined;
  /** End of the digits; the unit follows it. */
  readonly digitsEnd: number;
  /** Where the unit stands; empty where there is none. */
  readonly unitStart: number;
  readonly unitEnd: number;
  /** Power of ten of a yuan, or of one. */
  readonly power: number;
  readonly classifier: string;
  readonly approximate: boolean;
  readonly why?: 'threshold' | 'standard' | 'points' | 'malformed' | 'scale' | 'long';
}

export interface YearToken extends Place {
  readonly kind: 'year';
  readonly value: number;
}

export interface WordToken extends Place {
  readonly kind: 'word';
  readonly cls: WordClass;
  readonly value: string;
  readonly text: string;
}

export interface TextToken extends Place {
  readonly kind: 'name' | 'text' | 'level' | 'aside';
  readonly text: string;
}

export interface PunctToken extends Place {
  readonly kind: 'punct';
  readonly text: string;
}

/** The number that leads an item: `1.`, `（一）`, `①`, `一是`. */
export interface MarkToken extends Place {
  readonly kind: 'mark';
  readonly text: string;
  /** `一是`, `二是`: an item within a sentence. */
  readonly inner: boolean;
}

export type ProseToken = NumberToken | YearToken | WordToken | TextToken | PunctToken | MarkToken;

const PUNCT = new Set([...',。;:!?、()[]《》—…|~']);
const DIGIT = /[0-9]/;
const GROUPED = /[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?/y;
const PLAIN = /[0-9]+(?:\.[0-9]+)?/y;
const MARK =
  /(?:[0-9]{1,2}(?:[.)](?![0-9])|、)|\([0-9]{1,2}\)、?|\([一二三四五六七八九十]{1,3}\)、?|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十]{1,2}[,、])/y;
const INNER = /(?:[一二三四五六七八九十]是|其[一二三四五])/y;
const UNIT = /(?:[十百千]?万|亿|千|百)?元/y;
const SCALE_WORD = /(?:十|百|千)?[万亿]/y;
const CODE_LEVEL = /\((?:([0-9]{2,7})([类款项])|(2[0-9]{2}(?:[0-9]{2}){0,2}))\)/y;
/** The level that a code of functional expenditure is of, by its length. */
const CODE_LEVELS: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };
const CODE_NAME = /^(?:\d{3}|\d{5}|\d{7})$/;

/** Cuts a flat text into tokens. Linear; never fails. */
export function tokenize(flat: FlatText, lexicon: Lexicon): ProseToken[] {
  return new Tokenizer(flat, lexicon).run();
}

class Tokenizer {
  private readonly text: string;
  private readonly tokens: ProseToken[] = [];
  private at = 0;
  private textStart = -1;

  constructor(
    private readonly flat: FlatText,
    private readonly lexicon: Lexicon,
  ) {
    this.text = flat.text;
  }

  run(): ProseToken[] {
    const { text } = this;
    while (this.at < text.length) {
      if (this.opensItem() && this.mark()) continue;
      const char = text[this.at] as string;
      if (char === '(' && this.codeLevel()) continue;
      if (DIGIT.test(char) || this.signAhead(char)) {
        if (this.number()) continue;
      }
      const entry = this.lexicon.at(text, this.at);
      if (entry) {
        this.closeText();
        const end = this.at + entry.length;
        const word = text.slice(this.at, end);
        if (entry.cls === 'name') this.tokens.push({ kind: 'name', text: word, start: this.at, end });
        else if (entry.cls === 'level')
          this.tokens.push({ kind: 'level', text: entry.value, start: this.at, end });
        else if (PUNCT.has(word)) this.tokens.push({ kind: 'punct', text: word, start: this.at, end });
        else
          this.tokens.push({
            kind: 'word',
            cls: entry.cls,
            value: entry.value,
            text: word,
            start: this.at,
            end,
          });
        this.at = end;
        continue;
      }
      if (PUNCT.has(char)) {
        this.closeText();
        this.tokens.push({ kind: 'punct', text: char, start: this.at, end: this.at + 1 });
        this.at++;
        continue;
      }
      if (this.textStart < 0) this.textStart = this.at;
      this.at++;
    }
    this.closeText();
    if (this.flat.cut) this.cutShort();
    return shareUnits(this.tokens);
  }

  /** What was not read counts as a figure that was not checked, at the last character that was. */
  private cutShort(): void {
    const end = this.text.length;
    const start = end - 1;
    this.tokens.push({
      kind: 'number',
      role: 'other',
      why: 'long',
      printed: undefined,
      power: 0,
      classifier: '',
      approximate: false,
      start,
      end,
      digitsEnd: end,
      unitStart: end,
      unitEnd: end,
    });
  }

  private closeText(): void {
    if (this.textStart < 0) return;
    const text = this.text.slice(this.textStart, this.at);
    if (text.trim() !== '') this.tokens.push({ kind: 'text', text, start: this.textStart, end: this.at });
    this.textStart = -1;
  }

  /** Whether an item may start here: at the start, or behind the end of another. */
  private opensItem(): boolean {
    if (this.textStart >= 0) return false;
    const last = this.tokens.at(-1);
    return (
      last === undefined ||
      (last.kind === 'punct' && /[。;:!?]/.test(last.text)) ||
      (last.kind === 'punct' && last.text === ',')
    );
  }

  private mark(): boolean {
    const last = this.tokens.at(-1);
    INNER.lastIndex = this.at;
    const inner = INNER.exec(this.text);
    if (inner) {
      this.push({
        kind: 'mark',
        text: inner[0],
        inner: true,
        start: this.at,
        end: this.at + inner[0].length,
      });
      return true;
    }
    if (last?.kind === 'punct' && last.text === ',') return false;
    MARK.lastIndex = this.at;
    const match = MARK.exec(this.text);
    if (!match) return false;
    this.push({ kind: 'mark', text: match[0], inner: false, start: this.at, end: this.at + match[0].length });
    return true;
  }

  /** `（204 类）`, `（20406 款）`, `（2040601）`: the level of the name before it. */
  private codeLevel(): boolean {
    CODE_LEVEL.lastIndex = this.at;
    const match = CODE_LEVEL.exec(this.text);
    if (!match || (this.textStart < 0 && this.tokens.at(-1)?.kind !== 'name')) return false;
    const digits = match[1] ?? match[3] ?? '';
    const level = match[2] ?? CODE_LEVELS[digits.length];
    if (level === undefined) return false;
    this.closeText();
    this.push({ kind: 'level', text: level, start: this.at, end: this.at + match[0].length });
    return true;
  }

  private push(token: ProseToken): void {
    this.tokens.push(token);
    this.at = token.end;
  }

  /** A minus that belongs to the number behind it: not the dash of a range or a word. */
  private signAhead(char: string): boolean {
    if (char !== '-' && char !== '−') return false;
    if (!DIGIT.test(this.text[this.at + 1] ?? '')) return false;
    const before = this.text[this.at - 1];
    return before === undefined || !/[0-9A-Za-z%)〕\]年月日号-]/.test(before);
  }

  private number(): boolean {
    const { text } = this;
    const start = this.at;
    const before = text[start - 1];
    // Digits within a word of letters (`H1N1`, `B2`) are no figure.
    if (before !== undefined && /[A-Za-z.]/.test(before) && this.textStart >= 0) {
      let end = start + 1;
      while (end < text.length && DIGIT.test(text[end] as string)) end++;
      return this.asText(start, end);
    }
    const signed = DIGIT.test(text[start] as string) ? 0 : 1;
    let match = this.grouped(start + signed);
    if (!match) {
      PLAIN.lastIndex = start + signed;
      match = PLAIN.exec(text)?.[0];
    }
    if (!match) return false;
    this.closeText();
    const digitsEnd = start + signed + match.length;
    const printed = parseNumber(text.slice(start, digitsEnd));
    let end = digitsEnd;
    const token = (
      role: NumberToken['role'],
      unitStart: number,
      unitEnd: number,
      more: Partial<NumberToken> = {},
    ): boolean => {
      this.push({
        kind: 'number',
        role: printed ? role : 'other',
        printed,
        start,
        end: Math.max(unitEnd, more.end ?? 0),
        digitsEnd,
        unitStart,
        unitEnd,
        power: 0,
        classifier: '',
        approximate: false,
        ...(printed ? {} : { why: 'malformed' as const }),
        ...more,
      });
      return true;
    };
    // Years and dates.
    const next = text[end];
    if (signed === 0 && match.length === 4 && /^(?:19|20)\d\d$/.test(match)) {
      if (next === '年') {
        // `2022年初预算`: the 年 belongs to the word.
        const word = this.lexicon.at(text, end);
        const stop =
          word && word.length > 2 && word.cls !== 'noise'
            ? end
            : text.startsWith('年度', end)
              ? end + 2
              : end + 1;
        this.push({ kind: 'year', value: Number(match), start, end: stop });
        return true;
      }
      if (next === '-' || next === '—' || next === '~' || next === '至' || next === '、') {
        const range = /^(?:-|—+|~|至|、)(?:19|20)\d\d年/.exec(text.slice(end, end + 12));
        if (range) {
          this.push({ kind: 'year', value: Number(match), start, end });
          return true;
        }
      }
    }
    if (
      (next === '月' || next === '日' || next === '时' || next === '点' || next === '号' || next === '季') &&
      !text.startsWith('时标', end)
    ) {
      return this.asText(start, end + 1);
    }
    const rest = match.length <= 3 ? malformedGroups(this.flat, end) : '';
    if (rest !== '') return token('other', end, end, { end: end + rest.length, why: 'malformed' });
    // 余, 多 between the number and its unit.
    let approximate = false;
    if ((text[end] === '余' || text[end] === '多' || text[end] === '几') && end < text.length - 1) {
      approximate = true;
      end++;
    }
    if (text[end] === '%') return this.percent(end, approximate, token);
    if (text[end] === '‰' || text.startsWith('个百分点', end) || text.startsWith('百分点', end)) {
      return token('other', end, end + (text[end] === '‰' ? 1 : text.startsWith('个', end) ? 4 : 3), {
        why: 'points',
      });
    }
    UNIT.lastIndex = end;
    const unit = UNIT.exec(text)?.[0];
    if (unit && Object.hasOwn(UNIT_POWERS, unit)) {
      const stop = end + unit.length;
      if (text[stop] === '/' || text.startsWith('每', stop))
        return token('other', end, stop, { why: 'standard' });
      const limit = this.threshold(stop);
      if (limit > 0)
        return token('other', end, stop, { why: 'threshold', power: UNIT_POWERS[unit] as number });
      const after = this.approxAfter(stop);
      return token('amount', end, stop, {
        power: UNIT_POWERS[unit] as number,
        approximate: approximate || after > 0,
        end: stop + after,
      });
    }
    SCALE_WORD.lastIndex = end;
    const scale = SCALE_WORD.exec(text)?.[0];
    let power = 0;
    let from = end;
    if (scale) {
      power = SCALES[scale] ?? 0;
      from = end + scale.length;
      if (text[from] === '余' || text[from] === '多') {
        approximate = true;
        from++;
      }
    }
    const classifier = this.lexicon.classifiers.at(text, from);
    if (classifier > 0) {
      const word = text.slice(from, from + classifier);
      const stop = from + classifier;
      const limit = this.threshold(stop);
      const after = limit > 0 ? 0 : this.approxAfter(stop);
      return token(limit > 0 ? 'other' : 'count', end, stop, {
        power,
        classifier: word,
        approximate: approximate || after > 0,
        end: stop + after,
        ...(limit > 0 ? { why: 'threshold' as const } : {}),
      });
    }
    if (scale) return token('other', end, from, { power, why: 'scale' });
    if (next === '年' || next === '倍' || (next !== undefined && /[A-Za-z°+×*=]/.test(next)))
      return this.asText(start, digitsEnd);
    if (signed === 0 && CODE_NAME.test(match) && next !== undefined && /[一-鿿]/.test(next)) {
      // A code before its name; anything else is a number of no unit.
      return token('bare', digitsEnd, digitsEnd);
    }
    return token('bare', digitsEnd, digitsEnd);
  }

  private percent(
    end: number,
    approximate: boolean,
    token: (
      role: NumberToken['role'],
      unitStart: number,
      unitEnd: number,
      more?: Partial<NumberToken>,
    ) => boolean,
  ): boolean {
    const stop = end + 1;
    const after = this.approxAfter(stop);
    return token('percent', end, stop, { approximate: approximate || after > 0, end: stop + after });
  }

  private approxAfter(at: number): number {
    return this.lexicon.approxAfter.at(this.text, at);
  }

  /** The length of `以上`, `(含)以上` and the like behind an amount: a limit, not a statement. */
  private threshold(at: number): number {
    const match = /^(?:\(含[^)\d]{0,4}\)|含)?(?:及)?以[上下]|^\(含[^)\d]{0,4}\)/.exec(
      this.text.slice(at, at + 12),
    );
    return match ? match[0].length : 0;
  }

  /** A number with separators between groups of exactly three digits; full-width commas part none. */
  private grouped(start: number): string | undefined {
    GROUPED.lastIndex = start;
    const match = GROUPED.exec(this.text)?.[0];
    if (!match) return undefined;
    for (let i = 0; i < match.length; i++)
      if (match[i] === ',' && this.flat.raw[start + i] !== ',') return undefined;
    return match;
  }

  private asText(start: number, end?: number): boolean {
    if (this.textStart < 0) this.textStart = start;
    this.at = end ?? start + 1;
    return true;
  }
}

const UNIT_POWERS: Readonly<Record<string, number>> = { ...UNITS, 十万元: 5, 千万元: 7 };
const SCALES: Readonly<Record<string, number>> = {
  万: 4,
  亿: 8,
  十万: 5,
  百万: 6,
  千万: 7,
  十亿: 9,
  百亿: 10,
  千亿: 11,
};

/** `7.21、21.36 和 5.22 万元`: the unit of the last holds for those before it. */
function shareUnits(tokens: ProseToken[]): ProseToken[] {
  for (let i = tokens.length - 1; i >= 2; i--) {
    const last = tokens[i] as ProseToken;
    if (last.kind !== 'number' || (last.role !== 'amount' && last.role !== 'percent')) continue;
    const joint = tokens[i - 1] as ProseToken;
    const before = tokens[i - 2] as ProseToken;
    const joins =
      (joint.kind === 'punct' && joint.text === '、') ||
      (joint.kind === 'word' && (joint.text === '和' || joint.text === '与') && joint.cls !== 'noise');
    if (!joins || before.kind !== 'number' || before.role !== 'bare') continue;
    tokens[i - 2] = { ...before, role: last.role, power: last.power };
  }
  return tokens;
}
