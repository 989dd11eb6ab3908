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
  const { allSections, front } = analysis.report;
  const told = toldIn(analysis, matters);
  const isTold = (names: readonly string[]) =>
    names.some((n) => told.some((text) => text.includes(foldName(n))));
  const left = matters.parts.filter((part) => !isTold(part.names));
  const headed = allSections.some((s) => matters.heads.some((h) => foldName(s.text).includes(h)));
  if (left.length === 0 || !(headed || matters.parts.length - left.length >= ENOUGH)) return undefined;
  const nature = front.nature;
  const titles = left
    .filter((p) => !p.natures || (nature !== undefined && p.natures.includes(nature)))
    .map((p) => p.title);
  const perhaps = nature === undefined ? left.filter((p) => p.natures).map((p) => p.title) : [];
  return titles.length > 0 || perhaps.length > 0 ? { titles, perhaps } : undefined;
}

/** All texts that tell something: sentences and headings but those of parts that only explain, and what tables name. */
function toldIn({ prose, report }: RuleContext, matters: OtherMatters): string[] {
  const texts = report.allSections.map((s) => foldName(s.text));
  for (const section of prose.sections) {
    if (section.topic && matters.notTold.includes(section.topic.id)) continue;
    for (const { flat } of section.paragraphs) texts.push(flat.text);
  }
  for (const { table } of report.tables) {
    texts.push(foldName(table.title));
    for (const row of table.rows) texts.push(foldName(row.label));
  }
  return texts;
}
