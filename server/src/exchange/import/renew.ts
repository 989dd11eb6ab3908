/**
 * Last year's text as this year's: its years moved on, and what no table bears out marked for a person, so that no
 * figure of last year stays unseen.
 */
import { applyEdits } from '../../base/edits.ts';
import { pushTo } from '../../base/maps.ts';
import { message } from '../../messages/index.ts';
import { type Analysis, nextYear, open, unconfirmed } from '../../service.ts';
import type { Imported, NamedImport, Remark, Renewal } from './types.ts';
import { finish, TODO } from './write.ts';

export interface Renewed {
  readonly text: string;
  readonly from: number;
  readonly year: number;
  /** What 上年 says. */
  readonly lastYear: string | undefined;
  /** The lines whose years were left, as they stand. */
  readonly left: ReadonlySet<string>;
}

/** The text with its years moved on; undefined where it tells no year, or that year already. */
export function renewed(file: string, analysis: Analysis, { year, lastYear }: Renewal): Renewed | undefined {
  const path = lastYear?.(file);
  const made = nextYear(analysis, year, path);
  if (!made) return undefined;
  const text = applyEdits(analysis.text, made.edits);
  // Lines of the front matter may have come in between: what was left is known by its words.
  const edited = new Map<number, string>();
  for (const line of made.left) {
    const own = made.edits.filter((e) => e.range.start.line === line);
    const moved = own.map((e) => ({
      newText: e.newText,
      range: { start: { ...e.range.start, line: 0 }, end: { ...e.range.end, line: 0 } },
    }));
    edited.set(line, applyEdits(analysis.tree.lines[line]?.text ?? '', moved));
  }
  return {
    text,
    from: analysis.report.front.year as number,
    year,
    lastYear: path,
    left: new Set(edited.values()),
  };
}

/** How many figures a mark names. */
const MOST_NAMED = 8;

/**
 * Puts a comment over each paragraph that a person must go through.
 * @param before the source of last year's report, against which changes are checked
 */
export function marked(
  text: string,
  { from, year, lastYear, left }: Renewed,
  before: string,
): { readonly text: string; readonly remarks: readonly Remark[] } {
  const links = {
    get: (path: string) => (path === lastYear ? open(before) : ('missing' as const)),
  };
  const analysis = open(text, { links });
  const marks = new Map<number, string[]>();
  for (const { line, figures } of unconfirmed(analysis)) {
    const named = figures.slice(0, MOST_NAMED).join('、');
    pushTo(
      marks,
      line,
      message('zh', 'import.mark.renew', {
        figures:
          figures.length > MOST_NAMED
            ? message('zh', 'import.mark.more', { figures: named, count: String(figures.length) })
            : named,
        year: String(year),
      }),
    );
  }
  const { lines } = analysis.tree;
  lines.forEach((line, i) => {
    if (left.has(line.text)) pushTo(marks, i, message('zh', 'import.mark.years', {}));
  });
  const out = lines.flatMap((line, i) => [
    ...(marks.get(i) ?? []).map((words) => `// ${TODO}${words}\n`),
    line.text + line.eol,
  ]);
  return {
    text: out.join(''),
    remarks: [
      {
        id: 'import.renewed',
        data: { from: String(from), to: String(year), count: String(marks.size) },
      },
    ],
  };
}

/** A single file's text as another year's. */
export function renewedImport({ name, made }: NamedImport, renewal: Renewal): Imported {
  const own = renewed(name, open(made.text), renewal);
  if (!own) return made;
  const { text, remarks } = marked(own.text, own, made.text);
  const kept = made.places ? { places: made.places } : {};
  const told = [...made.remarks.filter((r) => r.id !== 'import.doubts'), ...remarks];
  return { ...finish(text, told, made.marks), ...kept };
}
