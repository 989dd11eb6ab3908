/** What a clause says behind its last figure, or without any. */
import type { Base, Compare, ProseEvent } from '../events.ts';
import type { ProseToken, WordToken } from '../token.ts';
import { directionOf } from './patterns.ts';
import { type ParsedPhrase, parsePhrase } from './phrase.ts';
import { subjectOf } from './subject.ts';
import { isFiller, isWord, lastIndex, lastMeasure } from './words.ts';

/** How a clause stands in its sentence. */
export interface Tail {
  readonly text: string;
  readonly closer: string | undefined;
  /** Whether figures stand before it in its clause. */
  readonly afterFigure: boolean;
  /** Whether the sentence tells what money was used for, which is not what the next clause speaks of. */
  readonly purpose: boolean;
}

type Tokens = readonly ProseToken[];

/** The events of a run of tokens without a figure. */
export function tailEvents(tokens: Tokens, tail: Tail): readonly ProseEvent[] {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last) return [];
  const base = { start: first.start, end: last.end };
  const at = (cls: string) => tokens.findIndex((t) => isWord(t, cls));
  const [flatAt, orderAt, noneAt] = [at('flat'), at('order'), at('none')];
  if (flatAt >= 0) {
    const { compare, subject } = parsePhrase(tokens.slice(0, flatAt), tail.text);
    return [{ t: 'flat', roughly: isWord(tokens[flatAt], 'flat', 'roughly'), compare, subject, ...base }];
  }
  if (orderAt >= 0) return ordered(tokens, orderAt, tail, base);
  if (noneAt >= 0) return nothing(tokens, noneAt, tail, base);
  const directionAt = lastIndex(tokens, (t) => isWord(t, 'direction'));
  if (directionAt >= 0) return claimed(tokens, directionAt, tail, base);
  if (tail.afterFigure) return [];
  return spoken(parsePhrase(tokens, tail.text), last, tail, base);
}

/** `决算数大于预算数` */
function ordered(tokens: Tokens, at: number, { text }: Tail, base: Base): readonly ProseEvent[] {
  const { measure: left, subject } = parsePhrase(tokens.slice(0, at), text);
  const behind = parsePhrase(tokens.slice(at + 1), text);
  const right = rightOf(behind);
  if (!right || behind.subject !== undefined) return [];
  const word = tokens[at] as WordToken;
  return isWord(word, 'order', 'equal')
    ? [{ t: 'flat', roughly: false, compare: right, subject, ...base }]
    : [{ t: 'order', word, left, right, subject, ...base }];
}

function rightOf({ last, measure }: ParsedPhrase): Compare | undefined {
  if (last) return { with: 'last' };
  return measure ? { with: 'measure', measure } : undefined;
}

/** `没有安排预算` */
function nothing(tokens: Tokens, at: number, { text }: Tail, base: Base): readonly ProseEvent[] {
  const measure = lastMeasure(tokens.slice(at + 1)) ?? lastMeasure(tokens.slice(0, at));
  const named = subjectOf(tokens.slice(at + 1), text) !== undefined;
  if (!measure || measure === 'final' || named) return [];
  return [{ t: 'none', measure, subject: undefined, ...base }];
}

/** `支出减少的主要原因` */
function claimed(tokens: Tokens, at: number, { text, closer }: Tail, base: Base): readonly ProseEvent[] {
  if (closer !== 'reason' || !tokens.slice(at + 1).every((t) => isFiller(t))) return [];
  const { compare, subject } = parsePhrase(tokens.slice(0, at), text);
  return [{ t: 'claim', direction: directionOf(tokens[at] as WordToken), compare, subject, ...base }];
}

/** A clause that only names what the next ones speak of, or compare with. */
function spoken(
  { compare, subject }: ParsedPhrase,
  last: ProseToken,
  { closer, purpose }: Tail,
  base: Base,
): readonly ProseEvent[] {
  if (compare) {
    const compared: ProseEvent = { t: 'compare', compare, ...base };
    if (!subject) return [compared];
    return [compared, { t: 'subject', subject, whole: false, within: false, ...base }];
  }
  if (!subject || purpose) return [];
  const whole = closer === 'sentence' || closer === 'colon';
  const within = isWord(last, 'noise', 'within');
  return [{ t: 'subject', subject, whole, within, ...base }];
}
