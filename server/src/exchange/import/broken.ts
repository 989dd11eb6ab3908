/**
 * Text of a PDF whose tables lost their columns: rows numbered 1, 2, 3, …, words and codes cut by line ends, blank
 * cells gone. Which columns the amounts of a row stand in is worked out from the equations that its form owes; only
 * what balances, and in one way only, is taken. The rest is marked for a person.
 */
import { abs, halfDigit, parseNumber, type Scaled, scaledOf } from '../../base/amount.ts';
import { foldName, foldWidth, stripNumber } from '../../base/fold.ts';
import { append, largest, smallest } from '../../base/lists.ts';
import { open } from '../../service.ts';
import { gridOf, isProperty, isTitle } from './grid.ts';
import type { Grid, GridCell, Piece, Reading } from './types.ts';

const NUMBERS = /^栏次(?: \d{1,2}){2,}$/;
const AMOUNT = /^[-−]?\d[\d,]*\.\d{1,6}$/;

/** Rows are placed one candidate each; beyond this a table is left to a person. */
const MOST_CANDIDATES = 20_000;

export function isBroken(lines: readonly string[]): boolean {
  return (
    lines.filter((l) => NUMBERS.test(l.trim())).length >= 2 &&
    lines.filter((l) => l.includes('\t')).length * 20 < lines.length
  );
}

/** A word of a line; those of one line stand in cells of their own, the first of the next may go on with a cell. */
interface Word {
  readonly text: string;
  readonly first: boolean;
}

interface BrokenTable {
  readonly title: string;
  readonly properties: readonly string[];
  readonly header: readonly string[];
  /** How many columns 栏次 counts. */
  readonly width: number;
  readonly words: readonly Word[];
  readonly notes: readonly string[];
}

/** A row as it was read: labels and amounts, of which only the order is known. */
interface BrokenRow {
  readonly serial: string;
  readonly code: string;
  readonly parts: readonly { readonly label: string; readonly amounts: readonly string[] }[];
}

/** A way to fill a row's value columns. */
type Placement = readonly (string | undefined)[];

/** Reads the tables; all other lines are left to `words`. */
export function readBroken(lines: readonly string[], words: (lines: readonly string[]) => Piece[]): Reading {
  const pieces: Piece[] = [];
  let plain: string[] = [];
  const flush = () => {
    append(pieces, words(plain));
    plain = [];
  };
  const layouts: Layout[] = [];
  for (let at = 0; at < lines.length; ) {
    const found = tableAt(lines, at);
    const layout = found && layOut(found.table);
    if (!found || !layout) {
      plain.push(lines[at] as string);
      at++;
      continue;
    }
    flush();
    layouts.push(layout);
    pieces.push({ kind: 'heading', level: 2, text: found.table.title });
    for (const property of found.table.properties) pieces.push({ kind: 'line', text: property });
    // Its rows are put in when all tables are known: the equations between them help to place amounts.
    pieces.push({ kind: 'table', rows: [], title: String(layouts.length - 1) });
    for (const note of found.table.notes) pieces.push({ kind: 'line', text: note });
    pieces.push({ kind: 'blank' });
    at = found.end;
  }
  flush();
  choose(layouts);
  return {
    pieces: pieces.flatMap((piece): Piece[] => {
      if (piece.kind !== 'table' || piece.title === undefined) return [piece];
      const layout = layouts[Number(piece.title)] as Layout;
      const marks = layout.rows.flatMap((row, r): Piece[] =>
        layout.unsure.has(r)
          ? [
              {
                kind: 'doubt',
                text: `${row.serial} ${row.code} ${row.parts.map((p) => [p.label, ...p.amounts].join(' ')).join(' ')}`,
                told: `第 ${row.serial} 行 ${row.code} ${row.parts.map((p) => [p.label, ...p.amounts].join(' ')).join(' ')}`,
              },
            ]
          : [],
      );
      return [
        { kind: 'table', rows: [...headerGrid(layout.header()), ...gridOf(layout.cells().slice(1))] },
        ...marks,
      ];
    }),
    remarks: [],
  };
}

/** Paths as header rows, their outer parts merged over what they lead. */
function headerGrid(paths: readonly string[]): Grid {
  const parts = paths.map((path) => path.split('/'));
  const depth = largest(
    parts.map((p) => p.length),
    0,
  );
  return Array.from({ length: depth }, (_, r) =>
    parts.map((path, c): GridCell => {
      const text = path[Math.min(r, path.length - 1)] ?? '';
      if (r >= path.length) return { text, covered: 'above' };
      const before = parts[c - 1];
      const same =
        before !== undefined &&
        r < path.length - 1 &&
        before.slice(0, r + 1).join('/') === path.slice(0, r + 1).join('/');
      return same ? { text, covered: 'left' } : { text };
    }),
  );
}

/** The table whose title stands at a line, with all its pages. */
function tableAt(lines: readonly string[], at: number): { table: BrokenTable; end: number } | undefined {
  const title = (lines[at] ?? '').trim();
  if (!isTitle(title)) return undefined;
  let i = at + 1;
  const properties: string[] = [];
  for (; i < lines.length && i < at + 6; i++) {
    const text = (lines[i] as string).trim();
    if (text === '') continue;
    const parts = text.split(/\s+/);
    // `316 某某局 预算年度：2022 单位：万元`
    if (!/[:：]/.test(text) || !parts.some(isProperty)) break;
    properties.push(
      text.replace(/^(\d{3,6}) (?=\p{Script=Han})/u, '$1').replace(/ (?=\p{Script=Han}{2,6}[:：])/gu, '    '),
    );
  }
  if (properties.length === 0) return undefined;
  const head = headerAt(lines, i);
  if (!head) return undefined;
  const words: Word[] = [];
  const notes: string[] = [];
  i = head.end;
  while (i < lines.length) {
    const text = (lines[i] as string).trim();
    if (text === '') {
      i++;
      continue;
    }
    if (/^(?:注|说明|备注)\s*[:：]/.test(text)) {
      notes.push(text);
      i++;
      continue;
    }
    // A page break repeats the properties and the header.
    const again =
      text.split(/\s+/).some(isProperty) && /[:：]/.test(text) ? headerAt(lines, i + 1) : undefined;
    if (again && again.width === head.width && again.header.join('') === head.header.join('')) {
      i = again.end;
      continue;
    }
    if (
      notes.length > 0 ||
      again ||
      isTitle(text) ||
      /^第[一二三四五六七八九十]+部分/.test(text) ||
      /[。；]$/.test(text)
    )
      break;
    text.split(/\s+/).forEach((word, w) => {
      words.push({ text: word, first: w === 0 });
    });
    i++;
  }
  return { table: { title, properties, header: head.header, width: head.width, words, notes }, end: i };
}

/** The lines of a header up to its 栏次 row. */
function headerAt(
  lines: readonly string[],
  at: number,
): { header: string[]; width: number; end: number } | undefined {
  const header: string[] = [];
  for (let i = at; i < Math.min(lines.length, at + 60); i++) {
    const text = (lines[i] as string).trim();
    if (text === '') continue;
    if (NUMBERS.test(text)) return { header, width: text.split(' ').length - 1, end: i + 1 };
    if (text.length > 40 || AMOUNT.test(text)) return undefined;
    header.push(text);
  }
  return undefined;
}

// ---- header ----

/** Names of columns that the forms know, by which a header in pieces is put together again. */
function knownNames(): ReadonlySet<string> {
  const { forms, vocabulary } = open('').reference;
  const names = new Set<string>([
    '序号',
    '科目编码',
    '科目名称',
    '项目',
    '小计',
    '合计',
    ...vocabulary.codeContaining,
    ...vocabulary.name,
  ]);
  for (const form of forms.forms) {
    for (const panel of form.panels) {
      for (const column of panel.columns) {
        for (const alias of [column.id, ...(column.aliases ?? [])])
          for (const part of alias.split('/')) names.add(foldName(part));
      }
    }
  }
  return names;
}

/**
 * Parts a header's text into names. Words of one line are cells of their own; a line end may part a name or not; now
 * and then two names stand in one word. Known names are cheap, so that the cheapest parting is the right one.
 */
export function partHeader(lines: readonly string[], known: ReadonlySet<string>): string[] {
  let text = '';
  /** What stands before each character: a gap in a line, a line end, or nothing. */
  const before: ('gap' | 'end' | 'none')[] = [];
  for (const line of lines) {
    // `项 目`, `资 金 性 质`: one word, spaced.
    const joined = line.replace(/(?<=^|\s)\p{Script=Han}(?: \p{Script=Han})+(?=\s|$)/gu, (m) =>
      m.replace(/ /g, '').length <= 4 ? spaced(m) : m,
    );
    joined.split(/\s+/).forEach((word, w) => {
      [...word].forEach((char, c) => {
        before.push(c > 0 ? 'none' : w > 0 ? 'gap' : 'end');
        text += char;
      });
    });
  }
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  const edge = (i: number) => i === text.length || before[i] !== 'none';
  for (let end = 1; end <= text.length; end++) {
    let choice = { cost: Number.POSITIVE_INFINITY, from: 0 };
    for (let from = end - 1; from >= Math.max(0, end - 24); from--) {
      const piece = text.slice(from, end);
      let cost =
        (best[from] as { cost: number }).cost +
        (known.has(foldName(piece)) ? 0.1 : edge(from) && edge(end) && noEnd(before, from, end) ? 0.55 : 3);
      if (!edge(from)) cost += 0.4;
      if (cost < choice.cost) choice = { cost, from };
      // A name does not go over a gap.
      if (before[from] === 'gap') break;
    }
    best.push(choice);
  }
  const names: string[] = [];
  for (let at = text.length; at > 0; at = (best[at] as { from: number }).from)
    names.unshift(text.slice((best[at] as { from: number }).from, at));
  return names;
}

function noEnd(before: readonly string[], from: number, end: number): boolean {
  return before.slice(from + 1, end).every((b) => b === 'none');
}

/** `项 目 金额 项 目`: single characters belong together two by two where they repeat. */
function spaced(run: string): string {
  const chars = run.replace(/ /g, '');
  return chars.length === 4 && chars.slice(0, 2) === chars.slice(2)
    ? `${chars.slice(0, 2)} ${chars.slice(2)}`
    : chars;
}

// ---- layout ----

/** A panel: a label column (and a code column) with the value columns after it. */
interface Panel {
  readonly labels: readonly string[];
  readonly values: readonly string[];
}

class Layout {
  readonly unsure = new Set<number>();
  /** Chosen placements, by row and panel. */
  readonly placed: Placement[][];
  /** Other choices for the columns that the table uses, each a whole set of placements. */
  alternatives: Placement[][][] = [];

  constructor(
    readonly table: BrokenTable,
    readonly panels: readonly Panel[],
    readonly coded: boolean,
    readonly rows: readonly BrokenRow[],
  ) {
    this.placed = rows.map((row) =>
      this.panels.map((panel, p) => leftmost(row.parts[p]?.amounts ?? [], panel.values.length)),
    );
  }

  header(): string[] {
    return ['序号', ...this.panels.flatMap((p) => [...p.labels, ...p.values])];
  }

  numbers(): string[] {
    return ['栏次', ...Array.from({ length: this.table.width }, (_, i) => String(i + 1))];
  }

  row(r: number, placements: readonly Placement[]): string[] {
    const row = this.rows[r] as BrokenRow;
    return [
      row.serial,
      ...this.panels.flatMap((panel, p) => {
        const label = row.parts[p]?.label ?? '';
        const values = panel.values.map((_, v) => placements[p]?.[v] ?? '');
        return this.coded && p === 0 ? [row.code, label, ...values] : [label, ...values];
      }),
    ];
  }

  cells(placed: readonly (readonly Placement[])[] = this.placed): string[][] {
    return [this.header(), this.numbers(), ...this.rows.map((_, r) => this.row(r, placed[r] ?? []))];
  }

  /** The table as a report holds it. */
  source(placed?: readonly (readonly Placement[])[]): string {
    const [head = [], ...rows] = this.cells(placed);
    const bar = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    return [
      '',
      `## ${this.table.title}`,
      ...this.table.properties,
      '',
      bar(head),
      bar(head.map(() => '---')),
      ...rows.map(bar),
      ...this.table.notes,
      '',
    ].join('\n');
  }
}

function leftmost(amounts: readonly string[], width: number): Placement {
  return Array.from({ length: width }, (_, i) => amounts[i]);
}

/** Works out columns and rows; undefined where the header does not come out. */
function layOut(table: BrokenTable): Layout | undefined {
  const known = knownNames();
  const names = partHeader(table.header, known).filter((n) => foldName(n) !== '序号');
  const coded = names.some((n) => /编码$/.test(n));
  const panels = coded ? codedPanels(names, table.width, known) : labelPanels(names, table.width, known);
  if (!panels) return undefined;
  const rows = readRows(table.words, coded, panels.length, panelNamer(table.title));
  if (
    !rows ||
    rows.some((row) => row.parts.some((part, p) => part.amounts.length > (panels[p]?.values.length ?? 0)))
  )
    return undefined;
  const layout = new Layout(table, panels, coded, rows);
  place(layout);
  return layout;
}

/** 科目编码 | 科目名称 | values; a name over others becomes the first part of theirs. */
function codedPanels(
  names: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): Panel[] | undefined {
  const code = names.findIndex((n) => /编码$/.test(n));
  const label = names.findIndex((n) => /名称$/.test(n));
  if (label !== code + 1) return undefined;
  const upper = names.slice(0, code);
  const group = upper.findIndex((n) => /科目$/.test(n));
  const over = group < 0 ? undefined : upper.splice(group, 1)[0];
  const values = nest(upper, names.slice(label + 1), width - 2, known);
  const prefix = over === undefined ? '' : `${over}/`;
  return values && [{ labels: [prefix + names[code], prefix + names[label]], values }];
}

/** 项目 | values, once or twice; what stands before the first 项目 names the panels. */
function labelPanels(
  names: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): Panel[] | undefined {
  const starts = names.flatMap((n, i) => (foldName(n) === '项目' ? [i] : []));
  if (starts.length === 0 || starts.length > 2) return undefined;
  const outer = names.slice(0, starts[0]);
  const panels: Panel[] = [];
  let left = width - starts.length;
  for (const [p, start] of starts.entries()) {
    const own = names.slice(start + 1, starts[p + 1] ?? names.length);
    const count = p + 1 < starts.length ? own.length : left;
    const values = own.length === count ? own : nest([...own.slice(0, 1)], own.slice(1), count, known);
    if (!values) return undefined;
    const prefix = outer.length === starts.length ? `${outer[p]}/` : '';
    panels.push({ labels: [`${prefix}项目`], values: values.map((v) => prefix + v) });
    left -= count;
  }
  return left === 0 ? panels : undefined;
}

/** Upper and lower names as leaves: an upper one over lower ones is not counted and leads their paths. */
function nest(
  upper: readonly string[],
  lower: readonly string[],
  width: number,
  known: ReadonlySet<string>,
): string[] | undefined {
  const groups = upper.length + lower.length - width;
  if (groups === 0) return lower.length === 0 || upper.length === 0 ? [...upper, ...lower] : undefined;
  if (groups !== 1 || lower.length < 2) return undefined;
  // The group is the one that no form has as a column of its own, else the one that forms have over others.
  const unknown = upper.findIndex((n) => !known.has(foldName(n)));
  const at = unknown >= 0 ? unknown : upper.findIndex((n) => isOuter(n));
  if (at < 0) return undefined;
  return [...upper.slice(0, at), ...lower.map((l) => `${upper[at]}/${l}`), ...upper.slice(at + 1)];
}

function isOuter(name: string): boolean {
  const folded = foldName(name);
  return open('').reference.forms.forms.some((form) =>
    form.panels.some((panel) =>
      panel.columns.some((c) =>
        (c.aliases ?? []).some((a) => a.includes('/') && foldName(a.split('/')[0] ?? '') === folded),
      ),
    ),
  );
}

// ---- rows ----

type PanelOf = (label: string) => number | undefined;

/** The panel of the table's form that has a row of a name, where only one has. */
function panelNamer(title: string): PanelOf {
  const form = open('').reference.forms.match(title, undefined, undefined)[0]?.form;
  const names = (form?.panels ?? []).map(
    (panel) =>
      new Set((panel.rows ?? []).flatMap((row) => [row.id, ...(row.aliases ?? [])].map((n) => foldName(n)))),
  );
  return (label) => {
    const name = stripNumber(foldName(label));
    const found = names.flatMap((set, p) => (set.has(name) ? [p] : []));
    return found.length === 1 ? found[0] : undefined;
  };
}

/** Rows are numbered without a gap; a number may also be the last digit of a code that a line end cut. */
function readRows(
  words: readonly Word[],
  coded: boolean,
  panels: number,
  panelOf: PanelOf,
): BrokenRow[] | undefined {
  const groups: Word[][] = [];
  for (const word of words) {
    const open = groups.at(-1);
    const next = String(groups.length + 1);
    if (word.first && word.text === next && !(coded && open && cutCode(open))) groups.push([word]);
    else if (!open) return undefined;
    else open.push(word);
  }
  const ordinals: number[] = Array.from({ length: panels }, () => 0);
  return groups.map((group) => {
    const [serial, ...rest] = group;
    let body = rest;
    let code = '';
    if (coded) {
      const parts = codeIn(body);
      code = parts.code;
      body = parts.rest;
    }
    return { serial: (serial as Word).text, code, parts: partsIn(body, panels, ordinals, panelOf) };
  });
}

/** Whether the row read so far has a code of an even number of digits: its last digit stands on a line of its own. */
function cutCode(row: readonly Word[]): boolean {
  const digits = row.slice(1).filter((w) => /^\d+$/.test(w.text));
  const [first] = digits;
  return first !== undefined && (first.text.length === 6 || first.text.length === 4) && digits.length === 1;
}

function codeIn(words: readonly Word[]): { code: string; rest: Word[] } {
  const [first] = words;
  if (!first || !/^\d{3,7}$/.test(first.text)) return { code: '', rest: [...words] };
  if (first.text.length % 2 === 1) return { code: first.text, rest: words.slice(1) };
  const more = words.findIndex((w, i) => i > 0 && /^\d$/.test(w.text));
  if (more < 0) return { code: first.text, rest: words.slice(1) };
  return {
    code: first.text + (words[more] as Word).text,
    rest: words.filter((_, i) => i !== 0 && i !== more),
  };
}

/** Labels with the amounts behind them, in the panel that each belongs to. */
function partsIn(
  words: readonly Word[],
  panels: number,
  ordinals: number[],
  panelOf: PanelOf,
): { label: string; amounts: string[] }[] {
  const parts: { label: string; amounts: string[] }[] = [];
  for (const [i, word] of words.entries()) {
    const last = parts.at(-1);
    if (AMOUNT.test(word.text)) {
      if (last) last.amounts.push(word.text);
      else parts.push({ label: '', amounts: [word.text] });
    } else if (
      last &&
      last.amounts.length === 0 &&
      (word.first || i === 0) &&
      ordinal(word.text) === undefined
    )
      last.label += word.text;
    else if (last && panels === 1 && parts.length >= panels) last.label += word.text;
    else parts.push({ label: word.text, amounts: [] });
  }
  if (panels === 1 || parts.length >= panels) {
    for (const [p, part] of parts.slice(0, panels).entries())
      ordinals[p] = ordinal(part.label) ?? (ordinals[p] as number);
    return parts;
  }
  // One label alone: the panel whose row the form says it is, else the one whose numbers it goes on with, else the last.
  const label = parts[0]?.label ?? '';
  const own = ordinal(label);
  const last = panels - 1;
  const goesOn =
    own === undefined
      ? -1
      : (ordinals[last] as number) + 1 === own
        ? last
        : ordinals.findIndex((o) => o + 1 === own);
  const at = panelOf(label) ?? (goesOn < 0 ? last : goesOn);
  if (own !== undefined) ordinals[at] = own;
  return Array.from({ length: panels }, (_, i) =>
    i === at ? (parts[0] ?? { label: '', amounts: [] }) : { label: '', amounts: [] },
  );
}

const HAN = '一二三四五六七八九十';

/** The value of a leading `二十一、`. */
function ordinal(label: string): number | undefined {
  const number = /^([一二三四五六七八九]?十?[一二三四五六七八九]?)、/.exec(foldWidth(label))?.[1];
  if (!number) return undefined;
  if (!number.includes('十')) return HAN.indexOf(number) + 1;
  const [tens = '', units = ''] = number.split('十');
  return (tens === '' ? 1 : HAN.indexOf(tens) + 1) * 10 + (units === '' ? 0 : HAN.indexOf(units) + 1);
}

// ---- placing ----

/** Finds the columns of every row's amounts by the equations in the table; ways that differ as a whole stay open. */
function place(layout: Layout): void {
  layout.panels.forEach((panel, p) => {
    const width = panel.values.length;
    const open = layout.rows
      .map((row, r) => ({ r, amounts: row.parts[p]?.amounts ?? [] }))
      .filter(({ amounts }) => amounts.length > 0 && amounts.length < width);
    if (open.length === 0) return;
    const ways = new Map<number, Placement[]>();
    let count = 0;
    for (const { r, amounts } of open) {
      const all = subsets(width, amounts.length).map((columns) => spreadOver(amounts, columns, width));
      count += all.length;
      ways.set(r, all);
    }
    if (count > MOST_CANDIDATES) {
      for (const { r } of open) layout.unsure.add(r);
      return;
    }
    const balanced = keepBalanced(layout, p, ways);
    const solutions = solve(layout, p, balanced);
    if (solutions.length === 0) {
      for (const { r } of open) {
        const only = balanced.get(r);
        if (only?.length === 1) (layout.placed[r] as Placement[])[p] = only[0] as Placement;
        else layout.unsure.add(r);
      }
      return;
    }
    const choices = solutions.map((solution) => {
      const placed = layout.placed.map((row) => [...row]);
      for (const [r, placement] of solution.placed) (placed[r] as Placement[])[p] = placement;
      return { placed, unsure: solution.unsure };
    });
    const [first] = choices;
    layout.placed.length = 0;
    append(layout.placed, (first as { placed: Placement[][] }).placed);
    for (const r of (first as { unsure: ReadonlySet<number> }).unsure) layout.unsure.add(r);
    layout.alternatives = choices.map((c) => c.placed);
  });
}

/** All ways to choose `count` of `width` columns, in order. */
function subsets(width: number, count: number): number[][] {
  if (count === 0) return [[]];
  const out: number[][] = [];
  const go = (from: number, chosen: number[]) => {
    if (chosen.length === count) {
      out.push(chosen);
      return;
    }
    for (let c = from; c <= width - (count - chosen.length); c++) go(c + 1, [...chosen, c]);
  };
  go(0, []);
  return out;
}

function spreadOver(amounts: readonly string[], columns: readonly number[], width: number): Placement {
  const row: (string | undefined)[] = Array.from({ length: width });
  columns.forEach((c, i) => {
    row[c] = amounts[i];
  });
  return row;
}

/** Of each row's ways, those in which its own sums hold: asked of the engine, a row for each way. */
function keepBalanced(
  layout: Layout,
  p: number,
  ways: ReadonlyMap<number, readonly Placement[]>,
): Map<number, Placement[]> {
  const tried: { r: number; placement: Placement }[] = [];
  for (const [r, list] of ways) for (const placement of list) tried.push({ r, placement });
  const bar = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = layout.header();
  const rows = tried.map(({ placement }, i) => {
    const blank = layout.panels.map(
      (panel, q): Placement => (q === p ? placement : panel.values.map(() => undefined)),
    );
    const cells = [
      '',
      ...layout.panels.flatMap((panel, q) => [
        ...panel.labels.map((_, l) => (q === p && l === panel.labels.length - 1 ? `甲${i}` : '')),
        ...(blank[q] as Placement).map((v) => v ?? ''),
      ]),
    ];
    return bar(cells);
  });
  const source = [
    `## ${layout.table.title}`,
    ...layout.table.properties,
    '',
    bar(head),
    bar(head.map(() => '---')),
    ...rows,
  ].join('\n');
  const analysis = open(source);
  const held = new Map<number, boolean>();
  const { outcomes, relations } = analysis.graph;
  const firstRow = analysis.tree.lines.findIndex((l) => l.text.includes('| 甲0 |'));
  for (const relation of relations) {
    if (relation.rule !== 'row-sum' || relation.explanation) continue;
    const figure = relation.total;
    if (!figure || !('row' in figure)) continue;
    const block = analysis.tree.blocks.find((b) => b.block === figure.owner.block);
    const index = (block?.line ?? 0) + figure.span.line - firstRow;
    const state = outcomes.get(relation)?.state;
    if (state === 'exact' || state === 'rounding') held.set(index, held.get(index) ?? true);
    else if (state !== 'notApplicable') held.set(index, false);
  }
  const kept = new Map<number, Placement[]>();
  tried.forEach(({ r, placement }, i) => {
    if (held.get(i) !== true) return;
    const list = kept.get(r);
    if (list) list.push(placement);
    else kept.set(r, [placement]);
  });
  // A table without sums in its rows says nothing of them.
  for (const [r, list] of ways) if (!kept.has(r) && held.size === 0) kept.set(r, [...list]);
  return kept;
}

interface Solution {
  readonly placed: ReadonlyMap<number, Placement>;
  readonly unsure: ReadonlySet<number>;
}

/**
 * Whole tables that balance: for each way of the total row (the row with most columns filled), the other rows lie
 * within its columns, and where the table is a tree of codes each parent is the sum of its children, column by column.
 */
function solve(layout: Layout, p: number, balanced: ReadonlyMap<number, readonly Placement[]>): Solution[] {
  const width = (layout.panels[p] as Panel).values.length;
  const amountsOf = (r: number) => layout.rows[r]?.parts[p]?.amounts ?? [];
  const all = layout.rows.map((_, r) => r).filter((r) => amountsOf(r).length > 0);
  const most = largest(
    all.map((r) => amountsOf(r).length),
    0,
  );
  const total = layout.coded
    ? all.find((r) => layout.rows[r]?.code === '')
    : all.find((r) => amountsOf(r).length === most);
  const waysOf = (r: number): readonly Placement[] =>
    amountsOf(r).length === width ? [leftmost(amountsOf(r), width)] : (balanced.get(r) ?? []);
  const supports = total === undefined ? [undefined] : waysOf(total);
  const solutions: Solution[] = [];
  for (const support of supports) {
    const within = (w: Placement) =>
      support === undefined || w.every((v, c) => v === undefined || support[c] !== undefined);
    const ways = new Map(all.map((r) => [r, r === total && support ? [support] : waysOf(r).filter(within)]));
    if (all.some((r) => ways.get(r)?.length === 0) && supports.length > 1) continue;
    solutions.push(
      layout.coded
        ? solveTree(layout, width, all, ways)
        : { placed: single(ways), unsure: new Set(all.filter((r) => ways.get(r)?.length !== 1)) },
    );
  }
  const fewest = smallest(
    solutions.map((s) => s.unsure.size),
    Number.POSITIVE_INFINITY,
  );
  return solutions.filter((s) => s.unsure.size === fewest);
}

function single(ways: ReadonlyMap<number, readonly Placement[]>): Map<number, Placement> {
  return new Map(
    [...ways].filter(([, list]) => list.length === 1).map(([r, list]) => [r, list[0] as Placement]),
  );
}

/** Parents and children by their codes, solved from the total down. */
function solveTree(
  layout: Layout,
  width: number,
  rows: readonly number[],
  ways: ReadonlyMap<number, readonly Placement[]>,
): Solution {
  const codeOf = (r: number) => layout.rows[r]?.code ?? '';
  const byCode = new Map(rows.map((r) => [codeOf(r), r]));
  const children = new Map<string, number[]>();
  for (const r of rows) {
    const code = codeOf(r);
    if (code === '') continue;
    // The nearest level above that the table has.
    let parent = code.length > 5 ? code.slice(0, 5) : code.length > 3 ? code.slice(0, 3) : '';
    while (parent !== '' && !byCode.has(parent)) parent = parent.length > 3 ? parent.slice(0, 3) : '';
    children.set(parent, [...(children.get(parent) ?? []), r]);
  }
  const placed = new Map<number, Placement>();
  const unsure = new Set<number>();
  const memo = new Map<string, boolean>();
  /** Whether the rows below a row can be filled so that they add up to it; how they can is their own level's question. */
  const feasible = (r: number, way: Placement): boolean => {
    const key = `${r}:${way.map((v) => v ?? '').join('|')}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const below = children.get(codeOf(r)) ?? [];
    const found = below.length === 0 || combine(below, way).count > 0;
    memo.set(key, found);
    return found;
  };
  const combine = (below: readonly number[], target: Placement): { count: number; choice: Placement[] } => {
    const wanted = vector(target);
    let states = new Map<string, { sum: readonly Scaled[]; count: number; choice: Placement[] }>([
      ['', { sum: Array.from({ length: width }, () => 0n), count: 1, choice: [] }],
    ]);
    for (const child of below) {
      const next: typeof states = new Map();
      for (const state of states.values()) {
        for (const way of ways.get(child) ?? []) {
          if (!feasible(child, way)) continue;
          const add = vector(way);
          const sum = state.sum.map((v, c) => v + (add[c] as Scaled));
          const key = sum.join();
          const other = next.get(key);
          if (other) next.set(key, { ...other, count: 2 });
          else next.set(key, { sum, count: state.count, choice: [...state.choice, way] });
        }
      }
      if (next.size > 5000) return { count: 2, choice: [] };
      states = next;
    }
    // Exactly, or else as far off as rounding explains: half a last digit for each figure.
    for (const slack of [0n, HALF * BigInt(below.length + 1)]) {
      const ends = [...states.values()].filter((s) =>
        s.sum.every((v, c) => abs(v - (wanted[c] as Scaled)) <= slack),
      );
      const [end] = ends;
      if (end) return { count: ends.length > 1 ? 2 : end.count, choice: end.choice };
    }
    return { count: 0, choice: [] };
  };
  const descend = (r: number, way: Placement, sure: boolean) => {
    placed.set(r, way);
    if (!sure) unsure.add(r);
    const below = children.get(codeOf(r)) ?? [];
    if (below.length === 0) return;
    const { count: found, choice } = combine(below, way);
    below.forEach((child, i) => {
      const own = ways.get(child) ?? [];
      const chosen = choice[i] ?? own[0];
      if (chosen) descend(child, chosen, sure && (found === 1 || own.length === 1));
      else unsure.add(child);
    });
  };
  const root = byCode.get('');
  const tops = root === undefined ? (children.get('') ?? []) : [root];
  for (const top of tops) {
    const own = (ways.get(top) ?? []).filter((w) => feasible(top, w));
    const [way] = own.length > 0 ? own : (ways.get(top) ?? []);
    if (way) descend(top, way, own.length === 1);
    else unsure.add(top);
  }
  for (const r of rows) if (!placed.has(r)) unsure.add(r);
  return { placed, unsure };
}

const HALF = halfDigit(2);

function vector(placement: Placement): Scaled[] {
  return placement.map((v) => {
    const printed = v === undefined ? undefined : parseNumber(v);
    return printed ? scaledOf(printed) : 0n;
  });
}

/** Where a table balances in several ways as a whole, the equations between the tables decide. */
function choose(layouts: readonly Layout[]): void {
  for (const layout of layouts) {
    if (layout.alternatives.length < 2) continue;
    let best: { placed: Placement[][]; broken: number; passed: number } | undefined;
    let tied = false;
    for (const placed of layout.alternatives.slice(0, 40)) {
      const { broken, passed } = open(
        layouts.map((l) => l.source(l === layout ? placed : undefined)).join('\n'),
      ).coverage;
      const better = !best || broken < best.broken || (broken === best.broken && passed > best.passed);
      if (better) {
        best = { placed, broken, passed };
        tied = false;
      } else if (best && broken === best.broken && passed === best.passed) tied = true;
    }
    if (!best) continue;
    layout.placed.length = 0;
    append(layout.placed, best.placed);
    if (!tied) continue;
    layout.rows.forEach((row, r) => {
      if (
        row.parts.some(
          (part, q) =>
            part.amounts.length > 0 && part.amounts.length < (layout.panels[q]?.values.length ?? 0),
        )
      )
        layout.unsure.add(r);
    });
  }
}
