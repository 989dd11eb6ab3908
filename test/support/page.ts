/**
 * A rule's page is its test: prose for an accountant, then samples with the findings marked ⟦…⟧.
 *
 *     # rule-id 标题
 *     ```disclosure            a small but whole source; without a mark it gives no finding of the rule
 *     ```disclosure fix        lines that stand in the sample above after the preferred fixes
 *     ```disclosure 文件名      another report, for `上年`/`汇总` of the samples that follow
 *     <!-- not shown: id -->   a message that no sample can show
 */

import type { Analysis, AnalysisOptions } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import type { Range } from '../../server/src/base/range.ts';
import type { Locale, Says } from '../../server/src/messages/index.ts';
import { analyse } from '../../server/src/rules/analyse.ts';

export interface Sample {
  /** Line of the page at which the sample starts, from 1. */
  readonly line: number;
  /** The source without marks. */
  readonly source: string;
  readonly marks: readonly Range[];
  /** Lines that the fixed source holds; undefined where the page shows no fix. */
  readonly fix: readonly string[] | undefined;
}

export interface Page {
  readonly id: string;
  readonly title: string;
  readonly prose: string;
  readonly samples: readonly Sample[];
  /** Reports that samples may link to, by file name. */
  readonly files: ReadonlyMap<string, string>;
  readonly notShown: readonly string[];
}

/** Reads a page. Throws where it is not made as pages are. */
export function readPage(text: string): Page {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const [, id = '', title = ''] = /^# ([a-z0-9-]+) (.+)$/.exec(lines[0] ?? '') ?? [];
  if (id === '') throw new Error('the first line is not `# rule-id 标题`');
  const samples: Sample[] = [];
  const files = new Map<string, string>();
  const notShown: string[] = [];
  let prose = '';
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] as string;
    const open = /^```(\S*)[ \t]*(.*)$/.exec(line);
    if (!open) {
      const hidden = /^<!-- not shown: (.+?) -->$/.exec(line)?.[1];
      if (hidden) notShown.push(...hidden.split(/[,，、\s]+/));
      else prose += `${line}\n`;
      continue;
    }
    const start = at + 1;
    while (++at < lines.length && lines[at] !== '```');
    if (at >= lines.length) throw new Error(`line ${start}: the block is not closed`);
    const body = lines.slice(start, at);
    const word = open[2]?.trim() ?? '';
    if (word === 'fix') {
      const before = samples.at(-1);
      if (!before || before.fix) throw new Error(`line ${start}: a fix without a sample before it`);
      samples[samples.length - 1] = { ...before, fix: body };
    } else if (open[1] !== 'disclosure') prose += `${body.join('\n')}\n`;
    else if (word !== '') files.set(word, `${body.join('\n')}\n`);
    else samples.push({ line: start + 1, fix: undefined, ...unmark(body) });
  }
  return { id, title, prose, samples, files, notShown };
}

/** Takes ⟦ and ⟧ out of a source and tells where they stood. */
export function unmark(lines: readonly string[]): { source: string; marks: Range[] } {
  const marks: Range[] = [];
  let open: Range['start'] | undefined;
  const plain = lines.map((text, line) => {
    let out = '';
    for (const char of text) {
      const here = { line, character: out.length };
      if (char === '⟦') {
        if (open) throw new Error(`⟦ inside ⟦⟧ at line ${line + 1} of the sample`);
        open = here;
      } else if (char === '⟧') {
        if (!open) throw new Error(`⟧ without ⟦ at line ${line + 1} of the sample`);
        marks.push({ start: open, end: here });
        open = undefined;
      } else out += char;
    }
    return out;
  });
  if (open) throw new Error('⟦ without ⟧');
  return { source: `${plain.join('\n')}\n`, marks };
}

/** A source with ranges marked, for a test's report. */
export function mark(source: string, ranges: readonly Range[]): string {
  const lines = source.split('\n');
  const places = ranges.flatMap(({ start, end }) => [
    { ...end, mark: '⟧' },
    { ...start, mark: '⟦' },
  ]);
  // From the end, so that the places before stay valid; of an empty range the closing mark comes first.
  places.sort((a, b) => b.line - a.line || b.character - a.character || (a.mark === '⟧' ? -1 : 1));
  for (const { line, character, mark: sign } of places) {
    const text = lines[line] ?? '';
    lines[line] = text.slice(0, character) + sign + text.slice(character);
  }
  return lines.join('\n');
}

/** The analysis of a sample of a page. */
export function analysePage(page: Page, source: string, locale: Locale = 'zh'): Analysis {
  const links: NonNullable<AnalysisOptions['links']> = {
    get: (path) => {
      if (path.startsWith('../')) return 'outside';
      const file = page.files.get(path);
      if (file === undefined) return 'missing';
      return analyse(file, { locale });
    },
  };
  return analyse(source, { locale, links });
}

export function findingsOf(analysis: Analysis, rule: string): Finding[] {
  return analysis.findings.filter((f) => f.rule === rule);
}

/** Each range once, in order. */
export function placesOf(findings: readonly Finding[]): Range[] {
  const seen = new Map<string, Range>();
  for (const { range } of findings) seen.set(JSON.stringify([range.start, range.end]), range);
  return [...seen.values()];
}

/** The messages whose words a text may be. */
export function messagesIn(text: string, says: Says): string[] {
  return Object.entries(says).flatMap(([what, { zh }]) => {
    const pattern = zh
      .trim()
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('[^]*');
    return new RegExp(`^${pattern}$`, 'u').test(text) ? [what] : [];
  });
}

/** Applies the preferred fix of each finding, or the first; fixes that touch each other once. */
export function applyFixes(analysis: Analysis, findings: readonly Finding[]): string {
  const edits = findings.flatMap((f) => (f.fixes.find((x) => x.preferred) ?? f.fixes[0])?.edits ?? []);
  const lines = analysis.text.split('\n');
  const offset = (line: number, character: number) =>
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + character;
  const spans = edits
    .map(({ range: { start, end }, newText }) => ({
      from: offset(start.line, start.character),
      to: offset(end.line, end.character),
      newText,
    }))
    .sort((a, b) => a.from - b.from);
  let out = '';
  let at = 0;
  for (const { from, to, newText } of spans) {
    if (from < at) continue;
    out += analysis.text.slice(at, from) + newText;
    at = to;
  }
  return out + analysis.text.slice(at);
}
