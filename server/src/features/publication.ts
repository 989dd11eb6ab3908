/**
 * The report as it is published: a document of headings, paragraphs, tables with nested headers, notes and charts.
 * Every export and the preview draw this one; nothing of the source's own writing (marks, comments, waivers,
 * `勾稽：` lines, front matter) is left in it.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { KEY, MARK, UNPRINTED_KEYS } from '../base/keys.ts';
import { append, largest } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import { saysMoneyUnit } from '../base/titles.ts';
import type { FrontMatter, PlacedTable } from '../model/report.ts';
import type { TableModel } from '../model/types.ts';
import { headingText, type Line, markEnd, pairsOf, trimEnd } from '../syntax/line.ts';
import type { Block, PlacedBlock } from '../syntax/tree.ts';
import { chartOf } from './charts.ts';
import { captionOf, goesOn, roleOfPair, titleFrom, widthOf } from './publication/paragraphs.ts';
import { leadingBlanks, runsOf, textOfRuns, trimmed } from './publication/runs.ts';
import { GridWriter } from './publication/table.ts';
import type {
  Part,
  Publication,
  PublishedParagraph,
  PublishedProperty,
  PublishedTable,
  Run,
  Unprinted,
} from './publication/types.ts';
import { sumsOf } from './sums.ts';

export { runsOf, textOfRuns } from './publication/runs.ts';
export { decimalText } from './publication/table.ts';
export type {
  Align,
  CellNumber,
  Part,
  Publication,
  PublishedCell,
  PublishedChart,
  PublishedHeading,
  PublishedParagraph,
  PublishedProperty,
  PublishedRow,
  PublishedTable,
  Run,
  Unprinted,
} from './publication/types.ts';

/** Keys of the front matter that no print shows; 年度 says of which year they are. */
const KEPT_KEYS: ReadonlySet<string> = new Set([KEY.year, ...UNPRINTED_KEYS]);

const publications = new WeakMap<Analysis, Publication>();

/** The report as it is published. */
export function publish(analysis: Analysis): Publication {
  return getOrMake(publications, analysis, () => new Publisher(analysis).publish());
}

class Publisher {
  private readonly tables = new Map<Block, PlacedTable>();

  constructor(private readonly analysis: Analysis) {
    for (const placed of analysis.report.tables) this.tables.set(placed.table.block, placed);
  }

  publish(): Publication {
    const { front } = this.analysis.report;
    const parts: Part[] = [];
    const { blocks } = this.analysis.tree;
    blocks.forEach((placed, i) => {
      append(parts, this.part(placed, i));
    });
    let titleRun = this.titleRun(front);
    // A title that stands in the text too, as Word files bring it, is printed once.
    const [first] = parts;
    const squeezed = (text: string) => text.replace(/\s+/g, '');
    if (
      titleRun &&
      first?.kind === 'paragraph' &&
      squeezed(textOfRuns(first.runs)) === squeezed(titleRun.text)
    ) {
      titleRun = first.runs.length === 1 ? first.runs[0] : titleRun;
      parts.shift();
    }
    return {
      title: titleRun?.text ?? titleFrom(front),
      titleRun,
      unit: front.unit,
      year: front.year,
      reportKind: front.kind,
      parts,
      unprinted: this.unprinted(parts),
    };
  }

  private unprinted(parts: readonly Part[]): Unprinted[] {
    const { report, tree } = this.analysis;
    const found: Unprinted[] = report.front.entries
      .filter((e) => KEPT_KEYS.has(e.key) && e.value !== '')
      .map((e) => ({ key: e.key, beside: '', text: e.value }));
    for (const { line, table } of report.formulas)
      found.push({
        key: MARK.formula,
        beside: table?.table.title ?? '',
        text: tree.lines[line]?.text.trim() ?? '',
      });
    for (const part of parts) {
      if (part.kind !== 'chart') continue;
      const text = tree.lines[part.line]?.text.trim() ?? '';
      found.push({ key: MARK.chart, beside: textOfRuns(part.runs), text });
    }
    return found;
  }

  private titleRun(front: FrontMatter): Run | undefined {
    const entry = front.entries.find((e) => e.key === KEY.title && e.value !== '');
    if (!entry) return undefined;
    const { line, start, end } = entry.valueSpan;
    return { text: entry.value, line, start, end };
  }

  private part({ block, line }: PlacedBlock, index: number): readonly Part[] {
    const end = line + block.lines.length;
    const first = block.lines[0] as Line;
    switch (block.kind) {
      case 'heading': {
        const { start, end: stop } = headingText(first);
        const runs = runsOf(first, line, start, stop);
        return [{ kind: 'heading', line, end, level: first.level, runs, ofTable: this.isTitle(index) }];
      }
      case 'paragraph':
        return this.paragraphs(block, line, 'text');
      case 'chart': {
        const start = markEnd(first);
        const runs = trimmed(runsOf(first, line, start, trimEnd(first.text).length));
        const result = chartOf(this.analysis, textOfRuns(runs));
        // What a person wrote to say what is drawn is no caption.
        return [{ kind: 'chart', line, end, runs: captionOf(runs), result }];
      }
      case 'table': {
        const placed = this.tables.get(block);
        return placed ? [this.table(placed)] : [];
      }
      default:
        return [];
    }
  }

  /** Whether a heading stands right above a table. */
  private isTitle(index: number): boolean {
    const { blocks } = this.analysis.tree;
    for (let i = index + 1; i < blocks.length; i++) {
      const kind = blocks[i]?.block.kind;
      if (kind !== 'blank' && kind !== 'comment') return kind === 'table';
    }
    return false;
  }

  /** Lines joined to paragraphs: a line that goes on in the next is one paragraph with it. */
  private paragraphs(block: Block, base: number, role: 'text' | 'note'): PublishedParagraph[] {
    const found: { line: number; end: number; runs: Run[] }[] = [];
    let before: string | undefined;
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== role) return;
      const text = trimEnd(line.text);
      const last = found.at(-1);
      const start = (text.charCodeAt(0) === 0xfeff ? 1 : 0) + leadingBlanks(text);
      if (start >= text.length) return;
      const runs = runsOf(line, base + i, start, text.length);
      if (last && before !== undefined && goesOn(before, text.slice(start))) {
        append(last.runs, runs);
        last.end = base + i + 1;
      } else found.push({ line: base + i, end: base + i + 1, runs });
      before = text;
    });
    return found.map((p) => ({ kind: 'paragraph', ...p }));
  }

  // ---- tables ----

  private table({ table, line }: PlacedTable): PublishedTable {
    const width = largest(
      table.block.lines.map((l, i) => (table.block.roles[i] === 'row' ? widthOf(l) : 0)),
      Math.max(table.columns.length, 1),
    );
    const grid = new GridWriter(table, line, width, sumsOf(this.analysis, table));
    const rows = [...grid.head(), ...grid.body()];
    return {
      kind: 'table',
      line,
      end: line + table.block.lines.length,
      title: table.title,
      form: table.form?.id,
      properties: this.properties(table, line),
      columns: grid.columns(),
      rows,
      headRows: rows.filter((r) => r.role === 'head' || r.role === 'numbers').length,
      notes: this.paragraphs(table.block, line, 'note'),
    };
  }

  /** The property lines above the rows; the unit of money, where only the front matter names it, is added. */
  private properties(table: TableModel, base: number): PublishedProperty[] {
    const { block } = table;
    const found: PublishedProperty[] = [];
    const first = block.roles.indexOf('row');
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== 'property' || (first >= 0 && i > first)) return;
      const pairs = pairsOf(line);
      for (const pair of pairs) {
        if (pair.key === KEY.form) continue;
        const role = roleOfPair(pair.key, pair.value);
        const runs = trimmed(runsOf(line, base + i, pair.keyStart, Math.max(pair.valueEnd, pair.keyEnd)));
        if (runs.length > 0) found.push({ role, runs });
      }
      if (pairs.length === 0) {
        const runs = trimmed(runsOf(line, base + i, 0, trimEnd(line.text).length));
        if (runs.length > 0) found.push({ role: 'other', runs });
      }
    });
    if (!found.some((p) => p.role === 'unit') && this.owesUnit(table)) {
      const entry = this.analysis.report.front.entries.find((e) => e.key === KEY.moneyUnit && e.value !== '');
      if (entry) {
        const { line, start, end } = entry.valueSpan;
        const key = { line, start: entry.keySpan.start, end: entry.keySpan.end };
        found.push({
          role: 'unit',
          runs: [
            { text: `${entry.key}：`, ...key },
            { text: entry.value, line, start, end },
          ],
        });
      }
    }
    return found;
  }

  /** Whether a table prints money and says nowhere in which unit. */
  private owesUnit(table: TableModel): boolean {
    const said = [table.title, ...table.columns.flatMap((c) => c.path)].some((t) => saysMoneyUnit(t));
    return !said && table.columns.some((c) => c.role === 'value' && !c.count);
  }
}
