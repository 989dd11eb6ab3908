/** The phrase that a run of tokens names. */
import { append } from '../../base/lists.ts';
import type { Phrase } from '../events.ts';
import type { ProseToken } from '../token.ts';
import { IS, isWord } from './words.ts';

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
  for (let i = 0; i < tokens.length; i++) {
    const own = keptOf(tokens[i] as ProseToken, tokens[i + 1], text);
    if (own) kept.push(own);
  }
  const inner = behindIs(trimmed(kept));
  const [first] = inner;
  const final = inner.at(-1);
  if (!first || !final) return undefined;
  const phrase = phraseOf(inner, text, { start: first.start, end: final.end });
  const behind = kept[kept.indexOf(final) + 1];
  return behind?.kind === 'aside' && behind.start === final.end
    ? { ...phrase, aside: behind.text.slice(1, -1) }
    : phrase;
}

/** What of a token may be part of a name. */
function keptOf(token: ProseToken, next: ProseToken | undefined, text: string): ProseToken | undefined {
  if (token.kind === 'year' || token.kind === 'mark') return undefined;
  if (
    isWord(token, 'measure') &&
    /^(?:收入|支出)/.test(token.text) &&
    next &&
    /^[总合]计/.test(text.slice(next.start, next.end))
  ) {
    // `支出决算总计`: the side belongs to the total.
    return { kind: 'name', text: token.text.slice(0, 2), start: token.start, end: token.start + 2 };
  }
  if (token.kind !== 'word' || !DROPPED.has(token.cls)) return token;
  // `和` inside a name is part of it; at its edge it joins clauses.
  if (token.cls === 'compare' && token.value === 'with') return token;
  return token.cls === 'measure' || token.cls === 'period'
    ? { kind: 'punct', text: GAP, start: token.start, end: token.start }
    : undefined;
}

/** Stands for a keyword that was taken out. */
const GAP = ' ';

function trimmed(tokens: readonly ProseToken[]): readonly ProseToken[] {
  let start = 0;
  let end = tokens.length;
  while (start < end && isNoise(tokens[start])) start++;
  while (end > start && (isNoise(tokens[end - 1]) || (tokens[end - 1]?.kind === 'aside' && end - 1 > start)))
    end--;
  return tokens.slice(start, end);
}

function isNoise(t: ProseToken | undefined): boolean {
  if (t?.kind === 'word') return t.cls === 'noise' || t.cls === 'compare';
  return t?.kind === 'punct' && !/[《》]/.test(t.text);
}

function phraseOf(
  tokens: readonly ProseToken[],
  text: string,
  place: { start: number; end: number },
): Phrase {
  const pieces: string[] = [];
  const path: { name: string; level: string }[] = [];
  let levelled = '';
  for (const token of tokens) {
    if (token.kind === 'level') {
      path.push({ name: levelled, level: token.text });
      levelled = '';
    } else if (!isGap(token) && !(token.kind === 'aside' && path.length > 0)) {
      const piece = text.slice(token.start, token.end);
      levelled += piece;
      pieces.push(piece);
    }
  }
  const last = path.pop();
  // `社会保障和就业（类）支出`: the rest of the name stands behind the level.
  if (last) path.push({ name: last.name + levelled, level: last.level });
  const whole = pieces.join('');
  if (path.length === 0) append(path, joinedPath(whole));
  return { text: whole, pieces, path, parts: partsOf(tokens, text), ...place };
}

function isGap(token: ProseToken): boolean {
  return token.kind === 'punct' && token.text === GAP;
}

/** The subjects that stand side by side. */
function partsOf(tokens: readonly ProseToken[], text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const token of tokens) {
    if (token.kind === 'level' || isGap(token)) continue;
    const piece = text.slice(token.start, token.end);
    if (isJoint(token)) {
      parts.push(part);
      part = '';
    } else if (token.kind === 'name' && piece.includes('、')) {
      // A compound name of the lexicon: `收入总计、支出总计`.
      const split = (part + piece).split('、');
      append(parts, split.slice(0, -1));
      part = split.at(-1) ?? '';
    } else part += piece;
  }
  return [...parts, part].filter((p) => p !== '');
}

function isJoint(token: ProseToken): boolean {
  if (token.kind === 'punct') return token.text === '、';
  return token.kind === 'word' && (token.cls === 'compare' || (token.cls === 'noise' && token.text === '及'));
}

/** `支出为城乡社区支出`: what stands behind 为 is the name, where only the side is told before it. */
function behindIs(tokens: readonly ProseToken[]): readonly ProseToken[] {
  const at = tokens.findIndex((t) => isWord(t, 'noise') && IS.test(t.text));
  const front = tokens.slice(0, Math.max(at, 0)).reduce((length, t) => length + t.end - t.start, 0);
  return at === 1 && front === 2 && tokens.length > 2 ? tokens.slice(at + 1) : tokens;
}

/** `教育支出-普通教育-小学教育`: the names of 类, 款 and 项 joined by hyphens. */
function joinedPath(text: string): { name: string; level: string }[] {
  if (!/[-—]/.test(text)) return [];
  const names = text.split(/[-—]+/);
  if (names.length !== 3 || names.some((n) => n.length < 2 || /\d/.test(n))) return [];
  return names.map((name, i) => ({ name, level: '类款项'[i] as string }));
}
