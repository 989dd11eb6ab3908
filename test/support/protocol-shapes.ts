/**
 * The shapes of the protocol's messages, made of the types of Microsoft's own library (vscode-languageserver-protocol,
 * which is generated from the metamodel of the specification). What it marks `@since 3.18` a server of 3.17 must not send.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Symbol as Named, Type, TypeChecker } from 'typescript';

/** Shapes name one another by their place in the list. */
type Shape =
  | { readonly is: 'any' | 'string' | 'number' | 'integer' | 'uinteger' | 'boolean' | 'null' | 'nothing' }
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'list'; readonly of: number }
  | { readonly is: 'row'; readonly of: readonly number[] }
  | { readonly is: 'one'; readonly of: readonly number[] }
  | { readonly is: 'map'; readonly of: Readonly<Record<string, Part>>; readonly rest?: number };

interface Part {
  readonly shape: number;
  readonly optional: boolean;
  /** The version that brought it, where that is a later one. */
  readonly later?: string;
}

export interface Shapes {
  readonly shapes: readonly Shape[];
  /** By method: of what a server answers, and of what either side tells or asks. */
  readonly results: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, number>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const API = join(root, 'node_modules/vscode-languageserver-protocol/lib/common/api.d.ts');
const KEPT = join(root, 'node_modules/.cache/protocol-shapes.json');

let loaded: Promise<Shapes> | undefined;

/** Made once for a version of the library. */
export function protocolShapes(): Promise<Shapes> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Shapes> {
  const made = Math.max(statSync(API).ctimeMs, statSync(fileURLToPath(import.meta.url)).mtimeMs);
  if (existsSync(KEPT) && statSync(KEPT).mtimeMs > made) return JSON.parse(readFileSync(KEPT, 'utf8'));
  const { default: ts } = await import('typescript');
  const program = ts.createProgram([API], {
    strict: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const api = program.getSourceFile(API);
  const module = api && checker.getSymbolAtLocation(api);
  if (!module) throw new Error(`${API}: no module`);
  const maker = new Maker(checker, ts);
  const results: Record<string, number> = {};
  const params: Record<string, number> = {};
  for (const named of checker.getExportsOfModule(module)) {
    const target = named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
    const members = target.exports;
    const own = (name: string) => {
      const member = members?.get(ts.escapeLeadingUnderscores(name));
      return member && checker.getTypeOfSymbol(member);
    };
    const [method, type] = [own('method'), own('type')];
    if (!method?.isStringLiteral() || !type) continue;
    const given = checker.getTypeArguments(type as never);
    const isRequest = /Request/.test(type.symbol?.name ?? '');
    const takesNothing = /0$/.test(type.symbol?.name ?? '');
    if (!takesNothing && given[0]) params[method.value] = maker.of(given[0]);
    const result = isRequest ? given[takesNothing ? 0 : 1] : undefined;
    if (result) results[method.value] = maker.of(result);
  }
  const shapes: Shapes = { shapes: maker.shapes, results, params };
  mkdirSync(dirname(KEPT), { recursive: true });
  const fresh = `${KEPT}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  writeFileSync(fresh, JSON.stringify(shapes));
  renameSync(fresh, KEPT);
  return shapes;
}

class Maker {
  readonly shapes: Shape[] = [];
  private readonly known = new Map<Type, number>();
  private readonly simple = new Map<string, number>();

  constructor(
    private readonly checker: TypeChecker,
    private readonly ts: typeof import('typescript'),
  ) {}

  of(type: Type): number {
    const known = this.known.get(type);
    if (known !== undefined) return known;
    const at = this.shapes.push({ is: 'any' }) - 1;
    this.known.set(type, at);
    this.shapes[at] = this.shapeOf(type);
    return at;
  }

  private plain(is: 'integer' | 'uinteger' | 'string'): number {
    const known = this.simple.get(is);
    if (known !== undefined) return known;
    const at = this.shapes.push({ is }) - 1;
    this.simple.set(is, at);
    return at;
  }

  private shapeOf(type: Type): Shape {
    const { TypeFlags } = this.ts;
    const { flags } = type;
    if (/^LSP(?:Any|Object|Array)$/.test(type.aliasSymbol?.name ?? '')) return { is: 'any' };
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return { is: 'any' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { is: 'value', value: type.value };
    if (flags & TypeFlags.BooleanLiteral)
      return { is: 'value', value: this.checker.typeToString(type) === 'true' };
    if (type.isUnion()) return { is: 'one', of: type.types.map((t) => this.of(t)) };
    if (flags & TypeFlags.StringLike) return { is: 'string' };
    if (flags & TypeFlags.NumberLike) return { is: 'number' };
    if (flags & TypeFlags.BooleanLike) return { is: 'boolean' };
    if (flags & TypeFlags.Null) return { is: 'null' };
    if (flags & (TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) return { is: 'nothing' };
    if (this.checker.isTupleType(type))
      return { is: 'row', of: this.checker.getTypeArguments(type as never).map((t) => this.of(t)) };
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as never);
      return item ? { is: 'list', of: this.of(item) } : { is: 'any' };
    }
    return this.map(type);
  }

  private map(type: Type): Shape {
    const of: Record<string, Part> = {};
    for (const part of this.checker.getPropertiesOfType(type)) of[part.name] = this.part(part);
    const rest = type.getStringIndexType();
    if (Object.keys(of).length === 0 && !rest) return { is: 'any' };
    return { is: 'map', of, ...(rest ? { rest: this.of(rest) } : {}) };
  }

  private part(part: Named): Part {
    const [declared] = part.declarations ?? [];
    const said =
      declared && 'type' in declared ? (declared as { type?: { getText(): string } }).type?.getText() : '';
    const since = part.getJsDocTags(this.checker).find((t) => t.name === 'since');
    const [, version, more] =
      /^(3\.(?:1[89]|[2-9]\d)\S*)(.*)/.exec(since?.text?.map((t) => t.text).join('') ?? '') ?? [];
    // It was there before, and has learned to hold something else than text.
    if (version && more)
      return { shape: this.plain('string'), optional: (part.flags & this.ts.SymbolFlags.Optional) !== 0 };
    return {
      shape:
        said === 'uinteger' || said === 'integer'
          ? this.plain(said)
          : this.of(this.checker.getTypeOfSymbol(part)),
      optional: (part.flags & this.ts.SymbolFlags.Optional) !== 0,
      ...(version ? { later: version } : {}),
    };
  }
}

/** What a value lacks of a shape, as `path: reason`; undefined where it conforms. */
export function unlike(value: unknown, at: number, { shapes }: Shapes, path = '$'): string | undefined {
  const shape = shapes[at] as Shape;
  const into = (item: unknown, place: number, step: string) =>
    unlike(item, place, { shapes } as Shapes, `${path}${step}`);
  const wrong = `${path}: no ${shape.is === 'value' ? JSON.stringify(shape.value) : shape.is}: ${JSON.stringify(value)?.slice(0, 80)}`;
  switch (shape.is) {
    case 'any':
      return undefined;
    case 'nothing':
      // On the wire it is null.
      return value === undefined || value === null ? undefined : wrong;
    case 'null':
      return value === null ? undefined : wrong;
    case 'value':
      return value === shape.value ? undefined : wrong;
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 ? undefined : wrong;
    case 'uinteger':
      return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31
        ? undefined
        : wrong;
    case 'list':
      if (!Array.isArray(value)) return wrong;
      return first(value, (item, i) => into(item, shape.of, `[${i}]`));
    case 'row':
      if (!Array.isArray(value) || value.length !== shape.of.length) return wrong;
      return first(shape.of, (place, i) => into(value[i], place, `[${i}]`));
    case 'one': {
      const reasons = shape.of.map((place) => into(value, place, ''));
      if (reasons.includes(undefined)) return undefined;
      // The reason that came furthest is the one that is meant.
      return reasons.sort((a = '', b = '') => b.indexOf(':') - a.indexOf(':'))[0];
    }
    case 'map': {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return wrong;
      const held = value as Record<string, unknown>;
      const lacks = Object.keys(shape.of).find((key) => held[key] === undefined && !shape.of[key]?.optional);
      if (lacks !== undefined) return `${path}: lacks ${lacks}`;
      return first(Object.entries(held), ([key, own]) => {
        const part = shape.of[key];
        if (own === undefined) return undefined;
        if (!part)
          return shape.rest === undefined ? `${path}.${key}: unknown` : into(own, shape.rest, `.${key}`);
        return part.later ? `${path}.${key}: only since ${part.later}` : into(own, part.shape, `.${key}`);
      });
    }
    default:
      return typeof value === shape.is ? undefined : wrong;
  }
}

function first<T>(items: readonly T[], look: (item: T, i: number) => string | undefined): string | undefined {
  for (const [i, item] of items.entries()) {
    const found = look(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
