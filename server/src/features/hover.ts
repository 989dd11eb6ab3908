/** Hover: what the thing under the pointer means, and for a figure how it stands to the others. */

import type { Analysis } from '../analysis/analysis.ts';
import { labelOf, rangeOfFigure } from '../analysis/describe.ts';
import { foldName } from '../base/fold.ts';
import { contains, type Position, type Range, rangeOf, spanRange } from '../base/range.ts';
import { isMessageId, type MessageId } from '../messages/index.ts';
import type { Figure, PanelRow } from '../model/types.ts';
import { TableNames } from '../prose/table-mentions.ts';
import { headingText, type Line, pairsOf, waiverOf } from '../syntax/line.ts';
import type { PlacedBlock } from '../syntax/tree.ts';
import {
  type CodeInfo,
  type Definition,
  defineTerm,
  defineTitle,
  describeCode,
  namesOfColumn,
  namesOfRow,
  ofGlossary,
} from './definitions.ts';
import { bold, escapeMarkdown, faint, list, paragraphs } from './markdown.ts';
import { isTwin, LISTED, ORDER, outcomesOf, outcomeText, twinText, valueText } from './outcomes.ts';
import { blockAt, type CellPlace, cellAt, cellRange, onContent, proseFigureAt } from './place.ts';
import { proseText } from './prose-hover.ts';

export interface Hover {
  readonly markdown: string;
  readonly range: Range;
}

/** What is to be said of a position, or undefined where there is nothing. */
export function hover(analysis: Analysis, position: Position): Hover | undefined {
  const placed = blockAt(analysis.tree, position.line);
  if (!placed) return undefined;
  const line = placed.block.lines[position.line - placed.line] as Line;
  if (position.character > line.text.length) return undefined;
  const found = subject(analysis, placed, line, position);
  const rules = ruleNotes(analysis, position);
  if (!rules) return found;
  return { markdown: paragraphs(found?.markdown, rules.markdown), range: found?.range ?? rules.range };
}

function subject(analysis: Analysis, placed: PlacedBlock, line: Line, position: Position): Hover | undefined {
  const cell = cellAt(analysis, position);
  if (cell) return onContent(cell.cell, position.character) ? cellHover(analysis, cell) : undefined;
  if (line.kind === 'comment') return waiverHover(analysis, line, position);
  switch (placed.block.kind) {
    case 'front':
      return frontHover(analysis, position);
    case 'heading':
      return headingHover(analysis, line, position);
    case 'table':
      if (placed.block.roles[position.line - placed.line] === 'property')
        return propertyHover(analysis, line, position);
      return figureHover(analysis, position) ?? termHover(analysis, line, position);
    default:
      return (
        figureHover(analysis, position) ??
        tableHover(analysis, line, position) ??
        termHover(analysis, line, position)
      );
  }
}

// ---- cells ----

function cellHover(analysis: Analysis, place: CellPlace): Hover | undefined {
  const range = cellRange(place.line, place.cell);
  const with_ = (markdown: string | undefined) => (markdown ? { markdown, range } : undefined);
  if (place.header) return with_(headerText(analysis, place));
  if (place.figure) return with_(figureText(analysis, place.figure));
  const row = place.panelRow ?? place.rows[0];
  if (!row || !place.column) return undefined;
  // A total stands in the code's column where its row has no code.
  if (place.column.role === 'code' || place.column.role === 'label') return with_(labelText(analysis, row));
  return undefined;
}

function headerText(analysis: Analysis, { column, cell }: CellPlace): string | undefined {
  if (!column || /^[\d０-９.．]*$/.test(cell.text)) return undefined;
  const definition = defineTerm(analysis, namesOfColumn(column, analysis.reference.vocabulary));
  const title = column.path.map((p) => escapeMarkdown(p)).join(' › ');
  const number =
    column.number === undefined
      ? ''
      : faint(analysis.say('hover.column-number', { number: String(column.number) }));
  if (!definition && number === '') return undefined;
  return paragraphs(
    `**${title}**${number ? `  ${number}` : ''}`,
    definitionText(analysis, definition, column.path.at(-1)),
  );
}

function labelText(analysis: Analysis, row: PanelRow): string | undefined {
  if (row.code !== undefined) return rowCodeText(analysis, row);
  const byClass = row.classCode;
  if (byClass) return codeText(analysis, describeCode(analysis, 'functional', byClass, row.label), row.label);
  const definition = defineTerm(analysis, namesOfRow(row));
  return definition && paragraphs(bold(row.label), definitionText(analysis, definition, row.label));
}

function rowCodeText(analysis: Analysis, row: PanelRow): string | undefined {
  const { catalogue } = row.panel;
  if (row.code === undefined) return undefined;
  if (!catalogue) return undefined;
  return codeText(analysis, describeCode(analysis, catalogue, row.code, row.label), row.label);
}

/**
 * What is known of a code.
 * @param printed the name that stands beside it; '' where none does
 */
export function codeText(analysis: Analysis, info: CodeInfo, printed: string): string {
  const { entry, catalogue } = info;
  const head = `${bold(`${info.code} ${info.name}`)}  ${faint(
    [analysis.say(`catalogue.${catalogue}` as MessageId), entry?.level ?? '']
      .filter((t) => t !== '')
      .join(' · '),
  )}`;
  const path =
    info.path.length > 1
      ? info.path.map((p) => escapeMarkdown(`${p.code} ${p.name}`.trim())).join(' › ')
      : undefined;
  const notes: string[] = [];
  if (!entry) notes.push(analysis.say('hover.code.unknown'));
  else {
    if (entry.basis === 'corroborated' || entry.basis === 'unconfirmed' || entry.basis === 'doubtful')
      notes.push(analysis.say(`hover.code.${entry.basis}`));
    if (entry.basis === 'user') notes.push(analysis.say('hover.code.user'));
    if (entry.fund) notes.push(analysis.say('hover.code.fund', { fund: entry.fund }));
    const { firstYear, lastYear } = entry;
    const sure = entry.yearsBasis === 'unconfirmed' ? analysis.say('hover.years.unconfirmed') : '';
    if (firstYear !== undefined && lastYear !== undefined) {
      notes.push(
        analysis.say('hover.years.between', { first: String(firstYear), last: String(lastYear) }) + sure,
      );
    } else if (firstYear !== undefined)
      notes.push(analysis.say('hover.years.from', { first: String(firstYear) }) + sure);
    else if (lastYear !== undefined)
      notes.push(analysis.say('hover.years.to', { last: String(lastYear) }) + sure);
    if (printed !== '' && foldName(printed) !== foldName(entry.name)) {
      notes.push(analysis.say('hover.code.printed', { printed, name: entry.name }));
    }
  }
  if (catalogue !== 'revenue') {
    for (const rename of analysis.reference.codes.renamesOf(info.code)) {
      if (catalogue !== 'functional' && foldName(rename.newName) !== foldName(info.name)) continue;
      notes.push(
        analysis.say('hover.code.renamed', {
          year: String(rename.year),
          before: rename.oldName,
          after: rename.newName,
        }),
      );
    }
  }
  return paragraphs(
    head,
    path,
    definitionText(analysis, info.definition, info.name),
    notes.length > 0 && list(notes.map(faint)),
  );
}

/** What a term means, in Markdown; undefined where nothing is known of it. */
export function definitionOf(analysis: Analysis, term: string): string | undefined {
  return definitionText(analysis, defineTerm(analysis, [term]), term);
}

function definitionText(
  analysis: Analysis,
  definition: Definition | undefined,
  shown: string | undefined,
): string | undefined {
  if (!definition) return undefined;
  const source = analysis.say(definition.own ? 'hover.source.own' : 'hover.source.built-in');
  const other =
    shown !== undefined && foldName(shown) === foldName(definition.term) ? '' : `${bold(definition.term)}：`;
  const english =
    analysis.locale === 'en' && definition.english ? `*${escapeMarkdown(definition.english)}* — ` : '';
  return `${other}${english}${escapeMarkdown(definition.text)} ${faint(source)}`;
}

// ---- figures ----

function figureHover(analysis: Analysis, position: Position): Hover | undefined {
  const figure = proseFigureAt(analysis, position);
  if (!figure) return undefined;
  return { markdown: proseText(analysis, figure), range: rangeOfFigure(analysis.report, figure) };
}

function figureText(analysis: Analysis, figure: Figure): string {
  const head = escapeMarkdown(labelOf(figure, undefined, analysis.locale));
  const value = valueText(analysis, figure);
  const outcomes = outcomesOf(analysis, figure).filter((o) => o.state !== 'notApplicable');
  outcomes.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const sums = outcomes.filter((o) => !isTwin(o.relation));
  const twins = outcomes.filter((o) => isTwin(o.relation));
  const lines = sums.slice(0, LISTED).map((o) => outcomeText(analysis, o));
  if (sums.length > LISTED)
    lines.push(escapeMarkdown(analysis.say('hover.more', { count: String(sums.length - LISTED) })));
  const elsewhere = twins.slice(0, LISTED).map((o) => twinText(analysis, o, figure));
  return paragraphs(
    head,
    value,
    lines.length > 0 && `${escapeMarkdown(analysis.say('hover.relations'))}\n${list(lines)}`,
    elsewhere.length > 0 && `${escapeMarkdown(analysis.say('hover.elsewhere'))}\n${list(elsewhere)}`,
  );
}

// ---- other lines ----

function frontHover(analysis: Analysis, position: Position): Hover | undefined {
  const entry = analysis.report.front.entries.find((e) => e.keySpan.line === position.line);
  if (!entry || !contains(spanRange(entry.keySpan), position)) return undefined;
  const id = `front.${entry.key}`;
  const text = isMessageId(id) ? analysis.say(id) : analysis.say('front.unknown');
  return { markdown: paragraphs(bold(entry.key), escapeMarkdown(text)), range: spanRange(entry.keySpan) };
}

function propertyHover(analysis: Analysis, line: Line, position: Position): Hover | undefined {
  for (const pair of pairsOf(line)) {
    const start = pair.keyStart;
    const end = pair.keyEnd > pair.keyStart ? pair.keyEnd : pair.valueEnd;
    if (position.character < start || position.character > end) continue;
    const id = `property.${pair.key}`;
    if (!isMessageId(id)) return undefined;
    return {
      markdown: paragraphs(bold(line.text.slice(start, end)), escapeMarkdown(analysis.say(id))),
      range: rangeOf(position.line, start, end),
    };
  }
  return undefined;
}

/** A table that a sentence or a heading names: its title and what it is. */
function tableHover(analysis: Analysis, line: Line, position: Position): Hover | undefined {
  const found = new TableNames(analysis.report, analysis.reference).at(line.text, position.character);
  if (!found) return undefined;
  const { table } = found.placed;
  const definition = defineTitle(analysis, table.title, table.form);
  const form = table.form && analysis.say('hover.form', { title: table.form.title });
  return {
    markdown: paragraphs(
      bold(table.title),
      definitionText(analysis, definition, table.title),
      form && list([escapeMarkdown(form)]),
    ),
    range: rangeOf(position.line, found.start, found.end),
  };
}

function headingHover(analysis: Analysis, line: Line, position: Position): Hover | undefined {
  const { text, start, end } = headingText(line);
  if (position.character < start || position.character > end) return undefined;
  const placed = analysis.report.tables.find(
    (t) => t.section?.line === position.line && foldName(t.table.title) === foldName(text),
  );
  const form = placed?.table.form;
  const definition = defineTitle(analysis, text, form);
  if (!placed && !definition) return tableHover(analysis, line, position);
  const about: string[] = [];
  if (form) {
    about.push(analysis.say('hover.form', { title: form.title, number: form.number ?? '' }));
    if (placed) {
      const missing = placed.table.missingColumns.map((c) => c.id);
      if (missing.length > 0) about.push(analysis.say('hover.form.missing', { columns: missing.join('、') }));
    }
  } else if (placed) about.push(analysis.say('hover.form.none'));
  return {
    markdown: paragraphs(
      bold(text),
      definitionText(analysis, definition, text),
      about.length > 0 && list(about.map(escapeMarkdown)),
    ),
    range: rangeOf(position.line, start, end),
  };
}

/** The longest term of a glossary that a position in prose stands in. */
function termHover(analysis: Analysis, line: Line, position: Position): Hover | undefined {
  const found = termAt(analysis, line.text, position.character);
  if (!found) return undefined;
  const shown = line.text.slice(found.start, found.end);
  return {
    markdown: paragraphs(bold(shown), definitionText(analysis, found.definition, shown)),
    range: rangeOf(position.line, found.start, found.end),
  };
}

const LONGEST_TERM = 24;
/** Short words of the glossary explain headers; in a sentence they mean too many things. */
const SHORTEST_TERM = 4;

/** The longest defined term around a position of a line. */
export function termAt(
  analysis: Analysis,
  text: string,
  character: number,
): { readonly start: number; readonly end: number; readonly definition: Definition } | undefined {
  const own = new Map(analysis.report.glossary.map((g) => [foldName(g.term), g]));
  const { glossary } = analysis.reference;
  for (let length = LONGEST_TERM; length >= 2; length--) {
    const first = Math.max(0, character - length);
    for (let start = first; start <= character && start + length <= text.length; start++) {
      const piece = text.slice(start, start + length);
      // Only words: a stretch with a sign of the sentence in it is no term.
      if (!/^[\p{L}\p{N}“].*[\p{L}\p{N}”）)]$/su.test(piece) || /[，。；：！？|\t]/.test(piece)) continue;
      const folded = foldName(piece);
      if (folded.length < 2) continue;
      const item = own.get(folded);
      if (item && item.definition !== '') {
        return {
          start,
          end: start + length,
          definition: { term: item.term, text: item.definition, own: item },
        };
      }
      if (folded.length < SHORTEST_TERM) continue;
      const entry = glossary.term(folded);
      if (entry)
        return {
          start,
          end: start + length,
          definition: ofGlossary(entry),
        };
    }
  }
  return undefined;
}

function waiverHover(analysis: Analysis, line: Line, position: Position): Hover | undefined {
  const waiver = waiverOf(line);
  if (!waiver || position.character < waiver.ruleStart || position.character > waiver.ruleEnd)
    return undefined;
  const title = analysis.titleOf(waiver.rule);
  if (title === undefined) return undefined;
  return {
    markdown: paragraphs(bold(waiver.rule), escapeMarkdown(title)),
    range: rangeOf(position.line, waiver.ruleStart, waiver.ruleEnd),
  };
}

/** What the rules are whose findings stand at a position. */
function ruleNotes(analysis: Analysis, position: Position): Hover | undefined {
  const rules = new Map<string, Range>();
  for (const finding of analysis.findings) {
    if (contains(finding.range, position) && !rules.has(finding.rule)) rules.set(finding.rule, finding.range);
  }
  const lines: string[] = [];
  for (const rule of rules.keys()) {
    const title = analysis.titleOf(rule);
    if (title !== undefined) lines.push(`\`${rule}\` ${escapeMarkdown(title)}`);
  }
  const range = [...rules.values()][0];
  return range && lines.length > 0 ? { markdown: list(lines), range } : undefined;
}
