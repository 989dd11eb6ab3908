/**
 * The preview: the parts of a report as HTML, each with a key that changes when it does, so that only what changed is
 * sent. Findings are marked where they stand, and every piece knows its place in the source.
 */
import { hashOf } from '../../base/hash.ts';
import type {
  Analysis,
  Finding,
  Part,
  Publication,
  PublishedCell,
  PublishedTable,
  Run,
  Severity,
} from '../../service.ts';
import { cellsOf, publish } from '../../service.ts';
import { type Decoration, partHtml, runHtml, styled } from './html.ts';
import { sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { escapeHtml } from './text.ts';

export interface PreviewPart {
  /** Two parts of one key are one and the same HTML. */
  readonly key: string;
  /** First line of the source, and the line behind the last; places inside the part count from the first. */
  readonly line: number;
  readonly end: number;
  /** Left out where the reader has it. */
  readonly html?: string;
}

/**
 * The parts of a report.
 * @param known keys that the reader has the HTML of
 */
export async function previewParts(
  analysis: Analysis,
  known: ReadonlySet<string>,
  step: Step = noStep,
): Promise<PreviewPart[]> {
  const publication = publish(analysis);
  const marks = new Marks(analysis.findings);
  const made: PreviewPart[] = [];
  const seen = new Map<string, number>();
  const add = (line: number, end: number, html: string) => {
    const hash = hashOf(html);
    const count = seen.get(hash) ?? 0;
    seen.set(hash, count + 1);
    const key = count === 0 ? hash : `${hash}.${count}`;
    made.push(known.has(key) ? { key, line, end } : { key, line, end, html });
  };
  const title = titleHtml(publication, marks);
  if (title) add(title.line, title.line + 1, title.html);
  const { parts } = publication;
  for (const [i, part] of parts.entries()) {
    const html = await partHtml(part, decorationOf(analysis, part, marks));
    add(part.line, part.end, html + problemHtml(analysis, part));
    await step(i + 1, parts.length);
  }
  return made;
}

function titleHtml(publication: Publication, marks: Marks): { line: number; html: string } | undefined {
  const { title, titleRun } = publication;
  if (title === '' || sameTitle(publication)) return undefined;
  if (!titleRun) return { line: 0, html: `<h1>${escapeHtml(title)}</h1>` };
  const html = `<h1 data-l="0" data-c="${titleRun.start}">${marks.run(titleRun, titleRun.line)}</h1>`;
  return { line: titleRun.line, html };
}

/** Why a chart is not drawn: for the one who writes, not for the reader. */
function problemHtml(analysis: Analysis, part: Part): string {
  if (part.kind !== 'chart' || !('problem' in part.result)) return '';
  const { message, data } = part.result.problem;
  return `<p class="problem" data-l="0" data-c="0">${escapeHtml(analysis.say(message, data))}</p>`;
}

function decorationOf(analysis: Analysis, part: Part, marks: Marks): Decoration {
  return {
    place: (line, start) => ` data-l="${line - part.line}" data-c="${start}"`,
    run: (run) => marks.run(run, part.line),
    cell: (cell) => {
      const column =
        part.kind === 'table' && isEditable(analysis, part, cell) ? ` data-i="${cell.column}"` : '';
      const place = ` data-c="${cell.start}"${column}`;
      // A finding on a blank cell has no text to stand under.
      const blank = cell.runs.length === 0 ? marks.at(cell.line, cell.start, cell.end) : undefined;
      return blank ? `${place} data-mark="${blank.severity}" title="${escapeHtml(blank.text)}"` : place;
    },
  };
}

/** Whether what a cell shows is its source as it stands, so that a person may type over it in the preview. */
function isEditable(analysis: Analysis, { headRows }: PublishedTable, cell: PublishedCell): boolean {
  const line = analysis.tree.lines[cell.line];
  if (cell.row < headRows || line?.kind !== 'bar' || cellsOf(line).length <= cell.column) return false;
  const text = cell.runs.map((run) => (run.bold || run.italic ? '\0' : run.text)).join('');
  return text === line.text.slice(cell.start, cell.end);
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

interface Mark {
  readonly severity: Severity;
  readonly text: string;
}

/** The findings by line. */
class Marks {
  private readonly byLine = new Map<number, Finding[]>();

  constructor(findings: readonly Finding[]) {
    for (const finding of findings) {
      const { start, end } = finding.range;
      // One about the whole file stands nowhere.
      if (start.line === end.line && start.character === end.character && start.character === 0) continue;
      for (let line = start.line; line <= Math.min(end.line, start.line + 200); line++) {
        const list = this.byLine.get(line);
        if (list) list.push(finding);
        else this.byLine.set(line, [finding]);
      }
    }
  }

  /** What is found on a stretch of a line; ends count. */
  at(line: number, start: number, end: number): Mark | undefined {
    return markOf(
      (this.byLine.get(line) ?? []).filter((f) => overlaps(f, line, start, Math.max(end, start + 1))),
    );
  }

  /** A run with what is found on it marked. */
  run(run: Run, base: number): string {
    const findings = this.byLine.get(run.line);
    if (!findings || run.text === '\n') return runHtml(run);
    const exact = run.text.length === run.end - run.start;
    if (!exact) {
      const mark = this.at(run.line, run.start, run.end);
      return mark ? markHtml(mark, runHtml(run), run.line - base, run.start) : runHtml(run);
    }
    const cuts = new Set([run.start, run.end]);
    for (const f of findings) {
      const from = f.range.start.line < run.line ? run.start : f.range.start.character;
      const to = f.range.end.line > run.line ? run.end : f.range.end.character;
      for (const cut of [from, to]) if (cut > run.start && cut < run.end) cuts.add(cut);
    }
    const places = [...cuts].sort((a, b) => a - b);
    let html = '';
    for (let i = 0; i + 1 < places.length; i++) {
      const from = places[i] as number;
      const to = places[i + 1] as number;
      const text = escapeHtml(run.text.slice(from - run.start, to - run.start));
      const mark = markOf(findings.filter((f) => overlaps(f, run.line, from, to)));
      html += mark ? markHtml(mark, text, run.line - base, from) : text;
    }
    return styled(run, html);
  }
}

function overlaps({ range: { start, end } }: Finding, line: number, from: number, to: number): boolean {
  const first = start.line < line ? 0 : start.line > line ? Number.POSITIVE_INFINITY : start.character;
  const last = end.line > line ? Number.POSITIVE_INFINITY : end.line < line ? -1 : end.character;
  // An empty range marks the place that it stands at.
  return first === last ? from <= first && first < to : first < to && from < last;
}

function markOf(findings: readonly Finding[]): Mark | undefined {
  if (findings.length === 0) return undefined;
  const severity = ORDER.find((s) => findings.some((f) => f.severity === s)) ?? 'hint';
  return { severity, text: [...new Set(findings.map((f) => f.message))].join('\n') };
}

function markHtml({ severity, text }: Mark, html: string, line: number, character: number): string {
  return `<mark class="${severity}" title="${escapeHtml(text)}" data-l="${line}" data-c="${character}">${html}</mark>`;
}
