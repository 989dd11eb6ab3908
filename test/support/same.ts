/** What an analysis says, in a form that can be compared with another's. */

import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { placeOfFigure } from '../../server/src/analysis/describe.ts';
import { hover } from '../../server/src/features/hover.ts';
import { figuresOf } from '../../server/src/relations/types.ts';

/** Everything that is told and everything it is told from. */
export function picture(analysis: Analysis): unknown {
  const { graph, report, tree } = analysis;
  return {
    blocks: tree.blocks.map(({ block, line }) => `${line} ${block.kind} ${block.roles.join(',')}`),
    lines: tree.lines.map((l) => `${l.kind} ${l.text}${l.eol}`),
    sections: report.allSections.map((s) => [s.line, s.end, s.level, s.text]),
    glossary: report.glossary,
    tables: report.tables.map(({ table, line, section }) => [
      line,
      section?.line,
      table.form?.id,
      table.title,
      table.rows.map((r) => [
        r.line,
        r.code,
        r.label,
        r.role,
        r.labelSpan,
        r.codeSpan,
        r.nameSpan,
        [...r.cells.values()].map(
          (c) => `${c.raw}|${c.state}|${c.value}|${c.half}|${c.span.start}-${c.span.end}`,
        ),
      ]),
    ]),
    relations: graph.relations.map((r) => {
      const { state, difference, slack } = r.outcome as NonNullable<typeof r.outcome>;
      const at = figuresOf(r).map((f) => {
        const { range } = placeOfFigure(analysis, f);
        return `${range.start.line}:${range.start.character}`;
      });
      return `${r.id} ${r.rule} ${state} ${difference} ${slack} ${at.join(' ')}`;
    }),
    byFigure: graph.relations
      .slice(0, 40)
      .flatMap(figuresOf)
      .map((f) => graph.byFigure.get(f).map((r) => r.id)),
    unchecked: graph.unchecked.map((u) => [u.id, u.state, u.reason]),
    statements: analysis.prose.statements.map((s) => `${s.kind} ${s.subjectText} ${s.figure?.raw}`),
    findings: analysis.findings,
    coverage: analysis.coverage,
    hovers: tree.lines.flatMap((l, line) =>
      line % 37 === 0 ? [hover(analysis, { line, character: Math.floor(l.text.length / 2) })] : [],
    ),
  };
}
