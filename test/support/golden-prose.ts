/** Goldens of what is read out of sentences: tokens, events, statements (docs/prose.md). The words tell the places. */

import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { patternsOf } from '../../server/src/prose/clauses/patterns.ts';
import { readEvents } from '../../server/src/prose/clauses/reader.ts';
import type { ProseEvent } from '../../server/src/prose/events.ts';
import { lexiconOf } from '../../server/src/prose/lexicon.ts';
import { againstOf, directionOf, isMeasured, isPast, measureOf } from '../../server/src/prose/statement.ts';
import type { ProseToken } from '../../server/src/prose/token.ts';
import { tokenize } from '../../server/src/prose/tokens.ts';
import type {
  MeasuredStatement,
  Paragraph,
  PartList,
  ProseFigure,
  ProseSection,
  Statement,
} from '../../server/src/prose/types.ts';
import { nameOf } from './golden-names.ts';

const tokensOf = (analysis: Analysis, { flat }: Paragraph) => tokenize(flat, lexiconOf(analysis.reference));

/** Paragraphs under their headings, each with what one stage makes of it. */
function bySection(
  analysis: Analysis,
  dump: (paragraph: Paragraph) => readonly string[],
  behind: (section: ProseSection) => readonly string[] = () => [],
): string {
  return analysis.prose.sections
    .flatMap((s) => [
      `§ ${s.headings.at(-1) ?? ''}${s.topic ? ` [${s.topic.id}]` : ''}`,
      ...s.paragraphs.flatMap((p) => dump(p)),
      ...behind(s),
    ])
    .join('\n');
}

function token(t: ProseToken, text: string): string {
  const said = text.slice(t.start, t.end);
  switch (t.kind) {
    case 'number':
      return [
        `${said}:${t.why ?? t.role}`,
        t.power === 0 ? '' : `e${t.power}`,
        t.approximate ? '约' : '',
        t.printed ? '' : '✗',
      ].join('');
    case 'year':
      return `${said}:${t.value}`;
    case 'word':
      return `${said}:${t.cls}${t.value === '' || t.value === said ? '' : `=${t.value}`}`;
    case 'name':
      return `[${said}]`;
    case 'mark':
      return `${said}:mark${t.inner ? '.' : ''}`;
    case 'punct':
      return said;
    default:
      return t.kind === 'text' ? `_${said}` : `${said}:${t.kind}`;
  }
}

/** Tokens of the flat text, a line a sentence. */
export function dumpProseTokens(analysis: Analysis): string {
  return bySection(analysis, (p) =>
    tokensOf(analysis, p)
      .map((t) => token(t, p.flat.text))
      .join(' ')
      .split(/(?<= 。) /)
      .map((line, i) => `${i === 0 ? '¶ ' : '  '}${line}`),
  );
}

/** A field of an event, short: phrases by their text, numbers as printed. */
function field(value: unknown, text: string): string {
  if (Array.isArray(value)) return `[${value.map((v) => field(v, text)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { start, end, pieces, ...rest } = value as Record<string, unknown>;
  if ('printed' in rest || 'cls' in rest || 'sign' in rest)
    return `${'sign' in rest ? (rest.sign === 1 ? '↑' : '↓') : ''}${text.slice(start as number, end as number)}`;
  if (pieces) {
    const { path, parts } = rest as { path: { name: string; level: string }[]; parts: string[] };
    return [
      `“${(pieces as string[]).join('·')}”`,
      path.map((l) => `/${l.name}${l.level}`).join(''),
      parts.length > 1 ? `=${parts.join('+')}` : '',
    ].join('');
  }
  return `{${fields(rest, text)}}`;
}

function fields(from: Record<string, unknown>, text: string): string {
  return Object.entries(from)
    .filter(([, v]) => v !== undefined && v !== false && !(Array.isArray(v) && v.length === 0))
    .map(([k, v]) => (v === true ? k : `${k} ${field(v, text)}`))
    .join(' ');
}

function event(e: ProseEvent, text: string): string {
  const { t, start, end, ...rest } = e as ProseEvent & Record<string, unknown>;
  if (t === 'end') return text.slice(start, end) || String((e as { c: string }).c);
  return `${t} ${fields(rest, text)}`.trim();
}

/** What each clause says by itself: commas and the like end a line. */
export function dumpEvents(analysis: Analysis): string {
  return bySection(analysis, (p) => {
    const { text } = p.flat;
    const lines: string[] = ['¶'];
    let open = false;
    const read = { tokens: tokensOf(analysis, p), text };
    for (const e of readEvents(read, patternsOf(analysis.reference.prose))) {
      const said = event(e, text);
      if (open) lines[lines.length - 1] += e.t === 'end' ? ` ${said}` : ` | ${said}`;
      else lines.push(`  ${said}`);
      open = e.t !== 'end';
    }
    return lines;
  });
}

function bound({ binding }: ProseFigure): string {
  const cells = binding.cell ? [binding.cell, ...(binding.others ?? [])].map(nameOf).join(' & ') : '';
  return `→ ${cells}${binding.indicator ? `@${binding.indicator}` : ''}${binding.doubtful ? '?' : ''} (${binding.reason})`;
}

function against(s: Statement): string {
  const a = againstOf(s);
  return a ? `against ${a.with}${a.measure ? ` ${a.measure}` : ''}${a.year ? ` ${a.year}` : ''}` : '';
}

/** The two amounts that a statement holds against each other, and others that the second may be. */
function measured(s: MeasuredStatement): string[] {
  const [first, ...rest] = s.kind === 'share' ? s.bases : [];
  return [
    s.current ? `of ${nameOf(s.current)}` : '',
    s.base ? `by ${nameOf(s.base)}` : '',
    first ? `or ${[first, ...rest].map(nameOf).join(' or ')}` : '',
  ];
}

/** As printed, unit and all. */
const printed = ({ raw, unitText }: ProseFigure) => (raw.endsWith(unitText) ? raw : `${raw}${unitText}`);

function statement(s: Statement): string {
  const { figure } = s;
  const facts = [
    s.kind,
    figure ? printed(figure) : '',
    figure?.approximate ? '约' : '',
    figure?.lacks ? `lacks ${figure.lacks}` : '',
    figure?.slip ? `slip ${figure.slip.text}` : '',
    `“${s.subjectText}”`,
    measureOf(s) ?? '',
    'year' in s && s.year !== undefined ? `${s.year}` : '',
    s.kind === 'value' && !s.named ? 'unnamed' : '',
    isPast(s) ? 'past' : '',
    s.inReason ? 'reason' : '',
    'each' in s && s.each ? 'each' : '',
    s.kind === 'flat' && s.roughly ? 'roughly' : '',
    directionOf(s) ? (directionOf(s)?.sign === 1 ? '↑' : '↓') : '',
    against(s),
    ...(isMeasured(s) ? measured(s) : []),
    'change' in s && s.change ? `change ${s.change.figure.raw}` : '',
    s.kind === 'share' && s.guessed ? 'guessed' : '',
    isMeasured(s) && s.reason ? `✗ ${s.reason}` : '',
    figure && (s.kind === 'value' || s.kind === 'count' || figure.binding.cell) ? bound(figure) : '',
  ];
  return facts.filter((f) => f !== '').join(' ');
}

function list({ total, parts, shares, word, direct }: PartList): string {
  const said = (s: Statement) => s.figure?.raw ?? s.subjectText;
  return `Σ ${said(total)} = ${parts.map(said).join(' + ')}${
    shares.length > 0 ? ` (${shares.map(said).join(', ')})` : ''
  } ${word}${direct ? ' direct' : ''}`;
}

/** Statements, with what each is bound to and measured by; then the lists that they make. */
export function dumpStatements(analysis: Analysis): string {
  const inStatement = new Set(analysis.prose.statements.map((s) => s.figure));
  return bySection(
    analysis,
    () => [],
    (section) => [
      ...section.statements.map((s) => `  ${statement(s)}`),
      ...section.figures.filter((f) => !inStatement.has(f)).map((f) => `  alone ${f.role} ${printed(f)}`),
      ...section.lists.map((l) => `  ${list(l)}`),
      ...section.names.map((n) => `  names of ${n.of.subjectText}: ${n.names.map((x) => x.text).join('、')}`),
    ],
  );
}
