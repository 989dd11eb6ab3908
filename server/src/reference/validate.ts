/**
 * Checks data against docs/schema/form.schema.json: the schema that editors use is the one that the program goes by.
 * Only what that schema is written in is understood here. Problems are told at their place, in words for people
 * rather than for programs (messages `form.…`).
 */
import schema from '../../../docs/schema/form.schema.json';

/** A stretch of the file's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Data of a file with the places where it stands. */
export type Located = LocatedMap | LocatedList | LocatedScalar;

export interface LocatedMap extends Stretch {
  readonly kind: 'map';
  readonly entries: readonly LocatedEntry[];
}

export interface LocatedEntry {
  readonly key: string;
  readonly keyAt: Stretch;
  readonly value: Located;
}

export interface LocatedList extends Stretch {
  readonly kind: 'list';
  readonly items: readonly Located[];
}

export interface LocatedScalar extends Stretch {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written. */
  readonly source: string;
  /** Whether the value stands in the file letter for letter, so that places inside it can be told. */
  readonly verbatim: boolean;
}

/** What is wrong with a form, in the offsets of its file. */
export interface Flaw extends Stretch {
  /** Id of the message. */
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly severity: 'error' | 'warning' | 'information';
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const root = schema as Schema;

/** What is wrong with the shape of a form. */
export function validateShape(data: Located): Flaw[] {
  const shape = new Shape();
  shape.check(data, root, '');
  return shape.flaws;
}

/** The value of a map's key. */
export function entryOf(data: Located | undefined, key: string): LocatedEntry | undefined {
  return data?.kind === 'map' ? data.entries.find((e) => e.key === key) : undefined;
}

/** Follows keys and positions; as far as they lead. */
export function locate(data: Located, path: readonly (string | number)[]): Located {
  let at = data;
  for (const step of path) {
    const next =
      typeof step === 'number' ? (at.kind === 'list' ? at.items[step] : undefined) : entryOf(at, step)?.value;
    if (!next) break;
    at = next;
  }
  return at;
}

/** The plain data, without places. */
export function plain(data: Located): unknown {
  switch (data.kind) {
    case 'scalar':
      return data.value;
    case 'list':
      return data.items.map(plain);
    case 'map':
      return Object.fromEntries(data.entries.map((e) => [e.key, plain(e.value)]));
  }
}

function resolve(given: Schema): Schema {
  if (given.$ref === undefined) return given;
  const name = given.$ref.replace('#/definitions/', '');
  // What stands beside a reference adds to it.
  return { ...root.definitions?.[name], ...given };
}

type Tell = (message: string, values?: Readonly<Record<string, string>>, at?: Stretch) => void;

/** Goes through data beside its schema. */
class Shape {
  readonly flaws: Flaw[] = [];

  /** @param key the key that the data stands under */
  check(data: Located, given: Schema, key: string): void {
    const wanted = resolve(given);
    const tell: Tell = (message, values = {}, { start, end } = data) =>
      this.flaws.push({
        message: `form.${message}`,
        data: { key, ...values },
        start,
        end,
        severity: 'error',
      });
    if (!isOf(data, wanted.type)) tellType(data, wanted, tell);
    else if (data.kind === 'scalar') checkScalar(data, wanted, tell);
    else if (data.kind === 'list') this.list(data, wanted, key, tell);
    else this.map(data, wanted, key, tell);
  }

  private list({ items }: LocatedList, wanted: Schema, key: string, tell: Tell): void {
    if (items.length < (wanted.minItems ?? 0)) tell('few', { count: String(wanted.minItems) });
    if (items.length > (wanted.maxItems ?? Number.POSITIVE_INFINITY))
      tell('many', { count: String(wanted.maxItems) });
    items.forEach((item, i) => {
      const each = Array.isArray(wanted.items) ? (wanted.items as readonly Schema[])[i] : wanted.items;
      if (each) this.check(item, each as Schema, key);
    });
  }

  private map(data: LocatedMap, wanted: Schema, key: string, tell: Tell): void {
    const properties = wanted.properties ?? {};
    const names = Object.keys(properties);
    for (const entry of data.entries) {
      const property = Object.hasOwn(properties, entry.key) ? properties[entry.key] : undefined;
      if (property) this.check(entry.value, property, entry.key);
      else if (wanted.additionalProperties === false) {
        const left = names.filter((n) => !data.entries.some((e) => e.key === n));
        tell('unknown-key', { key: entry.key, ...near(entry.key, left) }, entry.keyAt);
      }
    }
    // A whole map is a long stretch to mark: what lacks is told at its first line.
    const head = data.entries[0]?.keyAt ?? data;
    for (const name of wanted.required ?? []) {
      if (!data.entries.some((e) => e.key === name)) tell('missing-key', { key: name, owner: key }, head);
    }
    if (wanted.oneOf) {
      const ways = wanted.oneOf.flatMap((w) => w.required ?? []);
      const given = data.entries.filter((e) => ways.includes(e.key));
      if (given.length === 0) tell('no-way', { list: ways.join('、') }, head);
      for (const more of given.slice(1))
        tell('several-ways', { key: more.key, list: ways.join('、') }, more.keyAt);
    }
  }
}

function tellType(data: Located, { type }: Schema, tell: Tell): void {
  const number =
    data.kind === 'scalar' && (typeof data.value === 'number' || typeof data.value === 'boolean');
  if (number && types(type).includes('string')) tell('quote', { text: data.source });
  else tell(`type-${types(type)[0] ?? 'object'}`);
}

function checkScalar(data: LocatedScalar, wanted: Schema, tell: Tell): void {
  if (typeof data.value !== 'string') return;
  if (data.value.trim().length < (wanted.minLength ?? 0)) tell('empty');
  else if (data.value.length > (wanted.maxLength ?? Number.POSITIVE_INFINITY))
    tell('long', { count: String(wanted.maxLength) });
  else if (wanted.enum && !wanted.enum.includes(data.value)) {
    tell('choice', { value: data.value, list: wanted.enum.join('、'), ...near(data.value, wanted.enum) });
  } else if (wanted.pattern !== undefined && !new RegExp(wanted.pattern, 'u').test(data.value)) {
    tell('pattern', { value: data.value, list: (wanted.examples ?? []).join('、') });
  }
}

function types(type: Schema['type']): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}

function isOf(data: Located, type: Schema['type']): boolean {
  const wanted = types(type);
  if (wanted.length === 0) return true;
  const is =
    data.kind === 'map'
      ? 'object'
      : data.kind === 'list'
        ? 'array'
        : data.value === null
          ? 'null'
          : (typeof data.value as string);
  return wanted.includes(is);
}

/** The name that was probably meant, as `near`; nothing where none is close. */
export function near(word: string, words: readonly string[]): { near?: string } {
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    const begun = word.length > 1 && (candidate.startsWith(word) || word.startsWith(candidate));
    const distance = begun ? 1 : editDistance(word, candidate);
    // Two names of two characters that share none are not alike.
    if (distance >= Math.max(word.length, candidate.length)) continue;
    if (distance <= Math.max(1, Math.floor(word.length / 3)) && (!best || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best ? { near: best.word } : {};
}

/** Changes of one letter that lead from one word to the other; two letters that changed places count once. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8 || a.length > 200) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(change, at(i - 1, j) + 1, at(i, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return at(a.length, b.length);
}
