/** What a name may mean where it stands: cells and indicators, first choice first. */
import type { Measure, Topic } from '../../reference/prose.ts';
import type { Candidate } from '../bind/candidate.ts';
import type { Phrase } from '../events.ts';
import { phraseOf } from '../likeness.ts';
import { isSumOf } from '../parts.ts';
import { statedOf } from '../precision.ts';
import type { ToldFigure } from '../types.ts';
import type { Context } from './state.ts';

/** `支出决算数 300 万元` that names nothing else is of the section's own total, where it agrees. */
export function topicCandidates(ctx: Context): Candidate[] {
  const cell = ctx.meanings.topicWhole();
  return cell ? [{ cell, indicator: undefined, certain: false, reason: 'prose.bound-name' }] : [];
}

/** What the part of a list may mean: not the other side's row of its total, and nothing surely of another table. */
export function ofList(ctx: Context, candidates: readonly Candidate[]): readonly Candidate[] {
  const total = ctx.open.at(-1)?.total;
  const side = total?.subject && ctx.likeness.sideOf(total.subject);
  if (!total || candidates.length === 0) return candidates;
  const isOther = ({ cell }: Candidate) => {
    const own = cell?.column.path[0];
    return side !== undefined && own !== undefined && own !== side && ctx.words.sides.includes(own);
  };
  const cell = total.figure?.binding.cell;
  const form = cell?.owner.form?.id;
  const isElsewhere =
    form === undefined ? total.subjectText.includes('》') : ctx.topic?.forms?.includes(form) === false;
  return candidates
    .filter((c) => !isOther(c))
    .map((c) =>
      isElsewhere && c.cell && c.cell.owner !== cell?.owner && c.cell.row.role === 'total'
        ? { ...c, certain: false }
        : c,
    );
}

/** In the summary of a project's evaluation, amounts are those of the project's own table. */
export function projectCandidates(
  ctx: Context,
  own: Phrase | undefined,
  measure: Measure | undefined,
  past: boolean,
): Candidate[] | undefined {
  if (!ctx.topic?.performance || past || ctx.inReason) return undefined;
  if (own && !ctx.likeness.isAnaphor(own)) {
    const named = ctx.knows.project(own.text);
    if (named) ctx.project = named;
    else return undefined;
  }
  if (!ctx.project || measure === undefined) return undefined;
  const cell = ctx.meanings.projectCell(ctx.project, measure);
  return cell
    ? [{ cell, indicator: undefined, certain: ctx.project.certain, reason: 'prose.bound-project' }]
    : undefined;
}

/** Elsewhere a project may be named as well; then only what its table says as well is taken for it. */
export function projectByName(ctx: Context, own: Phrase, measure: Measure | undefined): Candidate[] {
  if (ctx.knows.isBudget || ctx.topic?.overview || measure === undefined) return [];
  const found = ctx.knows.project(own.text);
  const cell = found && ctx.meanings.projectCell(found, measure);
  return cell ? [{ cell, indicator: undefined, certain: false, reason: 'prose.bound-project' }] : [];
}

/** What the subject of an amount may mean: as its section has it, or the fund that the sentence began with. */
export function candidatesOf(
  ctx: Context,
  subject: Phrase,
  measure: Measure | undefined,
  past: boolean,
): readonly Candidate[] {
  return past ? [] : ctx.meanings.candidates(subject, measure, topicOf(ctx, subject));
}

/** The section's topic, or the fund that the sentence began with where the name is one of its own. */
function topicOf(ctx: Context, subject: Phrase): Topic | undefined {
  const { fund, topic } = ctx;
  if (!fund || topic?.off || `${topic?.id}/` === fund.id) return topic;
  return fund.carries?.includes(ctx.meanings.strip(subject.text)) ? fund : topic;
}

/** The same for each of the names that a compound name stands for. */
export function candidatesOfParts(
  { meanings }: Context,
  subject: Phrase,
  measure: Measure | undefined,
): readonly (readonly Candidate[])[] | undefined {
  return meanings.candidatesOfParts(subject, measure);
}

/**
 * `其他支出（对附属单位补助支出、上缴上级支出）0 万元`: an amount that is not its name's, but that of what the brackets list
 * together, is of these, and of no cell of its own.
 */
export function isMadeOfAside(
  { knows, meanings }: Context,
  told: ToldFigure,
  subject: Phrase | undefined,
  measure: Measure | undefined,
): boolean {
  const names = subject?.aside?.split('、') ?? [];
  const stated = statedOf(told);
  if (!subject || !stated || names.length < 2 || knows.mayHold(subject, measure, stated)) return false;
  const cells = names.flatMap((name) => {
    const candidates = meanings.candidates(phraseOf(name, subject), measure);
    return candidates.find((c) => c.certain && c.cell)?.cell ?? [];
  });
  return cells.length === names.length && isSumOf(told, cells);
}
