/** The parser of formulas and conditions (language.md §7). */

import { foldWidth } from '../../base/fold.ts';
import type {
  ConditionNode,
  ExprNode,
  FormulaError,
  FormulaNode,
  NamePart,
  RefNode,
  RelationOp,
} from './types.ts';

const OPEN_QUOTES: Readonly<Record<string, string>> = { '“': '”', '"': '"' };

export class Failure extends Error {
  constructor(readonly error: FormulaError) {
    super(error.message);
  }
}

const RELATIONS: Readonly<Record<string, RelationOp>> = {
  '=': '=',
  '≥': '≥',
  '≤': '≤',
  '>=': '≥',
  '<=': '≤',
};

const PRODUCT_SIGNS: Readonly<Record<string, '*' | '/'>> = { '*': '*', '×': '*', '/': '/', '÷': '/' };

/** `/2` behind a name divides it; any other `/` in a name parts the levels of a header. */
const DIVISION = /^\/\s*\d+(?:\.\d+)?(?=[\s+*×÷)=≥≤<>,−-]|$)/;

/** How deep brackets may nest, and how many signs a formula may have; more is told as an error, not a stack overflow. */
const MAX_DEPTH = 100;

const MAX_SIGNS = 1000;

export class FormulaParser {
  private readonly folded: string;
  private at = 0;
  private depth = 0;
  private signs = 0;

  constructor(private readonly text: string) {
    this.folded = foldWidth(text);
  }

  formula(): FormulaNode {
    const end = this.end();
    const split = this.conditionStart(end);
    const formula = this.relation(split.formulaEnd);
    this.space();
    if (this.at < split.formulaEnd) this.fail('trailing', this.at, split.formulaEnd);
    if (split.conditionAt === undefined) return formula;
    if (split.conditionAt >= end) this.fail('expected-operand', split.formulaEnd, end);
    this.at = split.conditionAt;
    return { ...formula, conditions: this.conditions(end), end };
  }

  private relation(limit: number): FormulaNode {
    this.space();
    const start = this.at;
    const left = this.expression(limit);
    const op = this.relationOp();
    if (!op) this.fail('expected-relation', this.at, Math.min(limit, this.at + 1));
    const right = this.expression(limit);
    return { left, op, right, conditions: [], start, end: this.at };
  }

  conditions(limit: number): ConditionNode[] {
    const conditions: ConditionNode[] = [];
    let from = this.at;
    while (from < limit) {
      const next = this.folded.indexOf('且', from);
      const to = next < 0 || next > limit ? limit : next;
      conditions.push(this.condition(from, to));
      from = to + 1;
    }
    return conditions;
  }

  private condition(from: number, to: number): ConditionNode {
    const text = this.folded.slice(from, to);
    const note = /^\s*(.+?)\.注\s*(不含|含)\s*(.+?)\s*$/.exec(text);
    if (note) {
      return { kind: 'note', table: note[1] as string, negated: note[2] === '不含', word: note[3] as string };
    }
    const filled = /^(.*?)\s*非空\s*$/.exec(text);
    if (filled) {
      this.at = from;
      this.space();
      return { kind: 'filled', ref: this.reference(from + (filled[1] as string).length) };
    }
    const key =
      /^\s*([\p{Script=Han}]{2,8})\s*(=|≠|!=)\s*([\p{Script=Han}]+(?:(?:或|、)[\p{Script=Han}]+)*)\s*$/u.exec(
        text,
      );
    if (key) {
      const values = (key[3] as string).split(/或|、/);
      return { kind: 'key', key: key[1] as string, values, negated: key[2] !== '=' };
    }
    this.at = from;
    const formula = this.relation(to);
    this.space();
    if (this.at < to) this.fail('condition', from, to);
    return { kind: 'compare', formula };
  }

  private end(): number {
    let end = this.folded.length;
    while (end > 0 && /[\s。;]/.test(this.folded[end - 1] as string)) end--;
    return end;
  }

  private conditionStart(end: number): { formulaEnd: number; conditionAt?: number } {
    const match = /[,，]\s*当\s*/.exec(this.folded);
    if (!match || match.index >= end) return { formulaEnd: end };
    return { formulaEnd: match.index, conditionAt: match.index + match[0].length };
  }

  private fail(message: FormulaError['message'], start: number, end: number): never {
    // A character outside the basic plane has two halves; what is underlined is all of it.
    const last = Math.max(end, start);
    const halfBehind =
      /^[\udc00-\udfff]$/.test(this.folded[last] ?? '') &&
      /^[\ud800-\udbff]$/.test(this.folded[last - 1] ?? '');
    throw new Failure({ message, start, end: halfBehind ? last + 1 : last });
  }

  private space(): void {
    while (this.at < this.folded.length && /\s/.test(this.folded[this.at] as string)) this.at++;
  }

  private relationOp(): RelationOp | undefined {
    this.space();
    for (const symbol of ['>=', '<=', '=', '≥', '≤']) {
      if (this.folded.startsWith(symbol, this.at)) {
        this.at += symbol.length;
        return RELATIONS[symbol];
      }
    }
    return undefined;
  }

  private expression(limit: number): ExprNode {
    let left = this.term(limit);
    for (;;) {
      this.space();
      const op = this.folded[this.at];
      if (this.at >= limit || (op !== '+' && op !== '-' && op !== '−')) return left;
      this.sign();
      const right = this.term(limit);
      left = { kind: 'binary', op: op === '+' ? '+' : '-', left, right, start: left.start, end: right.end };
    }
  }

  private term(limit: number): ExprNode {
    let left = this.factor(limit);
    for (;;) {
      this.space();
      const op = PRODUCT_SIGNS[this.folded[this.at] ?? ''];
      if (this.at >= limit || op === undefined) return left;
      this.sign();
      const right = this.factor(limit);
      left = { kind: 'binary', op, left, right, start: left.start, end: right.end };
    }
  }

  /** Steps over the sign between two operands. */
  private sign(): void {
    const at = this.at++;
    if (++this.signs > MAX_SIGNS) this.fail('too-long', at, at + 1);
  }

  private factor(limit: number): ExprNode {
    this.space();
    if (this.at >= limit) this.fail('expected-operand', Math.max(0, this.at - 1), this.at);
    if (this.folded[this.at] === '(' && !this.closesIntoName(limit)) {
      const open = this.at++;
      if (++this.depth > MAX_DEPTH) this.fail('too-long', open, open + 1);
      const inner = this.expression(limit);
      this.space();
      if (this.folded[this.at] !== ')') this.fail('unclosed', open, open + 1);
      this.at++;
      this.depth--;
      return inner;
    }
    const number = /^\d+(?:\.\d+)?(?![\d.]*[^\s+\-−*×/÷)=≥≤<>,])/.exec(this.folded.slice(this.at, limit));
    // A bare number of three, five or seven digits is a code; other numbers are factors.
    if (number && !/^(?:\d{3}|\d{5}|\d{7})$/.test(number[0])) {
      const start = this.at;
      this.at += number[0].length;
      return { kind: 'number', text: number[0], start, end: this.at };
    }
    return this.reference(limit);
  }

  /** Whether the bracket at the cursor leads a name (`（一）人员经费`) rather than a group. */
  private closesIntoName(limit: number): boolean {
    const close = this.folded.indexOf(')', this.at);
    if (close < 0 || close >= limit) return false;
    const inner = this.folded.slice(this.at + 1, close);
    const after = this.folded[close + 1] ?? '';
    return /^[一二三四五六七八九十\d]+$/.test(inner) && /[\p{L}]/u.test(after);
  }

  private reference(limit: number): RefNode {
    const start = this.at;
    const parts: NamePart[] = [this.name(limit)];
    let to: NamePart | undefined;
    for (;;) {
      if (this.folded.startsWith('..', this.at) && this.at < limit) {
        this.at += 2;
        to = this.name(limit);
      } else if (this.folded[this.at] === '.' && this.at < limit) {
        this.at++;
        parts.push(this.star() ?? this.name(limit));
      } else break;
    }
    return { kind: 'ref', parts, ...(to ? { to } : {}), start, end: this.at };
  }

  /** A lone `*`, which stands for each code in turn. */
  private star(): NamePart | undefined {
    const start = this.at;
    if (this.folded[start] !== '*' || this.folded[start + 1] !== '.') return undefined;
    this.at++;
    return { text: '*', quoted: false, start, end: this.at };
  }

  private name(limit: number): NamePart {
    this.space();
    const start = this.at;
    const close = OPEN_QUOTES[this.text[start] ?? ''];
    if (close !== undefined && start < limit) return this.quoted(start, close, limit);
    let depth = 0;
    let at = start;
    while (at < limit) {
      const char = this.folded[at] as string;
      if (char === '(') depth++;
      else if (char === ')') {
        if (depth === 0) break;
        depth--;
      } else if (depth === 0 && (/[\s+*×÷=≥≤.]/.test(char) || char === '<' || char === '>' || char === '−'))
        break;
      else if (depth === 0 && char === '/' && DIVISION.test(this.folded.slice(at, limit))) break;
      else if (depth === 0 && char === '-') break;
      at++;
    }
    if (at === start) this.fail('expected-operand', start, Math.min(limit, start + 1));
    this.at = at;
    // A space may stand before an operator only; inside a name it needs quotes.
    return { text: this.text.slice(start, at), quoted: false, start, end: at };
  }

  private quoted(start: number, close: string, limit: number): NamePart {
    const open = this.text[start] as string;
    let depth = 0;
    for (let at = start; at < limit; at++) {
      const char = this.text[at];
      if (char === open && (open !== close || at === start)) depth++;
      else if (char === close) {
        depth--;
        if (depth === 0) {
          this.at = at + 1;
          return { text: this.text.slice(start + 1, at), quoted: true, start, end: at + 1 };
        }
      }
    }
    return this.fail('unclosed', start, start + 1);
  }
}
