/** `--format pretty`: for a person at a terminal, with the line that a finding speaks of. */
import { splitLines } from '../../base/lines.ts';
import { originWords, placeWords } from '../../messages/place-words.ts';
import {
  type CheckedFile,
  type FileResult,
  isUnreadable,
  type PlacedFinding,
  relatedPath,
  type Tally,
  tallyOf,
} from '../check.ts';
import { type Severity, tableCount } from '../engine.ts';
import type { Io, OutStream } from '../io.ts';
import type { Say } from '../text.ts';
import { excerpt, harmless } from '../width.ts';
import type { Format } from './format.ts';

/** Places of one finding that a terminal shows; the other formats hold all of them. */
const MOST_RELATED = 8;

/** Colours, or none. */
export type Paint = (style: Style, text: string) => string;
type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'grey';

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [36, 39],
  green: [32, 39],
  grey: [90, 39],
};

/** Colours where a terminal shows them; NO_COLOR and FORCE_COLOR (no-color.org) have the last word. */
export function wantsColour(stream: OutStream, env: Io['env']): boolean {
  return env.NO_COLOR
    ? false
    : env.FORCE_COLOR !== undefined
      ? env.FORCE_COLOR !== '0'
      : Boolean(stream.isTTY) && env.TERM !== 'dumb';
}

export function painter(stream: OutStream, env: Io['env']): Paint {
  return painterOf(wantsColour(stream, env));
}

export function painterOf(colour: boolean): Paint {
  if (!colour) return (_, text) => text;
  return (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
}

export const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'grey',
};

export interface PrettyOptions {
  readonly cwd: string;
  /** Columns. */
  readonly width: number;
  readonly coverage: boolean;
}

/** Columns of a terminal, within what can be read. */
export function widthOf(stream: OutStream): number {
  return Math.max(40, Math.min(stream.columns ?? 120, 160));
}

export function prettyFormat(options: PrettyOptions, paint: Paint, say: Say): Format<string> {
  return {
    part: (result) => fileText(result, options, paint, say),
    begin: () => '',
    add: (part) => part,
    end: (tally) => summary(tally, paint, say, options),
  };
}

function fileText(result: FileResult, options: PrettyOptions, paint: Paint, say: Say): string {
  if (isUnreadable(result)) {
    return `${paint('bold', harmless(result.path))}: ${paint('red', say('cli.unreadable'))} ${harmless(result.error)}\n\n`;
  }
  let out = '';
  const lines = result.findings.length > 0 ? splitLines(result.text).map((l) => l.text) : [];
  for (const finding of result.findings)
    out += findingText(finding, { path: result.path, lines }, options, { paint, say });
  if (options.coverage) out += coverageText(result, paint, say);
  return out;
}

function findingText(
  finding: PlacedFinding,
  file: { readonly path: string; readonly lines: readonly string[] },
  { width, cwd }: PrettyOptions,
  { paint, say }: { readonly paint: Paint; readonly say: Say },
): string {
  const { start, end } = finding.range;
  const style = SEVERITY_STYLE[finding.severity];
  const place = `${harmless(file.path)}:${start.line + 1}:${start.character + 1}`;
  let out = `${paint('bold', place)}  ${paint(style, say(`cli.severity.${finding.severity}`))} ${paint('dim', finding.rule)}\n`;
  out += indented(finding.message, '  ');
  const number = String(start.line + 1);
  const gutter = ' '.repeat(number.length);
  const empty = start.line === end.line && start.character === end.character;
  const line = file.lines[start.line];
  if (line !== undefined && !(empty && start.character === 0)) {
    const to = end.line === start.line ? end.character : line.length;
    const piece = excerpt(line, start.character, to, width - number.length - 3);
    out += ` ${paint('grey', `${number} │`)} ${piece.text}\n`;
    out += ` ${paint('grey', `${gutter} │`)} ${' '.repeat(piece.indent)}${paint(style, '^'.repeat(piece.marked))}\n`;
  }
  // A file alone says nothing that the path does not.
  if (finding.origin && placeWords(finding.origin, say) !== '') {
    const origin = harmless(originWords(finding.origin, say));
    out += ` ${gutter} ${paint('grey', `· ${say('origin.at', { origin })}`)}\n`;
  }
  for (const related of finding.related.slice(0, MOST_RELATED)) {
    const path = relatedPath(related.path, file.path, cwd);
    const at = `${related.range.start.line + 1}:${related.range.start.character + 1}`;
    const where = path === file.path ? at : `${harmless(path)}:${at}`;
    out += ` ${gutter} ${paint('grey', '·')} ${paint('grey', where)} ${harmless(related.message)}\n`;
  }
  const more = finding.related.length - MOST_RELATED;
  if (more > 0) out += ` ${gutter} ${paint('grey', `· ${say('cli.more', { count: String(more) })}`)}\n`;
  for (const fix of finding.fixes) {
    const label = fix.preferred || finding.fixes.length === 1 ? say('cli.fix') : say('cli.fix.or');
    out += ` ${gutter} ${paint('green', '+')} ${label}${harmless(fix.title)}\n`;
  }
  return `${out}\n`;
}

function indented(text: string, indent: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `${indent}${harmless(line)}\n`)
    .join('');
}

function coverageText(file: CheckedFile, paint: Paint, say: Say): string {
  let out = `${paint('bold', harmless(file.path))}  ${counts(tallyOf(file).coverage, say)}\n`;
  const { all, filled } = tableCount(file.tables);
  if (filled < all)
    out += `  ${paint('grey', say('cli.tables', { all: String(all), filled: String(filled) }))}\n`;
  for (const { check, reason, range } of file.coverage.notChecked) {
    const at = range ? `${range.start.line + 1}:${range.start.character + 1} ` : '';
    out += `  ${paint('grey', '?')} ${paint('grey', at)}${harmless(check)}${say('cli.colon')}${harmless(reason)}\n`;
  }
  return `${out}\n`;
}

function counts(coverage: Tally['coverage'], say: Say): string {
  return say('cli.coverage', {
    passed: String(coverage.passed),
    rounding: String(coverage.rounding),
    broken: String(coverage.broken),
    notApplicable: String(coverage.notApplicable),
    notChecked: String(coverage.notChecked),
  });
}

function summary(tally: Tally, paint: Paint, say: Say, options: PrettyOptions): string {
  const { severities, unreadable } = tally;
  const line = say('cli.summary', {
    files: String(tally.files),
    errors: String(severities.error),
    warnings: String(severities.warning),
    infos: String(severities.information),
    hints: String(severities.hint),
  });
  const style: Style =
    severities.error > 0 || unreadable > 0 ? 'red' : severities.warning > 0 ? 'yellow' : 'green';
  let out = `${paint(style, line)}\n${counts(tally.coverage, say)}\n`;
  if (unreadable > 0) out += `${say('cli.summary.unreadable', { files: String(unreadable) })}\n`;
  if (!options.coverage && tally.coverage.notChecked > 0)
    out += `${paint('grey', say('cli.summary.coverage'))}\n`;
  return out;
}
