/** Tables that sentences and headings name: `详见《公开03表》`, `见附表2`, a title in the words of any province. */
import { foldName, foldWidth, hanNumber } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import type { PlacedTable, Report } from '../model/report.ts';
import { comparableTitle } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { MentionWords } from '../reference/words.ts';

/** A number that tables bear, in the series that its words belong to (`公开03表` and `附表3` are two). */
export interface TableNumber {
  readonly series: number;
  readonly value: string;
}

/** Words of a line that name a table. */
export interface TableMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly number: TableNumber | undefined;
}

const patterns = new WeakMap<MentionWords, readonly RegExp[]>();

function patternsOf(words: MentionWords): readonly RegExp[] {
  return getOrMake(patterns, words, () =>
    words.numbers.map((series) => new RegExp(series.map((w) => w.replace('#', words.number)).join('|'), 'g')),
  );
}

function plainNumber(text: string): string {
  return /^\d/.test(text) ? text.replace(/^0+(?=\d)/, '') : String(hanNumber(text) ?? text);
}

/** Printed numbers in a text of folded width. */
function* numbersIn(folded: string, words: MentionWords): Iterable<TableMention & { number: TableNumber }> {
  for (const [series, pattern] of patternsOf(words).entries())
    for (const found of folded.matchAll(pattern)) {
      const printed = found.slice(1).find((g) => g !== undefined) ?? '';
      const { index } = found;
      yield {
        start: index,
        end: index + found[0].length,
        text: found[0],
        number: { series, value: plainNumber(printed) },
      };
    }
}

/** The tables that a line names in book marks or by their number. */
export function mentionsIn(line: string, words: MentionWords): TableMention[] {
  const text = foldWidth(line);
  const found: TableMention[] = [];
  for (const { index, 0: whole } of text.matchAll(/\u300a[^\u300a\u300b]{2,60}\u300b/g)) {
    const title = whole.slice(1, -1);
    const [number] = [...numbersIn(title, words)];
    const alone = number && number.end - number.start === title.length ? number.number : undefined;
    found.push({ start: index + 1, end: index + whole.length - 1, text: title, number: alone });
  }
  for (const mention of numbersIn(text, words)) {
    const before = text.slice(0, mention.start);
    const led = words.before.some((w) => before.endsWith(w));
    const inside = found.some((m) => m.start <= mention.start && mention.end <= m.end);
    if (led && !inside) found.push(mention);
  }
  return found;
}

/** Folded text, and where each of its characters stands in the line. */
function withPlaces(line: string): { readonly text: string; readonly places: readonly number[] } {
  let text = '';
  const places: number[] = [];
  for (let i = 0; i < line.length; i++) {
    const own = foldName(line[i] as string);
    text += own;
    for (let k = 0; k < own.length; k++) places.push(i);
  }
  return { text, places };
}

const SHORTEST = 4;
/** Shorter names may be the end of another table's: they count where nothing stands before them but words that lead to one. */
const CLEAR = 5;

/** The tables of a report by all their names. */
export class TableNames {
  private readonly numbers: readonly (readonly [PlacedTable, TableNumber])[];

  constructor(
    private readonly report: Report,
    private readonly reference: Reference,
  ) {
    const words = reference.vocabulary.mention;
    this.numbers = report.tables.flatMap((placed) =>
      [placed.table.number === undefined ? '' : printedNumber(placed, words), headingOf(placed)].flatMap(
        (text) => [...numbersIn(foldWidth(text), words)].map((m) => [placed, m.number] as const),
      ),
    );
  }

  /** How many tables bear a number of a series. */
  numbered(series: number): number {
    return new Set(this.numbers.filter(([, n]) => n.series === series).map(([placed]) => placed)).size;
  }

  /** The table that a mention names. */
  find(mention: TableMention): PlacedTable | undefined {
    const { number } = mention;
    if (!number) return this.titled(mention.text);
    const own = this.numbers.filter(([, n]) => n.value === number.value);
    return (own.find(([, n]) => n.series === number.series) ?? own[0])?.[0];
  }

  /** The table of a title: its own, or that of the form which places call so. */
  private titled(title: string): PlacedTable | undefined {
    const { unit, kind } = this.report.front;
    const own = comparableTitle(title, unit);
    const same = this.report.tables.find((t) => comparableTitle(t.table.title, unit) === own);
    if (same) return same;
    const form = this.reference.forms.match(title, unit, kind)[0];
    return form?.by === 'title' ? this.report.tables.find((t) => t.table.form === form.form) : undefined;
  }

  /** The table whose name stands around a character of a line, the longest of those. */
  at(
    line: string,
    character: number,
  ): { readonly start: number; readonly end: number; readonly placed: PlacedTable } | undefined {
    const within = (m: { start: number; end: number }) => m.start <= character && character <= m.end;
    for (const mention of mentionsIn(line, this.reference.vocabulary.mention).filter(within)) {
      const placed = this.find(mention);
      if (placed) return { start: mention.start, end: mention.end, placed };
    }
    const { text, places } = withPlaces(line);
    let best: { start: number; end: number; placed: PlacedTable } | undefined;
    const { before } = this.reference.vocabulary.mention;
    const isLed = (at: number) =>
      !/\p{Script=Han}$/u.test(text.slice(0, at)) || before.some((w) => text.slice(0, at).endsWith(w));
    for (const [name, placed] of this.names()) {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        if (name.length < CLEAR && !isLed(at)) continue;
        const found = {
          start: places[at] as number,
          end: (places[at + name.length - 1] as number) + 1,
          placed,
        };
        if (within(found) && (!best || found.end - found.start > best.end - best.start)) best = found;
      }
    }
    return best;
  }

  private *names(): Iterable<readonly [name: string, placed: PlacedTable]> {
    for (const placed of this.report.tables) {
      const { title, form } = placed.table;
      for (const name of [title, form?.title ?? '', ...(form?.aliases ?? [])]) {
        const own = comparableTitle(name, this.report.front.unit);
        const { ending } = this.reference.vocabulary.mention;
        if (own.length >= SHORTEST && own.replace(/\([^()]*\)$/, '').endsWith(ending)) yield [own, placed];
      }
    }
  }
}

const headingOf = ({ section }: PlacedTable): string => section?.text ?? '';

/** The number of a property line, as its series writes it. */
function printedNumber({ table }: PlacedTable, words: MentionWords): string {
  return words.numbers[0]?.[0]?.replace('#', table.number ?? '') ?? '';
}
