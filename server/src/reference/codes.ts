/** The code catalogue: names, years and how sure each row is (seeds/README.md). */

import { foldName } from '../base/fold.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import type { Catalogue, CodeEntry, CodeLevel, Rename } from './types.ts';

/** What a catalogue says of the name that a report prints for a code in a year. */
export type NameJudgement =
  | { readonly kind: 'right' }
  /** Differs by brackets, spaces or 其它/其他 alone. */
  | { readonly kind: 'form'; readonly expected: string }
  /** The name of other years. */
  | { readonly kind: 'old'; readonly expected: string; readonly rename: Rename }
  | { readonly kind: 'new'; readonly expected: string; readonly rename: Rename }
  /**
   * Another name. `sure`: sure enough for a warning. `other`: the code whose name is printed, where code or name is
   * likely that one misprinted.
   */
  | {
      readonly kind: 'wrong';
      readonly expected: string;
      readonly sure: boolean;
      readonly other?: CodeEntry | undefined;
    }
  /** Nothing sure enough is known. */
  | { readonly kind: 'unknown' };

/** The level that a code's digits stand for. */
export function levelOf(code: string): CodeLevel | undefined {
  return code.length === 3 ? '类' : code.length === 5 ? '款' : code.length === 7 ? '项' : undefined;
}

/** The code one level up, or undefined for a 类. */
export function parentOf(code: string): string | undefined {
  return code.length > 3 ? code.slice(0, -2) : undefined;
}

/** Whether a row was valid in a year. Years that only practice suggests are not held against a report. */
export function validIn(entry: CodeEntry, year: number | undefined): boolean {
  if (year === undefined) return true;
  return (entry.firstYear ?? 0) <= year && year <= (entry.lastYear ?? 9999);
}

export class CodeCatalogue {
  private readonly byCode = new Map<string, CodeEntry[]>();
  private readonly byName = new Map<string, CodeEntry[]>();
  private readonly renamesByCode = new Map<string, Rename[]>();
  private readonly children = new Map<string, CodeEntry[]>();

  constructor(
    readonly entries: readonly CodeEntry[],
    readonly renames: readonly Rename[],
    /** The first year whose edition the rows of a catalogue are of; none is held against older reports. */
    private readonly since: Readonly<Partial<Record<Catalogue, number>>> = {},
  ) {
    for (const entry of entries) {
      pushTo(this.byCode, key(entry.catalogue, entry.code), entry);
      pushTo(this.byName, key(entry.catalogue, foldName(entry.name)), entry);
      const parent = parentOf(entry.code);
      if (parent) pushTo(this.children, key(entry.catalogue, parent), entry);
    }
    for (const rename of renames) pushTo(this.renamesByCode, rename.code, rename);
  }

  /**
   * The row of a code, or undefined. A code that changed its name has several rows: the one of `year` is meant, else
   * the newest.
   */
  get(catalogue: Catalogue, code: string, year?: number): CodeEntry | undefined {
    const rows = this.byCode.get(key(catalogue, code));
    if (!rows) return undefined;
    return (year === undefined ? undefined : rows.find((r) => validIn(r, year))) ?? newest(rows);
  }

  /** The rows one level below a code. */
  childrenOf(catalogue: Catalogue, code: string): readonly CodeEntry[] {
    return this.children.get(key(catalogue, code)) ?? [];
  }

  /** The rows with a name (compared as names are). */
  named(catalogue: Catalogue, name: string): readonly CodeEntry[] {
    return this.byName.get(key(catalogue, foldName(name))) ?? [];
  }

  renamesOf(code: string): readonly Rename[] {
    return this.renamesByCode.get(code) ?? [];
  }

  /**
   * The 类 whose name, of whatever year, a label is; so that an old name never breaks a sum.
   * @param label a row's label without its numbering
   */
  classNamed(label: string): CodeEntry | undefined {
    const folded = comparable(label);
    // `205 教育支出`
    const code = /^[[(]?(\d{3})[\])]?(?=\D)/.exec(foldName(label));
    const name = code ? comparable(foldName(label).slice(code[0].length)) : folded;
    return this.classNames().find((c) => c.name === folded || (c.name === name && c.entry.code === code?.[1]))
      ?.entry;
  }

  private readonly byLength = new Map<string, readonly Named[]>();
  private classCache?: readonly Named[];

  private classNames(): readonly Named[] {
    if (this.classCache) return this.classCache;
    const names: Named[] = [];
    for (const entry of this.entries) {
      if (entry.catalogue !== 'functional' || entry.level !== '类') continue;
      names.push({ name: comparable(entry.name), entry });
      for (const rename of this.renamesOf(entry.code)) {
        names.push({ name: comparable(rename.oldName), entry }, { name: comparable(rename.newName), entry });
      }
    }
    this.classCache = names;
    return names;
  }

  /**
   * Judges the name that a report of `year` prints beside a code (seeds/README.md). A row calls a name wrong only in its
   * own years: confirmed rows any name; corroborated ones surely where the name is exactly another code's; all but
   * doubtful ones where it is that of a neighbour, or that of one other code alone which a document bears out.
   * @param printed the name as printed
   */
  judge(catalogue: Catalogue, code: string, printed: string, year: number | undefined): NameJudgement {
    const entry = this.get(catalogue, code, year);
    if (!entry) return { kind: 'unknown' };
    return this.nameOfYear(entry, printed, year) ?? this.wrong(entry, printed, year);
  }

  /** The judgement of a name that is the code's own, of this or of another year; undefined for all others. */
  private nameOfYear(entry: CodeEntry, printed: string, year: number | undefined): NameJudgement | undefined {
    const name = foldName(printed);
    const renames = this.renamesOf(entry.code);
    if (name === foldName(entry.name)) {
      const newer = renames.find((r) => foldName(r.newName) === name && year !== undefined && year < r.year);
      return newer ? { kind: 'new', expected: newer.oldName, rename: newer } : { kind: 'right' };
    }
    for (const rename of renames) {
      if (comparable(rename.oldName) === comparable(printed)) {
        if (year !== undefined && year < rename.year) return { kind: 'right' };
        return { kind: 'old', expected: rename.newName, rename };
      }
      if (comparable(rename.newName) === comparable(printed) && year !== undefined) {
        return year >= rename.year ? { kind: 'right' } : { kind: 'new', expected: rename.oldName, rename };
      }
    }
    // `行政运行（公安）`: brackets that say under what it stands are no part of the name.
    const isForm = [name, name.replace(/\([^()]*\)$/, '')].some(
      (n) => comparable(n) === comparable(entry.name),
    );
    return isForm ? { kind: 'form', expected: entry.name } : undefined;
  }

  private wrong(entry: CodeEntry, printed: string, year: number | undefined): NameJudgement {
    if (!validIn(entry, year) || (year ?? Infinity) < (this.since[entry.catalogue] ?? 0))
      return { kind: 'unknown' };
    const expected = entry.name;
    const other = this.neighbourNamed(entry, printed, year);
    if (entry.basis === 'confirmed' || entry.basis === 'user')
      return { kind: 'wrong', expected, sure: true, other };
    if (entry.basis === 'corroborated') {
      const sure = other !== undefined || this.named(entry.catalogue, printed).length > 0;
      return { kind: 'wrong', expected, sure, other };
    }
    const named = other ?? this.onlyNamed(entry, printed, year);
    return named
      ? { kind: 'wrong', expected, sure: entry.basis !== 'doubtful', other: named }
      : { kind: 'unknown' };
  }

  /** The code beside this one (a sibling, or one digit away) whose name is printed here. */
  private neighbourNamed(entry: CodeEntry, printed: string, year: number | undefined): CodeEntry | undefined {
    const { catalogue, code } = entry;
    const own = foldName(entry.name);
    return this.named(catalogue, printed).find(
      (e) =>
        e.code !== code &&
        e.code.length === code.length &&
        foldName(e.name) !== own &&
        validIn(e, year) &&
        (parentOf(e.code) === parentOf(code) || digitDistance(e.code, code) === 1),
    );
  }

  /** The one code whose name is printed here, wherever it stands: a document prints that name beside that code alone. */
  private onlyNamed({ catalogue, code }: CodeEntry, printed: string, year: number | undefined) {
    const all = this.named(catalogue, printed).filter((e) => validIn(e, year));
    const [one, another] = all;
    if (!one || another || one.code.length !== code.length) return undefined;
    return one.basis === 'confirmed' || one.basis === 'corroborated' ? one : undefined;
  }

  /** The codes of a catalogue with so many digits, with their names as they are compared. */
  private ofLength(catalogue: Catalogue, length: number): readonly Named[] {
    return getOrMake(this.byLength, key(catalogue, String(length)), () =>
      this.entries
        .filter((e) => e.catalogue === catalogue && e.code.length === length)
        .map((entry) => ({ name: comparable(entry.name), entry })),
    );
  }

  /**
   * The nearest codes to one that the catalogue does not have: by name first, then by digits among siblings.
   * @returns at most `limit` rows, best first
   */
  nearest(catalogue: Catalogue, code: string, name: string, limit = 3): CodeEntry[] {
    const scored: { entry: CodeEntry; score: number }[] = [];
    const folded = comparable(name);
    for (const { name: own, entry } of this.ofLength(catalogue, code.length)) {
      let score = digitDistance(entry.code, code);
      if (score > 3 && entry.code.slice(0, 3) !== code.slice(0, 3)) continue;
      if (folded && own === folded) score -= 3;
      if (entry.basis === 'doubtful') score += 1;
      if (score <= 2) scored.push({ entry, score });
    }
    return scored
      .sort((a, b) => a.score - b.score || (a.entry.code < b.entry.code ? -1 : 1))
      .slice(0, limit)
      .map((s) => s.entry);
  }
}

/** A folded name in the usual spelling. */
export function oneSpelling(folded: string): string {
  return folded.replace(/其它/g, '其他');
}

/** A folded name of a code without the word for spending at its end, which a definition may leave out. */
export function withoutSpending(folded: string): string {
  return folded.replace(/支出$/, '');
}

/** A row of the catalogue under one of its names, as names are compared. */
interface Named {
  readonly name: string;
  readonly entry: CodeEntry;
}

/** A name without the differences that are only of form: brackets, spaces, 其它/其他, a closing 支出 is kept. */
function comparable(name: string): string {
  return oneSpelling(foldName(name)).replace(/[()、,，·-]/g, '');
}

/** Edits between two codes of one length; two digits swapped are one. */
function digitDistance(a: string, b: string): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    if (a[i] === b[i + 1] && a[i + 1] === b[i]) i++;
    distance++;
  }
  return distance;
}

/** The row of the latest years. */
function newest(rows: readonly CodeEntry[]): CodeEntry | undefined {
  return rows.reduce<CodeEntry | undefined>(
    (best, r) => (!best || (r.lastYear ?? 9999) > (best.lastYear ?? 9999) ? r : best),
    undefined,
  );
}

function key(catalogue: Catalogue, rest: string): string {
  return `${catalogue}:${rest}`;
}
