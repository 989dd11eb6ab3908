/** The tables of a report, read again only where an edit asks for it. */

import { foldName } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import type { Steps } from '../../base/steps.ts';
import type { Reference } from '../../reference/index.ts';
import type { Form } from '../../reference/types.ts';
import { headingText, type Line, pairsOf, trimEnd } from '../../syntax/line.ts';
import type { Block, Tree } from '../../syntax/tree.ts';
import { Surroundings } from '../presence.ts';
import { reconcile } from '../reconcile.ts';
import { buildTable } from '../table.ts';
import type { TableContext, TableModel } from '../types.ts';
import type { Earlier, FrontMatter, PlacedTable, Section, TableCache } from './types.ts';

export function* readTables(
  tree: Tree,
  { sections, front }: { readonly sections: readonly Section[]; readonly front: FrontMatter },
  reference: Reference,
  cache: TableCache,
): Steps<PlacedTable[]> {
  const tables: PlacedTable[] = [];
  let heading: { text: string; line: number } | undefined;
  let prose: { text: string; line: number } | undefined;
  const surroundings = new Surroundings(tree, reference, front.status === 'published');
  let section = -1;
  for (const [at, { block, line }] of tree.blocks.entries()) {
    if (block.kind === 'heading') {
      section++;
      heading = { text: headingText(block.lines[0] as Line).text, line };
      prose = undefined;
    } else if (block.kind === 'paragraph') {
      const last = block.lines.length - 1;
      prose = { text: trimEnd((block.lines[last] as Line).text).trim(), line: line + last };
    } else if (block.kind === 'table') {
      const title = titleOf(heading, bareTitle(block, line, front, reference) ?? prose, front, reference);
      const said = surroundings.of(at);
      const contextOf = (form: Form | undefined): TableContext => ({
        presence: said(form),
        title: title?.text ?? '',
        titleLine: title?.line,
        unitName: front.unit,
        moneyUnit: front.moneyUnit,
        kind: front.kind,
        year: front.year,
      });
      let table = cache.get(block);
      const context = contextOf(table?.form);
      // A title's line moves with edits above; nothing in the table depends on it but navigation.
      if (!table || !sameContext(table.context, context)) {
        table = yield* buildTable(block, context, reference);
        // What is said of a table is found by its form, and the form by reading it.
        const told = contextOf(table.form);
        if (!sameContext(told, context)) table = yield* buildTable(block, told, reference);
        cache.set(block, table);
      }
      tables.push({ table, line, section: sections[section] });
    }
  }
  return tables;
}

/** The tables, with those of the earlier report in the place of new readings that differ in amounts alone. */
export function withEarlier(
  read: readonly PlacedTable[],
  lines: ReadonlyMap<Block, number>,
  cache: TableCache,
  { report, changes }: Earlier,
): readonly PlacedTable[] {
  const known = new Set(report.tables.map((t) => t.table));
  const made = read.filter((t) => !known.has(t.table));
  const gone = report.tables.filter((t) => !lines.has(t.table.block));
  if (made.length === 0 || made.length !== gone.length) return read;
  const kept = new Map<TableModel, TableModel>();
  made.forEach(({ table }, i) => {
    const [old, now] = [cache.get((gone[i] as PlacedTable).table.block), cache.get(table.block)];
    const changed = old && now && reconcile(old, now);
    if (!changed) return;
    append(changes, changed);
    cache.set(table.block, old);
    kept.set(table, old);
  });
  return read.map((t) => ({ ...t, table: kept.get(t.table) ?? t.table }));
}

/** A title that stands in a property line beside its pairs (`2022年度支出决算表（表3）    单位：万元`). */
function bareTitle(
  block: Block,
  base: number,
  front: FrontMatter,
  reference: Reference,
): { text: string; line: number } | undefined {
  for (const [i, raw] of block.lines.entries()) {
    if (block.roles[i] !== 'property') continue;
    const bare = pairsOf(raw).find(
      (p) => p.key === '' && reference.forms.match(p.value, front.unit, front.kind).length > 0,
    );
    if (bare) return { text: bare.value, line: base + i };
  }
  return undefined;
}

/** The heading, unless a line of prose between it and the rows names a table and the heading does not. */
function titleOf(
  heading: { text: string; line: number } | undefined,
  prose: { text: string; line: number } | undefined,
  front: FrontMatter,
  reference: Reference,
): { text: string; line: number } | undefined {
  const candidate = prose && prose.text.length <= 60 && !/[。；，：]/.test(prose.text) ? prose : undefined;
  if (!heading) return candidate;
  if (!candidate) return heading;
  const knows = (text: string) => reference.forms.match(text, front.unit, front.kind).length > 0;
  if (
    knows(candidate.text) ||
    (/表$/.test(foldName(candidate.text).replace(/\(.*\)$/, '')) && !knows(heading.text))
  )
    return candidate;
  return heading;
}

function sameContext(a: TableContext, b: TableContext): boolean {
  return (
    a.title === b.title &&
    a.unitName === b.unitName &&
    a.moneyUnit === b.moneyUnit &&
    a.kind === b.kind &&
    a.year === b.year &&
    a.presence.saidEmpty === b.presence.saidEmpty &&
    a.presence.published === b.presence.published &&
    a.presence.lacks.rows === b.presence.lacks.rows &&
    a.presence.lacks.columns === b.presence.lacks.columns
  );
}
