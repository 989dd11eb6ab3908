/** The phrase that a run of tokens names. */
import { append } from '../../base/lists.ts';
import type { Phrase } from '../events.ts';
import type { ProseToken } from '../tokens.ts';
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
