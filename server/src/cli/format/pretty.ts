/** `--format pretty`: for a person at a terminal, with the line that a finding speaks of. */
import { splitLines } from '../../base/lines.ts';
import { type CheckedFile, type FileResult, isUnreadable, relatedPath } from '../check.ts';
import type { Finding, Severity } from '../engine.ts';
import type { Io, OutStream } from '../io.ts';
import type { Say } from '../text.ts';
import { excerpt, harmless } from '../width.ts';

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
export function painter(stream: OutStream, env: Io['env']): Paint {
  const wanted = env.NO_COLOR
    ? false
    : env.FORCE_COLOR !== undefined
      ? env.FORCE_COLOR !== '0'
      : Boolean(stream.isTTY) && env.TERM !== 'dumb';
  if (!wanted) return (_, text) => text;
  return (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
}

export const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'grey',
};

export interface PrettyOptions {
  readonly coverage: boolean;
}

export function toPretty(results: readonly FileResult[], io: Io, say: Say, options: PrettyOptions): string {
  const paint = painter(io.stdout, io.env);
  const width = Math.max(40, Math.min(io.stdout.columns ?? 120, 160));
  let out = '';
  for (const result of results) {
    if (isUnreadable(result)) {
      out += `${paint('bold', harmless(result.path))}: ${paint('red', say('cli.unreadable'))} ${harmless(result.error)}\n\n`;
      continue;
    }
    const lines = splitLines(result.text).map((l) => l.text);
    for (const finding of result.findings) out += findingText(finding, result, lines, width, paint, io, say);
    if (options.coverage) out += coverageText(result, paint, say);
  }
  return out + summary(results, paint, say, options);
}

function findingText(
  finding: Finding,
  file: CheckedFile,
  lines: readonly string[],
  width: number,
  paint: Paint,
  io: Io,
  say: Say,
): string {
  const { start, end } = finding.range;
  const style = SEVERITY_STYLE[finding.severity];
  const place = `${harmless(file.path)}:${start.line + 1}:${start.character + 1}`;
  let out = `${paint('bold', place)}  ${paint(style, say(`cli.severity.${finding.severity}`))} ${paint('dim', finding.rule)}\n`;
  out += indented(finding.message, '  ');
  const number = String(start.line + 1);
  const gutter = ' '.repeat(number.length);
  const empty = start.line === end.line && start.character === end.character;
  const line = lines[start.line];
  if (line !== undefined && !(empty && start.character === 0)) {
    const to = end.line === start.line ? end.character : line.length;
    const piece = excerpt(line, start.character, to, width - number.length - 3);
    out += ` ${paint('grey', `${number} │`)} ${piece.text}\n`;
    out += ` ${paint('grey', `${gutter} │`)} ${' '.repeat(piece.indent)}${paint(style, '^'.repeat(piece.marked))}\n`;
  }
  for (const related of finding.related.slice(0, MOST_RELATED)) {
    const path = relatedPath(related.path, file.path, io);
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
  let out = `${paint('bold', harmless(file.path))}  ${counts(file.coverage, say)}\n`;
  for (const { check, reason, range } of file.coverage.notChecked) {
    const at = range ? `${range.start.line + 1}:${range.start.character + 1} ` : '';
    out += `  ${paint('grey', '?')} ${paint('grey', at)}${harmless(check)}${say('cli.colon')}${harmless(reason)}\n`;
  }
  return `${out}\n`;
}

function counts(
  coverage: Omit<CheckedFile['coverage'], 'notChecked'> & { notChecked: readonly unknown[] },
  say: Say,
): string {
  return say('cli.coverage', {
    passed: String(coverage.passed),
    rounding: String(coverage.rounding),
    broken: String(coverage.broken),
    notApplicable: String(coverage.notApplicable),
    notChecked: String(coverage.notChecked.length),
  });
}

function summary(results: readonly FileResult[], paint: Paint, say: Say, options: PrettyOptions): string {
  const checked = results.filter((r): r is CheckedFile => !isUnreadable(r));
  const number: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of checked) for (const { severity } of findings) number[severity]++;
  const total = { passed: 0, rounding: 0, broken: 0, notApplicable: 0, notChecked: [] as unknown[] };
  for (const { coverage } of checked) {
    total.passed += coverage.passed;
    total.rounding += coverage.rounding;
    total.broken += coverage.broken;
    total.notApplicable += coverage.notApplicable;
    for (const item of coverage.notChecked) total.notChecked.push(item);
  }
  const line = say('cli.summary', {
    files: String(results.length),
    errors: String(number.error),
    warnings: String(number.warning),
    infos: String(number.information),
    hints: String(number.hint),
  });
  const unreadable = results.length - checked.length;
  const style: Style = number.error > 0 || unreadable > 0 ? 'red' : number.warning > 0 ? 'yellow' : 'green';
  let out = `${paint(style, line)}\n${counts(total, say)}\n`;
  if (unreadable > 0) out += `${say('cli.summary.unreadable', { files: String(unreadable) })}\n`;
  if (!options.coverage && total.notChecked.length > 0)
    out += `${paint('grey', say('cli.summary.coverage'))}\n`;
  return out;
}
