/** What every report tells of beside its tables (机关运行经费, 政府采购 …), and this one does not. */
import type { RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import type { OtherMatters } from '../../reference/types.ts';

/** What is owed and told nowhere. */
export interface MattersOwed {
  readonly titles: readonly string[];
  /** What only some units owe, where the report does not say what its unit is. */
  readonly perhaps: readonly string[];
}

/** So many of them told show that the report has a part for them, under whatever heading. */
const ENOUGH = 2;

/** What a report leaves out of what it owes; nothing where it may be a piece of one. */
export function mattersOwed(analysis: RuleContext): MattersOwed | undefined {
  const matters = analysis.reference.otherMatters;
  const { front } = analysis.report;
  const headings = headingsOf(analysis);
  const written = [...headings, ...sentences(analysis, matters)];
  const tables = namedByTables(analysis);
  const isTold = (names: readonly string[], texts: readonly string[]) =>
    names.some((n) => texts.some((text) => text.includes(foldName(n))));
  // A table of 机关运行经费 tells of it, and is no part that tells of other matters.
  const said = matters.parts.filter((part) => isTold(part.names, written));
  const left = matters.parts.filter((part) => !said.includes(part) && !isTold(part.names, tables));
  const headed = headings.some((text) => matters.heads.some((h) => text.includes(h)));
  if (left.length === 0 || !(headed || said.length >= ENOUGH)) return undefined;
  const nature = front.nature;
  const titles = left
    .filter((p) => !p.natures || (nature !== undefined && p.natures.includes(nature)))
    .map((p) => p.title);
  const perhaps = nature === undefined ? left.filter((p) => p.natures).map((p) => p.title) : [];
  return titles.length > 0 || perhaps.length > 0 ? { titles, perhaps } : undefined;
}

/** Headings but the titles of tables: 部门机构设置情况 over a table is no part of the report. */
export function headingsOf({ report }: RuleContext): string[] {
  const titles = new Set(
    report.tables.filter((t) => t.section?.text === t.table.title).map((t) => t.section),
  );
  return report.allSections.filter((s) => !titles.has(s)).map((s) => foldName(s.text));
}

/** Sentences but those of parts that only explain. */
function sentences({ prose }: RuleContext, matters: OtherMatters): string[] {
  return prose.sections
    .filter(({ topic }) => !(topic && matters.notTold.includes(topic.id)))
    .flatMap((section) => section.paragraphs.map(({ flat }) => flat.text));
}

/** Titles of tables and names of their rows; 30107 绩效工资 tells of no 绩效. */
function namedByTables({ report }: RuleContext): string[] {
  return report.tables
    .flatMap(({ table }) => [
      table.title,
      ...table.rows.filter((r) => r.code === undefined).map((r) => r.label),
    ])
    .map(foldName);
}
