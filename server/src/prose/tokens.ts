/** Flat text → tokens: figures with their units, years, keywords, names, punctuation, and text between them. */
import type { Lexicon } from './lexicon.ts';
import { numberAt } from './numbers.ts';
import type { FlatText } from './text.ts';
import type { ProseToken } from './token.ts';

const PUNCT = new Set([...',。;:!?、()[]《》—…|~']);
const DIGIT = /[0-9]/;
const MARK =
  /(?:[0-9]{1,2}(?:[.)](?![0-9])|、)|\([0-9]{1,2}\)、?|\([一二三四五六七八九十]{1,3}\)、?|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十]{1,2}[,、])/y;
const INNER = /(?:[一二三四五六七八九十]是|其[一二三四五])/y;
const CODE_LEVEL = /\((?:([0-9]{2,7})([类款项])|(2[0-9]{2}(?:[0-9]{2}){0,2}))\)/y;
/** The level that a code of functional expenditure is of, by its length. */
const CODE_LEVELS: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };

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
      if (this.word()) continue;
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

  /** A word of the lexicon. */
  private word(): boolean {
    const entry = this.lexicon.at(this.text, this.at);
    if (!entry) return false;
    this.closeText();
    const place = { start: this.at, end: this.at + entry.length };
    const text = this.text.slice(place.start, place.end);
    const { cls, value } = entry;
    if (cls === 'name') this.push({ kind: 'name', text, ...place });
    else if (cls === 'level') this.push({ kind: 'level', text: value, ...place });
    else if (PUNCT.has(text)) this.push({ kind: 'punct', text, ...place });
    else this.push({ kind: 'word', cls, value, text, ...place });
    return true;
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
    const start = this.at;
    const before = this.text[start - 1];
    // Digits within a word of letters (`H1N1`, `B2`) are no figure.
    if (before !== undefined && /[A-Za-z.]/.test(before) && this.textStart >= 0) {
      let end = start + 1;
      while (end < this.text.length && DIGIT.test(this.text[end] as string)) end++;
      return this.asText(start, end);
    }
    const read = numberAt(this.flat, this.lexicon, start);
    if (!read) return false;
    this.closeText();
    if (typeof read === 'number') return this.asText(start, read);
    this.push(read);
    return true;
  }

  private asText(start: number, end?: number): boolean {
    if (this.textStart < 0) this.textStart = start;
    this.at = end ?? start + 1;
    return true;
  }
}

/** `7.21、21.36 和 5.22 万元`, `7.21,5.22万元`: the unit of the last holds for those before it. */
function shareUnits(tokens: ProseToken[]): ProseToken[] {
  for (let i = tokens.length - 1; i >= 2; i--) {
    const last = tokens[i] as ProseToken;
    if (last.kind !== 'number' || (last.role !== 'amount' && last.role !== 'percent')) continue;
    const joint = tokens[i - 1] as ProseToken;
    const before = tokens[i - 2] as ProseToken;
    const joins =
      (joint.kind === 'punct' && (joint.text === '、' || joint.text === ',')) ||
      (joint.kind === 'word' && (joint.text === '和' || joint.text === '与') && joint.cls !== 'noise');
    if (!joins || before.kind !== 'number' || before.role !== 'bare') continue;
    tokens[i - 2] = { ...before, role: last.role, power: last.power };
  }
  return tokens;
}
