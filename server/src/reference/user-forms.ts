/** A form as a person writes it: YAML text → data with places → form. Names and formulas are checked elsewhere. */
import type { Document, Node, YAMLError } from 'yaml';
import type { Form, FormRelation } from './types.ts';
import {
  entryOf,
  type Flaw,
  type Located,
  type LocatedEntry,
  plain,
  type Stretch,
  validateShape,
} from './validate.ts';

/** A form is a few KB; beyond this a file is none. */
export const BIGGEST_FORM = 256 * 1024;
const MOST_NODES = 50_000;
const MOST_REFERENCES = 50;
const DEEPEST = 12;

/** A form's file as it was read. */
export interface FormFile {
  readonly path: string;
  readonly text: string;
  /** The data, where the text is YAML at all. */
  readonly data: Located | undefined;
  /** The form, where its shape is right: relations that are not right are left out of it. */
  readonly form: Form | undefined;
  readonly flaws: readonly Flaw[];
}

/** Lists of relations in a form. */
export const RELATION_LISTS = ['relations', 'setRelations', 'acrossTables'] as const;

/** Rules that a relation reports by, where it does not say. */
const RULE_OF_WAY = {
  rows: 'total',
  columns: 'row-sum',
  cells: 'cross-table',
  codes: 'cross-table',
  reports: 'cross-report',
  ratio: 'execution-rate',
  grades: 'grade',
} as const;

/**
 * Reads the text of a form.
 * @param path where it stands, which the form keeps as its source
 */
export async function readFormFile(text: string, path: string): Promise<FormFile> {
  if (text.length > BIGGEST_FORM)
    return { path, text, data: undefined, form: undefined, flaws: [flaw('big', HEAD)] };
  const { data, flaws } = await readYaml(text);
  if (!data) return { path, text, data, form: undefined, flaws };
  const all = [...flaws, ...validateShape(data)];
  return { path, text, data, form: toForm(data, all, path), flaws: all };
}

/** A file that is there but cannot be read. */
export function unreadableForm(path: string): FormFile {
  return { path, text: '', data: undefined, form: undefined, flaws: [flaw('unreadable', HEAD)] };
}

/** The form without the relations that are flawed; undefined where anything else is. */
export function toForm(data: Located, flaws: readonly Flaw[], path: string): Form | undefined {
  const errors = flaws.filter((f) => f.severity === 'error');
  const inside = (at: Stretch) => errors.filter((e) => at.start <= e.start && e.end <= at.end);
  const lists = new Map<string, { readonly item: Located; readonly index: number }[]>();
  let inRelations = 0;
  for (const name of RELATION_LISTS) {
    const list = entryOf(data, name)?.value;
    if (list?.kind !== 'list') continue;
    const sound = list.items.map((item, index) => ({ item, index, errors: inside(item).length }));
    lists.set(
      name,
      sound.filter((s) => s.errors === 0),
    );
    inRelations += sound.reduce((sum, s) => sum + s.errors, 0);
  }
  if (errors.length > inRelations) return undefined;
  const form = plain(data) as Form;
  const made: Record<string, unknown> = {
    ...form,
    structure: form.structure ?? (form.tree ? 'tree' : 'rows'),
    source: path,
  };
  for (const [name, items] of lists) {
    made[name] = items.map(({ item, index }) =>
      toRelation(plain(item) as Partial<FormRelation>, form.id, index),
    );
  }
  return made as unknown as Form;
}

function toRelation(given: Partial<FormRelation>, form: string, index: number): FormRelation {
  const way = (Object.keys(RULE_OF_WAY) as (keyof typeof RULE_OF_WAY)[]).find((w) => given[w] !== undefined);
  return { ...given, id: given.id ?? `${form}.${index + 1}`, rule: given.rule ?? RULE_OF_WAY[way ?? 'rows'] };
}

// ---- YAML ----

const HEAD: Stretch = { start: 0, end: 0 };

function flaw(message: string, at: Stretch, data: Record<string, string> = {}): Flaw {
  return { message: `form.${message}`, data, start: at.start, end: at.end, severity: 'error' };
}

/** YAML → data with places. The library is loaded on first use: most workspaces have no forms of their own. */
async function readYaml(text: string): Promise<{ data?: Located; flaws: Flaw[] }> {
  const yaml = await import('yaml');
  let document: Document.Parsed;
  try {
    document = yaml.parseDocument(text, {
      // The 1.2 core schema knows strings, numbers, true/false, null: no dates, no binary, no merge keys.
      schema: 'core',
      customTags: [],
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch {
    // Nesting beyond what the library's own stack bears.
    return { flaws: [flaw('deep', HEAD)] };
  }
  const flaws = document.errors.map((e) => yamlFlaw(e, text));
  if (flaws.length > 0) return { flaws };
  if (!document.contents) return { flaws: [flaw('not-map', HEAD)] };
  const reader = new Reader(yaml, document, text);
  const data = reader.read(document.contents, 0);
  if (reader.flaws.length > 0 || !data) return { flaws: reader.flaws };
  if (data.kind !== 'map') {
    const wide = data.kind === 'scalar' && /^[\w\p{Script=Han}]+：/u.test(data.source);
    const end = Math.max(
      data.start,
      text.indexOf('\n', data.start) < 0 ? data.end : text.indexOf('\n', data.start),
    );
    return {
      flaws: [flaw(wide ? 'wide-colon' : 'not-map', { start: data.start, end: Math.min(end, data.end) })],
    };
  }
  return { data, flaws: [] };
}

const YAML_FLAWS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'twice-key',
  MULTIPLE_DOCS: 'several-documents',
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indent',
  TAG_RESOLVE_FAILED: 'tag',
  RESOURCE_EXHAUSTION: 'deep',
};

function yamlFlaw(error: YAMLError, text: string): Flaw {
  const [start, end] = error.pos;
  const line = text.slice(start).search(/[\r\n]|$/);
  const at = {
    start,
    end: Math.min(Math.max(end, start + 1), Math.max(start + line, start + 1), text.length),
  };
  const known = YAML_FLAWS[error.code];
  if (known === 'twice-key') {
    const key = /^[^\s:：]+/.exec(text.slice(start, start + 200))?.[0] ?? '';
    return flaw(known, { start, end: start + Math.max(key.length, 1) }, { key });
  }
  return flaw(known ?? 'yaml', at, known ? {} : { reason: error.message });
}

/** Turns the library's nodes into data with places, within bounds. */
class Reader {
  readonly flaws: Flaw[] = [];
  private nodes = 0;
  private references = 0;

  constructor(
    private readonly yaml: typeof import('yaml'),
    private readonly document: Document.Parsed,
    private readonly text: string,
  ) {}

  read(node: Node | null, depth: number, at?: Stretch): Located | undefined {
    const { isAlias, isMap, isScalar, isSeq } = this.yaml;
    if (this.flaws.length > 0) return undefined;
    const here = at ?? rangeOf(node) ?? HEAD;
    if (++this.nodes > MOST_NODES || depth > DEEPEST) return this.fail('deep', here);
    if (!node) return { kind: 'scalar', value: null, source: '', verbatim: false, ...here };
    if (isAlias(node)) {
      if (++this.references > MOST_REFERENCES) return this.fail('references', here);
      // What is said of the data behind it is said where it is used.
      return this.read(node.resolve(this.document) ?? null, depth + 1, here);
    }
    if (node.tag !== undefined) return this.fail('tag', here);
    if (isScalar(node)) {
      const value = node.value as string | number | boolean | null;
      const source = this.text.slice(here.start, here.end);
      return {
        kind: 'scalar',
        value: typeof value === 'bigint' ? Number(value) : value,
        source: node.source ?? source,
        verbatim: at === undefined && source === value,
        ...here,
      };
    }
    if (isSeq(node)) {
      const items: Located[] = [];
      for (const item of node.items) {
        const read = this.read(item as Node | null, depth + 1, at ?? this.placeOf(item as Node | null, here));
        if (!read) return undefined;
        items.push(read);
      }
      return { kind: 'list', items, ...here };
    }
    if (!isMap(node)) return this.fail('type-object', here);
    const entries: LocatedEntry[] = [];
    for (const { key, value } of node.items) {
      const keyAt = at ?? rangeOf(key as Node) ?? here;
      if (!isScalar(key)) return this.fail('key', keyAt);
      const read = this.read(
        value as Node | null,
        depth + 1,
        at ?? this.placeOf(value as Node | null, keyAt),
      );
      if (!read) return undefined;
      entries.push({ key: key.source ?? String(key.value), keyAt, value: read });
    }
    return { kind: 'map', entries, ...here };
  }

  /** Where a value that is not written at all belongs. */
  private placeOf(node: Node | null, near: Stretch): Stretch | undefined {
    const own = rangeOf(node);
    return own && own.end > own.start ? undefined : near;
  }

  private fail(message: string, at: Stretch): undefined {
    this.flaws.push(flaw(message, at));
    return undefined;
  }
}

function rangeOf(node: Node | null | undefined): Stretch | undefined {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}
