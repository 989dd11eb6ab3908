/** `diff`: two reports compared by what they say. */
import { resolve } from 'node:path';
import { writeWhole } from '../node/write.ts';
import { type Comparison, compareReports } from '../service.ts';
import { open } from './engine.ts';
import { type findFiles, readSource, shownPath, systemMessage } from './files.ts';
import { painter } from './format/pretty.ts';
import { EXIT, type Exit, type Io, UsageError } from './io.ts';
import { localeOf, type Say } from './text.ts';
import { harmless, padEnd } from './width.ts';
import type { Workspace } from './workspace.ts';

export interface DiffFlags {
  readonly format: 'pretty' | 'json' | 'html' | 'markdown';
  readonly output?: string;
}

/** @returns 0 where they say the same, 1 where they do not */
export async function diffFiles(
  before: string,
  after: string,
  flags: DiffFlags,
  args: readonly string[],
  io: Io,
  say: Say,
  workspaceOf: (files: Awaited<ReturnType<typeof findFiles>>) => Workspace,
): Promise<Exit> {
  const files = [before, after].map((path) => {
    const absolute = resolve(io.cwd, path);
    return { path: shownPath(absolute, io.cwd), absolute };
  });
  const workspace = workspaceOf(files);
  const analyses = [];
  for (const { path, absolute } of files) {
    try {
      const { text } = await readSource(absolute, say);
      analyses.push(open(text, await workspace.of(absolute)));
    } catch (error) {
      throw new UsageError(`${harmless(path)}${say('cli.colon')}${systemMessage(error, say)}`);
    }
  }
  const [a, b] = analyses;
  if (!a || !b) return EXIT.usage;
  const comparison = compareReports(a, b);
  const text =
    flags.format === 'pretty'
      ? pretty(comparison, files.map((f) => f.path) as [string, string], io, say)
      : await written(comparison, flags.format, localeOf(args, io.env));
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

async function written(
  comparison: Comparison,
  format: 'json' | 'html' | 'markdown',
  locale: ReturnType<typeof localeOf>,
): Promise<string> {
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const { writeComparison } = await import('../exchange/compare/index.ts');
  return writeComparison(comparison, format, locale);
}

/** For a terminal: figures by table, sentences by section, each with its line. */
function pretty(comparison: Comparison, [from, to]: readonly [string, string], io: Io, say: Say): string {
  const paint = painter(io.stdout, io.env);
  const minus = (line: number, text: string) =>
    `${paint('red', `- ${from}:${line + 1}  ${harmless(text)}`)}\n`;
  const plus = (line: number, text: string) =>
    `${paint('green', `+ ${to}:${line + 1}  ${harmless(text)}`)}\n`;
  let out = '';
  for (const table of comparison.tables) {
    out += `${paint('bold', harmless(table.title))}\n`;
    if (table.state !== 'changed') out += `  ${say(`compare.table-${table.state}`)}\n`;
    for (const f of table.figures) {
      const what = padEnd(`${f.row} · ${f.column}`, 44);
      const values = `${f.before?.text || '—'} → ${f.after?.text || '—'}`;
      const more = [f.difference, f.rate].filter((t) => t !== undefined).join('  ');
      const line = f.after?.line ?? f.before?.line ?? 0;
      out += `  ${harmless(what)}  ${harmless(values)}  ${paint('dim', `${more}  ${f.after ? to : from}:${line + 1}`)}\n`;
    }
    for (const r of table.rows) {
      if (r.before) out += `  ${minus(r.before.line, r.before.text)}`;
      if (r.after) out += `  ${plus(r.after.line, r.after.text)}`;
    }
  }
  let section: string | undefined;
  for (const s of comparison.sentences) {
    if (s.section !== section) {
      section = s.section;
      out += `${paint('bold', harmless(section === '' ? say('compare.opening') : section))}\n`;
    }
    if (s.before) out += `  ${minus(s.before.line, s.before.text)}`;
    if (s.after) out += `  ${plus(s.after.line, s.after.text)}`;
  }
  const { tables, sentences, compared } = comparison;
  const data = {
    tables: String(compared.tables),
    all: String(compared.figures),
    figures: String(tables.reduce((n, t) => n + t.figures.length, 0)),
    sentences: String(sentences.length),
  };
  return `${out}${say(tables.length + sentences.length === 0 ? 'compare.same' : 'compare.summary', data)}\n`;
}
