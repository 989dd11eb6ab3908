/** The public catalogue of codes, as reports of a year print it: what generated reports take codes and names from. */
import economic from '../../seeds/codes/economic_department.json';
import functional from '../../seeds/codes/functional.json';
import type { Random } from '../fuzz/random.ts';

export type Fund = 'general' | 'fund' | 'capital';

export interface Code {
  readonly code: string;
  readonly name: string;
}

/** A 项 with the 款 and 类 that it stands under. */
export interface Subject extends Code {
  readonly group: Code;
  readonly class: Code;
  readonly fund: Fund;
}

type Row = readonly (string | number | null)[];

const FUNDS: Readonly<Record<string, Fund>> = {
  一般公共预算: 'general',
  政府性基金: 'fund',
  国有资本经营: 'capital',
};

function validIn(year: number, [, , , , first, last, , basis]: Row): boolean {
  return (
    (first === null || Number(first) <= year) &&
    (last === null || Number(last) >= year) &&
    basis !== 'doubtful'
  );
}

const kept = new Map<number, readonly Subject[]>();

/** All 项 of a year. A name that two rows of the year give one code is left out: no report could be right. */
export function subjectsOf(year: number): readonly Subject[] {
  const known = kept.get(year);
  if (known) return known;
  const rows = (functional.rows as readonly Row[]).filter((row) => validIn(year, row));
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const [code, name] of rows) {
    if (names.has(String(code))) twice.add(String(code));
    names.set(String(code), String(name));
  }
  const named = (code: string): Code | undefined => {
    const name = names.get(code);
    return name && !twice.has(code) ? { code, name } : undefined;
  };
  const subjects = rows.flatMap(([code, , level, fund]): Subject[] => {
    const own = named(String(code));
    const group = named(String(code).slice(0, 5));
    const top = named(String(code).slice(0, 3));
    const of = FUNDS[String(fund)];
    return level === '项' && own && group && top && of ? [{ ...own, group, class: top, fund: of }] : [];
  });
  kept.set(year, subjects);
  return subjects;
}

/** The 类 rows that a summary table prints, in order. */
export function classesOf(year: number): readonly Code[] {
  const seen = new Map<string, Code>();
  for (const s of subjectsOf(year)) seen.set(s.class.code, s.class);
  return [...seen.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Draws 项 of some 款 of some 类, in the order of their codes. */
export function drawSubjects(random: Random, year: number, fund: Fund, most: number): Subject[] {
  // A report of this year and one of the last print the same names.
  const before = new Map(subjectsOf(year - 1).map((s) => [s.code, s]));
  const same = (s: Subject) => {
    const b = before.get(s.code);
    return b?.name === s.name && b.group.name === s.group.name && b.class.name === s.class.name;
  };
  const pool = subjectsOf(year).filter(
    (s) => s.fund === fund && (fund !== 'general' || s.class.code < '230') && same(s),
  );
  const chosen = new Map<string, Subject>();
  for (let left = random.between(1, most); left > 0; ) {
    const group = random.pick(pool).group.code;
    const own = pool.filter((s) => s.group.code === group);
    for (const s of own.slice(0, random.between(1, Math.min(4, own.length)))) {
      chosen.set(s.code, s);
      left--;
    }
  }
  return [...chosen.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Economic 款 under one 类, of those that reports commonly print. */
export function economicOf(prefix: string): readonly Code[] {
  return (economic.rows as readonly Row[])
    .filter((row) => validIn(2023, row) && row[7] === 'confirmed')
    .map(([code, name]) => ({ code: String(code), name: String(name) }))
    .filter(({ code }) => code.startsWith(prefix));
}
