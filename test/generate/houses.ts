/** How provinces print their reports: titles, order and headers, as test/fixtures/provinces has them. */
import type { ReportKind as Kind } from '../../server/src/reference/types.ts';
import type { Random } from '../fuzz/random.ts';
import { provinceLines } from '../support/provinces.ts';

/** A printed header and what stands under each of its columns (test/fixtures/provinces/README.md). */
export interface HouseHeader {
  readonly paths: readonly (readonly string[])[];
  readonly reads: readonly string[];
}

export interface House {
  readonly province: string;
  readonly kind: Kind;
  /** Numbers of the tables that a report owes, in the order of the province. */
  readonly order: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, readonly HouseHeader[]>;
  /** Titles of what it prints besides. */
  readonly others: readonly string[];
}

const NONE = '(无)';
const NUMBERED = /^(决算|预算)(0[1-9])$/;

interface Own {
  readonly titles: Map<string, string>;
  readonly headers: Map<string, HouseHeader[]>;
  readonly others: string[];
}

function read(): Map<string, Own> {
  const all = new Map<string, Own>();
  const ownOf = (kind: string, province: string): Own => {
    const key = `${kind}/${province}`;
    const own = all.get(key) ?? { titles: new Map(), headers: new Map(), others: [] };
    all.set(key, own);
    return own;
  };
  for (const [kind = '', province = '', title = '', , form = ''] of provinceLines('titles.tsv')) {
    const own = ownOf(kind, province);
    const id = NUMBERED.exec(form)?.[2];
    if (id && !own.titles.has(id)) own.titles.set(id, title);
    else if (form === NONE) own.others.push(title);
  }
  for (const [form = '', province = '', title = '', header = '', , , reads = ''] of provinceLines(
    'columns.tsv',
  )) {
    const [, kind = '', id = ''] = NUMBERED.exec(form) ?? [];
    const own = ownOf(kind, province);
    own.headers.set(id, [
      ...(own.headers.get(id) ?? []),
      { paths: header.split('|').map((path) => path.split('/')), reads: reads.split('|') },
    ]);
    if (!own.titles.has(id)) own.titles.set(id, title);
  }
  return all;
}

const LEAST = 4;
const known = read();

/** Provinces of a kind whose own titles of at least four tables are known. */
export function provincesOf(kind: Kind): string[] {
  return [...known]
    .filter(([key, own]) => key.startsWith(`${kind}/`) && own.titles.size >= LEAST)
    .map(([key]) => key.slice(kind.length + 1));
}

const IDS = ['01', '02', '03', '04', '05', '06', '07', '08', '09'];

/** The house of a province; of what is not known of it, as some other province prints it. */
export function houseOf(random: Random, kind: Kind, province: string): House {
  const own = known.get(`${kind}/${province}`);
  if (!own) throw new Error(`no titles of ${kind} ${province}`);
  const elsewhere = [...known].filter(([key]) => key.startsWith(`${kind}/`)).map(([, o]) => o);
  const titles = new Map(own.titles);
  const headers = new Map(own.headers);
  for (const id of IDS) {
    const pool = elsewhere.filter((o) => o.headers.has(id));
    if (!headers.has(id)) headers.set(id, random.pick(pool).headers.get(id) as HouseHeader[]);
    if (!titles.has(id))
      titles.set(id, random.pick(elsewhere.filter((o) => o.titles.has(id))).titles.get(id) as string);
  }
  const order = [...own.titles.keys(), ...IDS.filter((id) => !own.titles.has(id))];
  return { province, kind, order, titles, headers, others: own.others };
}
