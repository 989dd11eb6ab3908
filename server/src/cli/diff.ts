/** `diff`: two reports compared by what they say. */
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Locale } from '../messages/index.ts';
import { writeWhole } from '../node/write.ts';
import {
  type ComparedText,
  type Comparison,
  compareReports,
  comparisonSummary,
  countsOf,
  movedText,
  type WordRun,
} from '../service.ts';
import { type Analysis, type AnalysisOptions, open } from './engine.ts';
import { mayEnd, readSource, shownPath, systemMessage } from './files.ts';
import { painter } from './format/pretty.ts';
import { EXIT, type Exit, type Io, UsageError } from './io.ts';
import type { EngineFlags, Session } from './session.ts';
import type { Say } from './text.ts';
import { harmless, padEnd } from './width.ts';

export interface DiffFlags {
  readonly format: 'pretty' | 'json' | 'html' | 'markdown';
  readonly output?: string;
}

/** @returns 0 where they say the same, 1 where they do not */
export async function diffFiles(
  { before, after }: { readonly before: string; readonly after: string },
  flags: EngineFlags & DiffFlags,
  session: Session,
): Promise<Exit> {
  const { io, say } = session;
  const files = [before, after].map((path) => {
    const absolute = resolve(io.cwd, path);
    return { path: shownPath(absolute, io.cwd), absolute };
  });
  const workspace = session.workspaceOf(files, flags);
  const sides: Side[] = [];
  for (const { path, absolute } of files) {
    try {
      sides.push(await sideOf(path, absolute, await workspace.of(absolute), say));
    } catch (error) {
      throw new UsageError(`${harmless(path)}${say('cli.colon')}${systemMessage(error, say)}`);
    }
  }
  const [a, b] = sides;
  if (!a || !b) return EXIT.usage;
  const comparison = comparable(a, b, io, say);
  const text =
    flags.format === 'pretty'
      ? pretty(comparison, [a, b], io, say)
      : await written(comparison, flags.format, session.locale);
  if (flags.output === undefined || flags.output === '-') io.stdout.write(text);
  else {
    const target = resolve(io.cwd, flags.output);
    try {
      await writeWhole(target, text);
    } catch (error) {
      throw new UsageError(`${harmless(flags.output)}${say('cli.colon')}${systemMessage(error, say)}`);
    }
  }
  return comparison.tables.length + comparison.sentences.length === 0 ? EXIT.clean : EXIT.findings;
}

/** One of the two: what it says, and how a line of it is named. */
interface Side {
  readonly analysis: Analysis;
  readonly place: (line: number) => string;
}

/** A source as it is, a file of any other format as import reads it. */
async function sideOf(path: string, absolute: string, options: AnalysisOptions, say: Say): Promise<Side> {
  if (path.toLowerCase().endsWith('.disclosure') || !(await isImportable(path))) {
    const { text } = await readSource(absolute, say);
    return { analysis: open(text, options), place: (line) => `${path}:${line + 1}` };
  }
  // biome-ignore lint/style/noRestrictedImports: loaded for files of other formats alone
  const { importSource, ImportError, LIMITS, Trace } = await import('../exchange/import/index.ts');
  const { placeWords } = await import('../review/index.ts');
  const info = await stat(absolute);
  if (!mayEnd(absolute, info)) throw new Error(say('cli.read.special'));
  if (info.size > LIMITS.bytes) throw new Error(say('import.too-big'));
  try {
    const { text, places } = await importSource(path, new Uint8Array(await readFile(absolute)));
    const trace = places && new Trace(text, places);
    const lines = text.split('\n');
    const place = (line: number) => {
      const end = { line, character: lines[line]?.length ?? 0 };
      const at = trace && placeWords(trace.at({ start: { line, character: 0 }, end }), say);
      return at ? `${path} ${at}` : path;
    };
    return { analysis: open(text, options), place };
  } catch (error) {
    if (error instanceof ImportError) throw new Error(say(error.id, error.data));
    throw error;
  }
}

async function isImportable(path: string): Promise<boolean> {
  // biome-ignore lint/style/noRestrictedImports: as above
  const { IMPORTABLE } = await import('../exchange/import/index.ts');
  return IMPORTABLE.includes(extname(path).toLowerCase());
}

/**
 * What two say differently. Beside tables alone, such as those of a 批复 or an export, sentences and further tables are no
 * differences; that they were not compared is told.
 */
function comparable(a: Side, b: Side, io: Io, say: Say): Comparison {
  const comparison = compareReports(a.analysis, b.analysis);
  const isTables = (side: Side) => side.analysis.report.tables.length > 0 && !speaks(side.analysis);
  if (isTables(a) === isTables(b)) return comparison;
  const { tables } = comparison;
  const left = tables.filter((t) => t.state !== 'changed').map((t) => t.title);
  if (left.length > 0)
    io.stderr.write(`${say('compare.not-in-both', { names: harmless(left.join('、')) })}\n`);
  const both = tables.filter((t) => t.state === 'changed');
  return { ...comparison, tables: both, sentences: [], counts: countsOf(both, []) };
}

/** Whether a report has sentences with figures. */
function speaks({ prose }: Analysis): boolean {
  return prose.figures.length > 0;
}

async function written(
  comparison: Comparison,
  format: 'json' | 'html' | 'markdown',
  locale: Locale,
): Promise<string> {
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const { writeComparison } = await import('../exchange/compare/index.ts');
  return writeComparison(comparison, format, locale);
}

/** For a terminal: figures by table, sentences by section, each with its line. */
function pretty(comparison: Comparison, [from, to]: readonly [Side, Side], io: Io, say: Say): string {
  const paint = painter(io.stdout, io.env);
  const minus = (line: number, text: string) =>
    `${paint('red', `- ${harmless(from.place(line))}  ${harmless(text)}`)}\n`;
  const plus = (line: number, text: string) =>
    `${paint('green', `+ ${harmless(to.place(line))}  ${harmless(text)}`)}\n`;
  let out = '';
  for (const table of comparison.tables) {
    out += `${paint('bold', harmless(table.title))}\n`;
    if (table.state !== 'changed') out += `  ${say(`compare.table-${table.state}`)}\n`;
    for (const f of table.figures) {
      const what = padEnd(`${f.row} · ${f.column}`, 44);
      const values = `${f.before?.text || '—'} → ${f.after?.text || '—'}`;
      const more = [f.difference, f.rate].filter((t) => t !== undefined).join('  ');
      const line = f.after?.line ?? f.before?.line ?? 0;
      out += `  ${harmless(what)}  ${harmless(values)}  ${paint('dim', `${more}  ${harmless((f.after ? to : from).place(line))}`)}\n`;
    }
    for (const r of table.rows) {
      if (r.before) out += `  ${minus(r.before.line, r.before.text)}`;
      if (r.after) out += `  ${plus(r.after.line, r.after.text)}`;
    }
  }
  return `${out}${sentencesText(comparison, { paint, minus, plus }, say)}${comparisonSummary(comparison, say)}\n`;
}

interface Lines {
  readonly paint: ReturnType<typeof painter>;
  minus(line: number, text: string): string;
  plus(line: number, text: string): string;
}

/** Sentences by section; of one that was moved where it stood. */
function sentencesText({ sentences }: Comparison, { paint, minus, plus }: Lines, say: Say): string {
  let out = '';
  let section: string | undefined;
  for (const s of sentences) {
    if (s.section !== section) {
      section = s.section;
      out += `${paint('bold', harmless(section === '' ? say('compare.opening') : section))}\n`;
    }
    if (s.from !== undefined || s.state === 'moved') out += `  ${harmless(movedText(s.from, say))}\n`;
    if (s.before && s.state !== 'moved')
      out += `  ${minus(s.before.line, wordsText(s.words?.before, s.before))}`;
    if (s.after) out += `  ${plus(s.after.line, wordsText(s.words?.after, s.after))}`;
  }
  return out;
}

/** A sentence with its changed words in brackets, which need no colour to be seen. */
function wordsText(runs: readonly WordRun[] | undefined, { text }: ComparedText): string {
  if (!runs?.some((run) => !run.changed)) return text;
  return runs.map((run) => (run.changed ? `[${run.text}]` : run.text)).join('');
}
