/** Tree → report: front matter, sections, tables, glossary, waivers (language.md §2, §3, §8, §10). */

import { finish, type Steps } from '../base/steps.ts';
import type { Reference } from '../reference/index.ts';
import type { Block, Tree } from '../syntax/tree.ts';
import { readFront, statusOf } from './report/front.ts';
import { readGlossary } from './report/glossary.ts';
import { buildSections } from './report/sections.ts';
import { readTables, withEarlier } from './report/tables.ts';
import type { Earlier, FrontMatter, ReadingOptions, Report, TableCache } from './report/types.ts';
import { readFormulas, readWaivers } from './report/waivers.ts';

export { frontOf, STATUS_WORDS } from './report/front.ts';
export { codePathOf, isGlossaryHeading } from './report/glossary.ts';
export type {
  Earlier,
  FormulaLine,
  FrontEntry,
  FrontMatter,
  GlossaryItem,
  PlacedTable,
  ReadingOptions,
  Report,
  ReportStatus,
  Section,
  TableCache,
  Waiver,
} from './report/types.ts';

/** Builds the report model of a tree. */
export function buildReport(tree: Tree, reference: Reference, cache?: TableCache): Report {
  return finish(reportSteps(tree, { reference }, cache));
}

/**
 * The same in steps.
 * @param cache tables that were read before
 */
export function* reportSteps(
  tree: Tree,
  { reference, published }: ReadingOptions,
  cache: TableCache = new WeakMap(),
  earlier?: Earlier,
): Steps<Report> {
  const lines = new Map<Block, number>();
  for (const { block, line } of tree.blocks) lines.set(block, line);
  const sections = buildSections(tree);
  const stated = readFront(tree, sections.all);
  const front: FrontMatter = published ? { ...stated, status: 'published' } : stated;
  const read = yield* readTables(tree, { sections: sections.all, front }, reference, cache);
  const tables = earlier ? withEarlier(read, lines, cache, earlier) : read;
  return {
    tree,
    front,
    status: front.status ?? statusOf(front, tables),
    sections: sections.roots,
    allSections: sections.all,
    tables,
    glossary: readGlossary(tree, sections.all),
    waivers: readWaivers(tree),
    formulas: readFormulas(tree, tables),
    lineOf: (block) => lines.get(block) ?? 0,
  };
}
