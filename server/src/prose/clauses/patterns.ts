/** The patterns of seeds/prose/patterns.yaml: which of them a figure, or a clause without one, is read by. */
import { getOrMake } from '../../base/maps.ts';
import type { PatternLine } from '../../reference/patterns.ts';
import type { ProseWords } from '../../reference/prose.ts';
import type { ProseEvent } from '../events.ts';
import { type Form, FormReader, known } from './forms.ts';
import { Matcher } from './match.ts';
import { LEAVE, type Memory, measuredBy } from './memory.ts';
import { Said, type Stretch } from './said.ts';
import { SLOTS, TELL } from './tell.ts';

/** What the words must say beside their order; `=` asks for one of several. */
const WHERE: Readonly<Record<string, (said: Said, value: string | undefined) => boolean>> = {
  subject: ({ all }) => all.subject !== undefined,
  measure: ({ all }) => all.measure !== undefined,
  compare: ({ all: { compare } }, value) =>
    compare !== undefined && (value === undefined || compare.with === value),
  alone: ({ stretch }) => stretch.alone,
  aside: ({ stretch }) => stretch.alone && stretch.clause.closer === undefined,
  last: (said) => measuredBy(said) !== undefined,
  purpose: ({ stretch }) => stretch.clause.purpose,
  reason: ({ stretch }) => stretch.clause.closer === 'reason',
};

/** How many characters before its figure a word of `near` stands. */
const NEAR = 8;

interface Condition {
  readonly holds: (said: Said, value: string | undefined) => boolean;
  readonly value: string | undefined;
  readonly not: boolean;
}

interface Pattern {
  readonly id: string;
  readonly form: Form;
  readonly where: readonly Condition[];
  readonly near: readonly string[] | undefined;
  readonly needs: Memory | undefined;
  readonly leaves: Memory | undefined;
  readonly tell: ((said: Said) => readonly ProseEvent[] | undefined) | undefined;
}

/** Told which line a clause is read by. */
export type Hit = (id: string) => void;

/** The patterns that a report's sentences are read by. */
export class Patterns {
  private readonly all: readonly Pattern[];
  private readonly matcher = new Matcher();
  private readonly byKind = new Map<number, readonly Pattern[]>();

  /** @throws PatternError where the data says what is not known */
  constructor({ patterns, words }: Pick<ProseWords, 'patterns' | 'words'>) {
    const reader = new FormReader(patterns, words, SLOTS);
    this.all = patterns.patterns.map((line) => patternOf(line, reader));
  }

  /** The events of a figure with the words before it, or of words without one: of the first pattern that fits. */
  read(stretch: Stretch, hit?: Hit): readonly ProseEvent[] {
    const { at, among, kinds, tokens } = stretch;
    let before: Said | undefined;
    for (const pattern of this.of(at < tokens.length ? (kinds[at] as number) : 0)) {
      const slots = isNear(pattern, stretch) ? this.matcher.match(pattern.form, stretch, among) : undefined;
      if (!slots) continue;
      const said = new Said(stretch, slots, before);
      before = said;
      if (!isSo(pattern, said)) continue;
      const events = pattern.tell?.(said);
      if (pattern.tell && !events) continue;
      hit?.(pattern.id);
      if (pattern.leaves) leave(said, pattern.leaves);
      if (events) return events;
    }
    return [];
  }

  private of(kind: number): readonly Pattern[] {
    return getOrMake(this.byKind, kind, () =>
      this.all.filter(({ form }) => (kind === 0 ? form.figure === 0 : (form.figure & kind) !== 0)),
    );
  }
}

function leave<M extends Memory>(said: Said, what: M): void {
  said.memory[what] = LEAVE[what](said);
}

function isNear({ near: words }: Pattern, { clause, tokens, since, at }: Stretch): boolean {
  if (!words) return true;
  const end = tokens[at]?.start ?? 0;
  const before = clause.text.slice(Math.max(tokens[since]?.start ?? end, end - NEAR), end);
  return words.some((word) => before.includes(word));
}

function isSo({ where, needs }: Pattern, said: Said): boolean {
  if (needs && said.memory[needs] === undefined) return false;
  return where.every(({ holds, value, not }) => holds(said, value) !== not);
}

function patternOf(line: PatternLine, reader: FormReader): Pattern {
  const { id, event, needs, leaves } = line;
  return {
    id,
    form: reader.read(line),
    where: (line.where?.split(/\s+/) ?? []).map((text) => conditionOf(id, text)),
    near: line.near,
    needs: needs === undefined ? undefined : memoryOf(id, needs),
    leaves: leaves === undefined ? undefined : memoryOf(id, leaves),
    tell: event === undefined ? undefined : known(TELL, event, id, 'event'),
  };
}

function conditionOf(id: string, text: string): Condition {
  const [, not, name = '', value] = /^(!?)([a-z]+)(?:=([a-z]+))?$/.exec(text) ?? [];
  return { holds: known(WHERE, name, id, 'condition'), value, not: not === '!' };
}

function memoryOf(id: string, name: string): Memory {
  known<unknown>(LEAVE, name, id, 'memory');
  return name as Memory;
}

const read = new WeakMap<ProseWords, Patterns>();

export function patternsOf(words: ProseWords): Patterns {
  return getOrMake(read, words, () => new Patterns(words));
}
